import type { Account } from './account.ts';
import { type Change, changeOf, type LastTime } from './changes.ts';
import type { CustomerFile } from './customer.ts';
import { type Making, makeEntry } from './entry.ts';
import { EMPTY_LEDGER } from './ledger.ts';
import { ZERO } from './money.ts';
import { dayAt, firstDay, instant, latest, type Month } from './month.ts';
import { madeBefore, type Numbers } from './numbering.ts';
import type { PricedEntry } from './plan.ts';
import { firstNumbers } from './planning.ts';
import type { Customers, Invoices, Runs } from './ports.ts';
import { checkMayPlan } from './runMonths.ts';
import { earlierPeriods, isGone, type Standing, standingFiles, standingOf } from './standing.ts';
import { type Terms, termsOf } from './terms.ts';

export type PreviewPorts = {
  readonly customers: Pick<Customers, 'file' | 'files'>;
  readonly invoices: Pick<Invoices, 'find' | 'get' | 'lines'>;
  readonly runs: Pick<Runs, 'numbers' | 'head' | 'entries'>;
};

/** What the run would make of one customer. No change is told of what needs attention first: its total is not known. */
export type Previewed = PricedEntry & { readonly name: string; readonly change?: Change };

/** `next` is the id of the customer to go on after. */
export type Preview = { readonly terms: Terms; readonly items: readonly Previewed[]; readonly next?: string };

/** A page ends early with this many lines, so that its answer stays within what a function may answer. */
const LINES_LIMIT = 2000;

export type Asking = {
  readonly now: Date;
  readonly after?: string | undefined;
  readonly limit: number;
  /** This customer alone. */
  readonly customerId?: string | undefined;
};

/**
 * The same planning, in the same order of reading, committing nothing. The next month to be made may be looked at before it begins, as
 * it would be made on its 1st.
 * @throws Problem `conflict` when the month is not the next to be made, `not-found` when the one customer asked for is not there
 */
export async function preview(account: Account, month: Month, ports: PreviewPorts, asking: Asking): Promise<Preview> {
  const { now, after, limit, customerId } = asking;
  const numbers = (await ports.runs.numbers(account.accountId)) ?? firstNumbers(account);
  checkMayPlan(account, numbers, month, notBefore(month, now));
  const terms = termsOf(account, month, earlierPeriods(numbers, month));
  const last = lastTimeOf(numbers, month);
  const making = makingOf(account, terms, now);
  if (customerId) {
    const stands = await standingOf(account.accountId, customerId, numbers, month, ports);
    const file = await ports.customers.file(account.accountId, customerId);
    return { terms, items: isGone(file.customer, stands?.standing) ? [] : [previewOf(file, stands?.standing, last, making)] };
  }
  const items: Previewed[] = [];
  let lines = 0;
  for await (const { file, standing } of standingFiles(account.accountId, numbers, month, ports, after)) {
    const previous = items.at(-1)?.entry.customerId;
    if (previous && (items.length >= limit || lines >= LINES_LIMIT)) return { terms, items, next: previous };
    if (isGone(file.customer, standing)) continue;
    const made = previewOf(file, standing, last, making);
    lines += made.lines.length;
    items.push(made);
  }
  return { terms, items };
}

/** As the run would make its entries, dated today or, before the month has begun, its 1st. */
export function makingOf(account: Account, terms: Terms, now: Date): Making {
  const date = latest(dayAt(now, account.billing.timeZone), firstDay(terms.runMonth));
  return { account, terms, plan: 'preview', date, now: instant(now) };
}

/** Noon on the 2nd falls in the month in every time zone. */
function notBefore(month: Month, now: Date): Date {
  const within = new Date(`${month}-02T12:00:00Z`);
  return within > now ? within : now;
}

type LastRun = Pick<LastTime, 'period'>;

function lastTimeOf(numbers: Numbers, month: Month): LastRun | undefined {
  const made = madeBefore(numbers, month);
  const planned = made && numbers.months[made];
  return planned && { period: planned.period };
}

/** It bears no number yet: which one it gets is known when the month is made. */
export const UNNUMBERED = { sequence: 0, number: 'this invoice' };

function previewOf(file: CustomerFile, standing: Standing | undefined, last: LastRun | undefined, making: Making): Previewed {
  const before = standing ?? { ledger: EMPTY_LEDGER };
  const priced = makeEntry(file, before, UNNUMBERED, making);
  const { entry, lines } = priced;
  const { name } = file.customer;
  if (entry.outcome === 'parked') return { ...priced, name };
  const { period } = making.terms;
  const total = entry.outcome === 'invoice' ? entry.invoice.total : ZERO;
  const names = new Map(file.services.map(({ serviceId, description }) => [serviceId, description]));
  const lastTime: LastTime = { period: last?.period ?? period, ...(before.last ? { invoice: before.last } : {}) };
  return { ...priced, name, change: changeOf(lastTime, before.ledger, { period, lines, total }, entry.ledger, names) };
}
