import { changeInvoice, keyOf } from '../changing.ts';
import type { Invoice } from '../invoice.ts';
import { inParallel } from '../parallel.ts';
import type { Session } from './session.ts';
import { isOnItsWay, refused, withPdf } from './uploadLife.ts';

/** Headers written at once. */
const WIDTH = 16;
const WORDS = 'It was asked to go to another Xero organisation, which is connected no more';

/**
 * Ends what is on its way to an organisation that is connected no more: nobody works on it, so it would wait for ever. It goes to no other
 * by itself, because it may be in the first one.
 */
export async function turnAway(all: readonly Invoice[], session: Session): Promise<void> {
  const { organisationId } = session.organisation;
  const isForeign = ({ xero }: Invoice): boolean => isOnItsWay(xero) && xero?.organisationId !== organisationId;
  const at = session.now();
  await inParallel(all.filter(isForeign), WIDTH, async (invoice) => {
    await changeInvoice(session.ports.invoices, keyOf(invoice), (read) => {
      if (!isForeign(read)) return undefined;
      if (read.xero?.state === 'uploaded') return withPdf(read, { state: 'failed', words: WORDS }, at);
      return refused(read, { words: WORDS, advice: 'Look whether it is there, then upload it to this one.' }, at);
    });
  });
}
