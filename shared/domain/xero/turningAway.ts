import { changeInvoice, keyOf } from '../changing.ts';
import type { Invoice } from '../invoice.ts';
import { inParallel } from '../parallel.ts';
import type { Session } from './session.ts';
import type { InvoiceXero } from './upload.ts';
import { isOnItsWay, lookUpFrom, refused, withPdf } from './uploadLife.ts';

/** Headers written at once. */
const WIDTH = 16;
const WORDS = 'It was asked to go to another Xero organisation, which is connected no more';

/**
 * Ends what is on its way to an organisation that is connected no more: nobody works on it, so it would wait for ever. It goes to no other
 * by itself, because it may be in the first one. What is being sent there just now may still be answered, by the worker that is at it.
 */
export async function turnAway(all: readonly Invoice[], session: Session): Promise<void> {
  const { organisationId } = session.organisation;
  const at = session.now();
  const isForeign = (xero: InvoiceXero): boolean => isOnItsWay(xero) && xero.organisationId !== organisationId && lookUpFrom(xero) <= at;
  await inParallel(all, WIDTH, async (invoice) => {
    const { xero: listed } = invoice;
    if (!listed || !isForeign(listed)) return;
    await changeInvoice(session.ports.invoices, keyOf(invoice), (read) => {
      // Asked for anew since: not for the organisation that it was listed for.
      if (!read.xero || !isForeign(read.xero) || read.xero.organisationId !== listed.organisationId) return undefined;
      if (read.xero?.state === 'uploaded') return withPdf(read, { state: 'failed', words: WORDS }, at);
      return refused(read, { words: WORDS, advice: 'Look whether it is there, then upload it to this one.' }, at);
    });
  });
}
