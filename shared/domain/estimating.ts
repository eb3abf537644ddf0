import type { Account } from './account.ts';
import { type Bill, billCustomer } from './billing.ts';
import { comingMonth, reachOf } from './comingRun.ts';
import type { Charge, CustomerFile, Service } from './customer.ts';
import { makeEntry } from './entry.ts';
import { explainCharge, explainService, type Reckoning } from './explaining.ts';
import type { Line } from './invoice.ts';
import { EMPTY_LEDGER, type Ledger } from './ledger.ts';
import type { Day, Month } from './month.ts';
import { daysNotBilled } from './news.ts';
import type { PlanEntry } from './plan.ts';
import { firstNumbers } from './planning.ts';
import type { Customers, Runs } from './ports.ts';
import { makingOf, UNNUMBERED } from './preview.ts';
import { Problem } from './problem.ts';
import { earlierPeriods, type OnePorts, standingOf } from './standing.ts';
import { type Terms, termsOf } from './terms.ts';

/** What a clerk is typing: it stands beside what the customer has, or in its place. Neither: the customer as it is. */
export type Draft = {
  readonly service?: Service;
  /** The service as it is stored, where the draft is an edit of one. */
  readonly before?: Service;
  /** Whether its dates are news: of one that is only looked at nothing comes too late. */
  readonly isNews?: boolean;
  readonly charge?: Charge;
};

export type Estimate = {
  readonly terms: Terms;
  readonly date: Day;
  /** What becomes of the customer's whole invoice. */
  readonly entry: PlanEntry;
  /** Of the draft alone, or all. */
  readonly lines: readonly Line[];
  readonly words: readonly string[];
  /** Days that the draft comes too late for. */
  readonly notBilled: readonly string[];
};

export type EstimatingPorts = OnePorts & {
  readonly customers: Pick<Customers, 'file'>;
  readonly runs: OnePorts['runs'] & Pick<Runs, 'numbers'>;
};

/** Reads the draft against what the customer has; `coming` is the month that is made next. */
export type Drafting = (file: CustomerFile, coming: Month) => Draft;

/**
 * What the coming run would bill for the draft, by the very code that plans it, storing nothing. Where the customer stands is read before
 * its file, as planning does.
 * @throws Problem `not-found`, and whatever `drafting` throws
 */
export async function estimateOf(
  account: Account,
  customerId: string,
  drafting: Drafting,
  ports: EstimatingPorts,
  now: Date,
): Promise<Estimate> {
  const { accountId, billing } = account;
  const known = await ports.runs.numbers(accountId);
  const numbers = known ?? firstNumbers(account);
  const month = comingMonth(account, numbers);
  const stands = await standingOf(accountId, customerId, numbers, month, ports);
  const file = without(await ports.customers.file(accountId, customerId), stands?.taken ?? []);
  const draft = drafting(file, month);
  const terms = termsOf(account, month, earlierPeriods(numbers, month));
  const making = makingOf(account, terms, now);
  const before = stands?.standing ?? { ledger: EMPTY_LEDGER };
  const drafted = withDraft(file, draft);
  const { entry } = makeEntry(drafted, before, UNNUMBERED, making);
  const bill = billOf(drafted, before.ledger, terms);
  const reckoning = bill && { ...bill, customer: file.customer, before: before.ledger, terms, currency: billing.currency };
  const tooLate = draft.service && draft.isNews;
  return {
    terms,
    date: making.date,
    entry,
    lines: linesOf(draft, bill, before.waitsFor),
    words: [...explained(draft, reckoning), ...outcome(entry, draft)],
    notBilled: tooLate ? daysNotBilled(draft.before, draft.service, await reachOf(account, customerId, known, ports.invoices)) : [],
  };
}

/** A charge that an open month's plan holds is billed there, though it may not be marked yet. */
const without = (file: CustomerFile, taken: readonly string[]): CustomerFile => ({
  ...file,
  charges: file.charges.filter(({ chargeId }) => !taken.includes(chargeId)),
});

function withDraft({ customer, services, charges }: CustomerFile, { service, charge }: Draft): CustomerFile {
  return {
    customer,
    services: service ? [...services.filter(({ serviceId }) => serviceId !== service.serviceId), service] : services,
    charges: charge ? [...charges.filter(({ chargeId }) => chargeId !== charge.chargeId), charge] : charges,
  };
}

/** Nothing for what cannot be priced: the entry, made of the same, says why. */
function billOf(file: CustomerFile, ledger: Ledger, terms: Terms): Bill | undefined {
  try {
    return billCustomer(file, ledger, terms, UNNUMBERED.number);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/** Of an invoice that must wait for another no more is known than that. */
function linesOf({ service, charge }: Draft, bill: Bill | undefined, waitsFor: string | undefined): readonly Line[] {
  const lines = bill?.lines ?? [];
  if (!service && !charge) return waitsFor ? [] : lines;
  return lines.filter(
    (line) => (service && line.service?.serviceId === service.serviceId) || (charge && line.chargeId === charge.chargeId),
  );
}

function explained({ service, charge }: Draft, reckoning: Reckoning | undefined): string[] {
  if (!reckoning) return [];
  return [...(service ? explainService(service, reckoning) : []), ...(charge ? explainCharge(charge, reckoning) : [])];
}

/** What else is to be known of the whole invoice. A draft that is billed nothing has said why already. */
function outcome(entry: PlanEntry, { service, charge }: Draft): string[] {
  if (entry.outcome === 'parked') return [`The invoice would need attention first: ${entry.reason}`];
  return entry.outcome === 'skipped' && !service && !charge ? [`No invoice is made: ${entry.reason}`] : [];
}
