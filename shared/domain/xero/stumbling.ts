import { changeInvoice, keyOf } from '../changing.ts';
import type { Invoice } from '../invoice.ts';
import { Problem } from '../problem.ts';
import type { Session } from './session.ts';
import { isInDoubt, isOnItsWay, refused, stumbled, withPdf } from './uploadLife.ts';

/** Failures in a row, over half an hour by then, after which a person is told. */
export const STUMBLES_LIMIT = 6;

/**
 * Does something for one invoice. What fails there for a reason of ours holds up none of the others: it is tried again later, and told to a
 * person in the end.
 */
export async function sparing(invoice: Invoice, session: Session, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    session.failed(invoice, error);
    // Where even that cannot be written down, it is as it was, and counts the next time.
    await recordStumble(invoice, error, session).catch((unwritten: unknown) => session.failures.push(unwritten));
  }
}

async function recordStumble(invoice: Invoice, error: unknown, session: Session): Promise<void> {
  const { state, attempt, pdf } = invoice.xero ?? {};
  const at = session.now();
  await changeInvoice(session.ports.invoices, keyOf(invoice), (read) => {
    const { xero } = read;
    const isAsItWas = xero?.state === state && xero?.attempt === attempt && xero?.pdf?.state === pdf?.state;
    if (!isAsItWas || !isOnItsWay(xero)) return undefined;
    return (xero?.stumbles ?? 0) + 1 < STUMBLES_LIMIT ? stumbled(read, at) : givenUp(read, error, at);
  });
}

function givenUp(invoice: Invoice, error: unknown, at: ReturnType<Session['now']>): Invoice {
  const why = `Something here failed ${STUMBLES_LIMIT} times${reasonOf(error)}`;
  if (invoice.xero?.state === 'uploaded') return withPdf(invoice, { state: 'failed', words: `${why}. ${AGAIN}` }, at);
  const advice = isInDoubt(invoice) ? `Xero may have it all the same: look there. ${AGAIN}` : AGAIN;
  return refused(invoice, { words: why, advice }, at);
}

const AGAIN = 'Upload it again; if it fails once more, tell us.';

/** Only what is said in the words of the business: what else is thrown is for our log. */
const reasonOf = (error: unknown): string => (error instanceof Problem ? `: ${error.message}` : '');
