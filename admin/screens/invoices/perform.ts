import { accountQuery } from '../../api/account.ts';
import { putInvoice } from '../../api/invoiceCache.ts';
import { cancelInvoice, csvLink, pdfLink, repairInvoice, sendInvoice, uploadInvoice } from '../../api/invoices.ts';
import type { Problem } from '../../api/problem.ts';
import { queries } from '../../api/queries.ts';
import type { Invoice } from '../../api/types.ts';
import { confirmed } from '../../parts/confirm.tsx';
import { download } from '../../parts/download.ts';
import { formatFor } from '../../parts/format.ts';
import { sentence } from '../../parts/sentence.ts';
import { tellDone } from '../../parts/told.ts';
import type { Action } from './invoiceActions.tsx';
import { MAY_HAVE_IT } from './mayHaveIt.ts';
import { unusualTotal } from './unusualTotal.ts';

/**
 * Asks where it must be asked, does it, and says so. Answers whether anything changed: not, where the person went back.
 * @throws Problem what the API refuses
 */
export async function perform(action: Action, invoice: Invoice): Promise<boolean> {
  const { invoiceId } = invoice;
  switch (action) {
    case 'openInXero':
      window.open(invoice.actions.openInXero.link, '_blank', 'noopener');
      return false;
    case 'pdf':
      download((await pdfLink(invoiceId)).url);
      return false;
    case 'csv':
      download((await csvLink(invoiceId)).url);
      return false;
    case 'cancel':
      return changed(await cancelInvoice(invoiceId), ({ number }) => `${number}: the email is cancelled. The invoice itself stands`);
    case 'upload':
      return changed(await uploadInvoice(invoiceId), ({ number, xero }) => `${number}: ${xero.stateText}`);
    case 'send':
      if (!(await maySendAgain(invoice))) return false;
      return changed(await sendInvoice(invoiceId), ({ number, recipients }) => `${number} is queued for ${recipients.to.join(', ')}`);
    case 'repair':
      return repaired(invoice);
  }
}

function changed(invoice: Invoice, words: (invoice: Invoice) => string): true {
  putInvoice(invoice);
  tellDone(words(invoice));
  return true;
}

/** Whoever gets the same invoice twice may pay it twice. */
async function maySendAgain({ number, status, statusText, lastNews }: Invoice): Promise<boolean> {
  if (!MAY_HAVE_IT.has(status)) return true;
  return confirmed({
    title: `Send ${number} again?`,
    words: `It is “${statusText}”${lastNews ? ` since ${when(lastNews.at)}: ${lastNews.words}` : ''}. The customer would get the same invoice a second time.`,
    yes: 'Send it again',
  });
}

/** On the account's own clock, as everywhere. */
function when(at: string): string {
  const account = queries.getQueryData(accountQuery.queryKey);
  return account?.setUp ? formatFor(account.billing.currency, account.billing.timeZone).instant(at) : at;
}

async function repaired(invoice: Invoice): Promise<boolean> {
  const { invoiceId, number, parked, customer } = invoice;
  const make = await confirmed({
    title: `Repair ${number}?`,
    words: `${sentence(parked ?? '')} It is made from today’s data of ${customer.name}, under its own number and dated today.`,
    yes: 'Make it from today’s data',
  });
  if (!make) return false;
  const made = ({ number, statusText }: Invoice) => `${number} is made: ${statusText}`;
  try {
    return changed(await repairInvoice(invoiceId), made);
  } catch (error) {
    const total = unusualTotal(error);
    if (!total) throw error;
    const right = await confirmed({
      title: `Is ${total.shown} right for ${customer.name}?`,
      words: sentence((error as Problem).message),
      yes: `Yes, ${total.shown} is right`,
    });
    return right ? changed(await repairInvoice(invoiceId, total.digits), made) : true;
  }
}
