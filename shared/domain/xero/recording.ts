import { changeInvoice, keyOf } from '../changing.ts';
import type { Invoice } from '../invoice.ts';
import { type Cents, toReadable } from '../money.ts';
import { linkTo, signedTotal } from './document.ts';
import type { Found } from './ports.ts';
import type { Session } from './session.ts';
import { freed, isClaimedBy, isInDoubt, type Refusal, refused, uploaded } from './uploadLife.ts';

/** Silences and refused batches that one attempt survives. */
const TRIES_LIMIT = 6;

/** What Xero has, or what was found there. */
type Standing = Pick<Found, 'id' | 'total'> & { readonly contactId: string };

/** Writes down that it is in Xero. `found`: it was looked up, not just sent. */
export async function recordUploaded(invoice: Invoice, standing: Standing, found: boolean, session: Session): Promise<void> {
  const { account, organisation, places, ports } = session;
  const total = signedTotal(invoice.kind, standing.total);
  const link = linkTo({ kind: invoice.kind, id: standing.id }, organisation.shortCode, places.goUrl);
  const words = `${found ? 'Found in Xero, where it had arrived' : `In Xero as ${account.xero.uploadAs === 'draft' ? 'a draft' : 'authorised'}`}${differing(total, invoice.total)}`;
  if (total !== invoice.total) ports.metrics.count('XeroTotalDiffers', 1, { invoice: invoice.number });
  const { id, contactId } = standing;
  await changeInvoice(ports.invoices, keyOf(invoice), (read) =>
    isSettledBy(read, session)
      ? uploaded(read, { id, total, link, contactId }, account.xero.attachPdf, { at: session.now(), words })
      : undefined,
  );
}

const differing = (theirs: Cents, ours: Cents): string =>
  theirs === ours ? '' : `. Its total there is ${toReadable(theirs)}, ours ${toReadable(ours)}: a difference of ${theirs - ours} cents`;

export async function recordRefused(invoice: Invoice, refusal: Refusal, session: Session): Promise<void> {
  await changeInvoice(session.ports.invoices, keyOf(invoice), (read) =>
    isSettledBy(read, session) ? refused(read, refusal, session.now()) : undefined,
  );
}

/** Xero certainly has not got it: it waits again. `tried`: not held back, but failed; after some times a person must look. */
export async function recordFreed(invoice: Invoice, tried: boolean, session: Session): Promise<void> {
  const at = session.now();
  const refusal = { words: `Xero gave no usable answer ${TRIES_LIMIT} times`, advice: 'See whether Xero is up, then upload it again.' };
  await changeInvoice(session.ports.invoices, keyOf(invoice), (read) => {
    if (!isSettledBy(read, session) || read.xero?.state === 'waiting') return undefined;
    return tried && (read.xero?.tries ?? 0) + 1 >= TRIES_LIMIT ? refused(read, refusal, at) : freed(read, at, tried);
  });
}

/**
 * Whether this session may write what became of it: it claimed it, or it looks after one that nobody holds. The lease keeps every other
 * worker away; another's claim is a dead one's.
 */
function isSettledBy(read: Invoice, { token }: Session): boolean {
  return isClaimedBy(read, token) || read.xero?.state === 'waiting' || isInDoubt(read);
}
