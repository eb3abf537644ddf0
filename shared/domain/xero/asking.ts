import type { Account } from '../account.ts';
import { canUpload, unconnected } from '../actions.ts';
import { changeInvoice, keyOf } from '../changing.ts';
import { type Invoice, invoiceIdOf } from '../invoice.ts';
import { dayAt, firstDay, instant, type Month, monthAt, nextMonth } from '../month.ts';
import { type Numbers, plannedMonths } from '../numbering.ts';
import { inParallel } from '../parallel.ts';
import type { Invoices, Runs } from '../ports.ts';
import { Problem } from '../problem.ts';
import { changeConnection } from './changeConnection.ts';
import type { Connection } from './connection.ts';
import type { Connections, UploadQueue } from './ports.ts';
import { asked, isOnItsWay, isSettled } from './uploadLife.ts';

export type AskingPorts = {
  readonly connections: Pick<Connections, 'get' | 'save'>;
  readonly invoices: Pick<Invoices, 'get' | 'save' | 'ofMonth'>;
  readonly runs: Pick<Runs, 'numbers'>;
};

/** Headers written at once. */
const WIDTH = 16;

/** One invoice, if it may go up now: what `canUpload` says is what happens, whoever asks. */
export function askedNow(
  invoice: Invoice,
  account: Account,
  connection: Connection | undefined,
  now: Date,
  by?: string,
): Invoice | undefined {
  const organisationId = connection?.organisation?.organisationId;
  if (!organisationId || !canUpload(invoice, { account, connection, now }).allowed) return undefined;
  return asked(invoice, { organisationId, at: instant(now), ...(by ? { by } : {}) });
}

/** As `askedNow`, for whoever asks for many: what a person has settled by hand he must name to have it go up. */
const askedAmongMany: typeof askedNow = (invoice, ...rest) => (invoice.xero?.enteredByHand ? undefined : askedNow(invoice, ...rest));

/** Asks for every invoice of the month that may go up. Answers whether all the month's invoices are in Xero. */
async function askMonth(
  account: Account,
  connection: Connection,
  month: Month,
  ports: AskingPorts,
  now: Date,
  by?: string,
): Promise<boolean> {
  const all: Invoice[] = [];
  for await (const invoice of ports.invoices.ofMonth(account.accountId, month)) all.push(invoice);
  await inParallel(all, WIDTH, async (invoice) => {
    if (!askedAmongMany(invoice, account, connection, now)) return;
    await changeInvoice(ports.invoices, keyOf(invoice), (read) => askedAmongMany(read, account, connection, now, by));
  });
  return all.every(({ xero }) => isSettled(xero));
}

/** How many of a month's refusals are told. */
const REFUSALS_TOLD = 100;

export type MonthAsked = {
  readonly month: Month;
  readonly queued: number;
  readonly waiting: number;
  readonly uploaded: number;
  readonly refused: readonly { readonly invoiceId: string; readonly number: string; readonly reason: string }[];
};

/**
 * Asks for a whole month by hand. Only the wish is written here, in one write: however many invoices there are, the worker asks for each.
 * @throws Problem `conflict` when nothing at all can go to Xero
 */
export async function askForMonth(
  account: Account,
  month: Month,
  by: string,
  ports: Pick<AskingPorts, 'connections'> & { readonly invoices: Pick<Invoices, 'ofMonth'>; readonly uploadQueue: UploadQueue },
  now: Date,
): Promise<MonthAsked> {
  const { accountId } = account;
  const connection = await ports.connections.get(accountId);
  const closed = unconnected(connection);
  if (closed) throw new Problem('conflict', closed);
  const refused: MonthAsked['refused'][number][] = [];
  const counts = { queued: 0, waiting: 0, uploaded: 0 };
  for await (const invoice of ports.invoices.ofMonth(accountId, month)) {
    const upload = canUpload(invoice, { account, connection, now });
    if (invoice.xero?.enteredByHand) counts.uploaded += 1;
    else if (upload.allowed) counts.queued += 1;
    else if (invoice.xero?.state === 'uploaded') counts.uploaded += 1;
    else if (isOnItsWay(invoice.xero)) counts.waiting += 1;
    else if (refused.length < REFUSALS_TOLD)
      refused.push({ invoiceId: invoiceIdOf(invoice), number: invoice.number, reason: upload.reason });
  }
  if (counts.queued > 0) {
    const ask = { month, by, at: instant(now) };
    await changeConnection(ports.connections, accountId, (read) => ({
      ...read,
      asks: [...read.asks.filter((each) => each.month !== month), ask],
    }));
    await ports.uploadQueue.add({ account: accountId });
  }
  return { month, ...counts, refused };
}

/** The months that people asked for. Each stands with the connection until its invoices wait for themselves, so that no crash loses one. */
export async function askByHand(account: Account, connection: Connection, ports: AskingPorts, now: Date): Promise<void> {
  for (const { month, by, at } of connection.asks) {
    await askMonth(account, connection, month, ports, now, by);
    await changeConnection(ports.connections, account.accountId, (read) => ({
      ...read,
      asks: read.asks.filter((ask) => ask.month !== month || ask.at !== at),
    }));
  }
}

/**
 * What goes up without being asked: once after each change of the account's months (one is made, or rolls over), every invoice that may go
 * of the months from that of connecting on. Months of which all is in Xero are passed over ever after.
 */
export async function askByItself(account: Account, connection: Connection, ports: AskingPorts, now: Date): Promise<void> {
  const { organisation, since } = connection;
  const numbers = await ports.runs.numbers(account.accountId);
  const looked = numbers && lookOf(account, numbers, now);
  if (!looked || looked === connection.looked) return;
  let { openMonth } = connection;
  let allBefore = true;
  for (const month of plannedMonths(numbers).filter((each) => each >= connection.openMonth)) {
    // Being made: it is gone through when it is done.
    const done = month !== numbers.openMonth && (await askMonth(account, connection, month, ports, now));
    allBefore &&= done && month < monthAt(now, account.billing.timeZone);
    if (allBefore) openMonth = nextMonth(month);
  }
  // Of another link, made meanwhile, nothing was gone through.
  await changeConnection(ports.connections, account.accountId, (read) =>
    read.organisation?.organisationId === organisation?.organisationId && read.since === since ? { ...read, looked, openMonth } : undefined,
  );
}

/** The state of the account's months, once there is something to go through; nothing on the 1st, until that month is made. */
function lookOf({ billing, xero }: Account, { months, openMonth }: Numbers, now: Date): string | undefined {
  if (!xero.uploadByItself) return undefined;
  const current = monthAt(now, billing.timeZone);
  // Its own run comes first on the 1st; when none comes, or comes to no end, the month before goes up all the same.
  const isMade = months[current] !== undefined && openMonth !== current;
  if (!isMade && dayAt(now, billing.timeZone) === firstDay(current)) return undefined;
  return [current, Object.keys(months).length, xero.uploadFrom, openMonth ?? []].flat().join(' ');
}
