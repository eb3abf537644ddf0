import type { Invoice } from '../invoice.ts';
import { inParallel } from '../parallel.ts';
import { bears, type LookedUp, lookedUp } from './matching.ts';
import type { Found } from './ports.ts';
import { recordFreed, recordRefused, recordUploaded } from './recording.ts';
import type { Session } from './session.ts';
import { sparing } from './stumbling.ts';

/** Xero's limit of numbers in one request, as far as its URL goes. */
const BATCH = 50;
/** Headers written at once. */
const WIDTH = 16;

/**
 * Asks Xero which of these it has, by their numbers, and settles each: taken over, refused, or free to be sent. What Xero does not answer
 * stays as it is, and is asked again.
 */
export async function lookUp(invoices: readonly Invoice[], session: Session, missing: Missing = freedAgain): Promise<void> {
  for (const kind of ['invoice', 'creditNote'] as const) {
    const those = invoices.filter((invoice) => invoice.kind === kind);
    for (let at = 0; at < those.length && !session.isStopped(); at += BATCH) {
      const batch = those.slice(at, at + BATCH);
      const found = await foundUnder(batch, session);
      if (found) await inParallel(batch, WIDTH, (each) => sparing(each, session, () => settle(each, found, session, missing)));
    }
  }
}

/** The documents in Xero under these invoices' numbers; undefined when Xero does not say. All are of one kind. */
export async function foundUnder(batch: readonly Invoice[], session: Session): Promise<readonly Found[] | undefined> {
  const [first] = batch;
  if (!first) return [];
  const answer = await session.books.find(
    first.kind,
    batch.map(({ number }) => number),
  );
  session.heard(answer);
  if (answer.outcome === 'refused') session.hindered(`Xero does not show what it holds: ${answer.words}`);
  return answer.outcome === 'done' ? answer.value : undefined;
}

/** What one that Xero has not got comes to. */
export type Missing = (invoice: Invoice, session: Session) => Promise<void>;
/** A try is charged to it, unless Xero wrote nothing at all. */
const freedAgain: Missing = (invoice, session) => recordFreed(invoice, !session.isWriteOutage(), session);

async function settle(invoice: Invoice, found: readonly Found[], session: Session, missing: Missing): Promise<void> {
  const contactId = invoice.xero?.contactId ?? '';
  const outcome = await outcomeOf(invoice, contactId, found, session);
  if (outcome.state === 'none') return missing(invoice, session);
  return settled(invoice, contactId, outcome, session);
}

export async function outcomeOf(invoice: Invoice, contactId: string, found: readonly Found[], { ports }: Session): Promise<LookedUp> {
  const any = found.some((each) => bears(each, invoice.number));
  return any ? lookedUp({ invoice, contactId, lines: await ports.invoices.lines(invoice) }, found) : { state: 'none' };
}

export async function settled(
  invoice: Invoice,
  contactId: string,
  outcome: Exclude<LookedUp, { state: 'none' }>,
  session: Session,
): Promise<void> {
  if (outcome.state === 'refused') return recordRefused(invoice, outcome, session);
  return recordUploaded(invoice, { id: outcome.found.id, total: outcome.found.total, contactId }, true, session);
}
