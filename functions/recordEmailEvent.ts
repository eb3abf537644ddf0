import { mail } from '../shared/aws/mail.ts';
import { metrics } from '../shared/aws/metrics.ts';
import { bounceNotice } from '../shared/documents/email.ts';
import type { Account } from '../shared/domain/account.ts';
import { again } from '../shared/domain/again.ts';
import { changeInvoice } from '../shared/domain/changing.ts';
import type { Customer } from '../shared/domain/customer.ts';
import type { EmailNews } from '../shared/domain/emailNews.ts';
import { type Flagged, flagged } from '../shared/domain/flagging.ts';
import { heard, isFinal, isHeard } from '../shared/domain/heard.ts';
import { type Invoice, invoiceIdOf } from '../shared/domain/invoice.ts';
import { event, listener } from '../shared/lambda/event.ts';
import { accounts } from '../shared/store/accounts.ts';
import { customers } from '../shared/store/customers.ts';
import { invoices } from '../shared/store/invoices.ts';

/**
 * What SES tells about our emails: best effort, in any order, more than once. A stranger's news creates nothing and is counted.
 * The history entry is written last: news whose recording was cut short is recorded whole when it comes again.
 */
export const recordEmailEvent = listener({
  ports: { accounts, customers, invoices, mail, metrics },
  async run(news, ports) {
    const invoice = news && (await ports.invoices.find(news.account, news.month, news.customer));
    if (!news || !invoice || news.attempt > invoice.attempt) {
      ports.metrics.count('StrangerEvent');
      return;
    }
    if (isHeard(invoice, news)) return;
    const untold = isFinal(news) ? await flag(invoice, news, ports) : undefined;
    const told = untold ? { ...news, words: `${news.words}; ${untold}` } : news;
    await changeInvoice(ports.invoices, news, (read) => heard(read, told));
  },
});

type Ports = typeof recordEmailEvent.ports;

/**
 * Written to no more until a person corrects the address or clears the flag; whoever looks after bounces is told, once an address. Answers
 * what is to be known when the notice did not go out: the history says it, because nothing repeats a notice.
 */
async function flag(invoice: Invoice, news: EmailNews, ports: Ports): Promise<string | undefined> {
  const account = await ports.accounts.get(news.account);
  if (!account) return undefined;
  const { customer, ofThisNews } = await saveFlags(invoice, news, account, ports);
  return ofThisNews.length > 0 ? tell(account, customer, invoice, { ...news, addresses: ofThisNews }, ports) : undefined;
}

/** Should someone edit the customer meanwhile, what is in use, and so what to flag, is asked again. */
function saveFlags(invoice: Invoice, news: EmailNews, { sending }: Account, { customers }: Ports): Promise<Flagged> {
  return again(async () => {
    const result = flagged(await customers.get(news.account, news.customer), sending.bcc, news, invoiceIdOf(invoice));
    if (result.fresh.length > 0) await customers.save(news.account, result.customer);
    return result;
  }, Number.POSITIVE_INFINITY);
}

async function tell(
  { accountId, sending }: Account,
  customer: Customer,
  invoice: Invoice,
  news: EmailNews,
  { mail }: Ports,
): Promise<string | undefined> {
  if (!sending.bounceRecipient) return undefined;
  const result = await mail.send({
    from: { address: sending.from, name: sending.fromName },
    to: [sending.bounceRecipient],
    cc: [],
    bcc: [],
    ...bounceNotice({
      customer: customer.name,
      number: invoice.number,
      month: invoice.month,
      addresses: news.addresses,
      kind: news.kind,
      words: news.words,
    }),
    attachments: [],
    tags: { account: accountId, notice: 'bounce' },
  });
  if (result.outcome === 'accepted') return undefined;
  return `${sending.bounceRecipient} ${result.outcome === 'unknown' ? 'may not have been' : 'could not be'} told (${result.words})`;
}

export const handler = event(recordEmailEvent);
