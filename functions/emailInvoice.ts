import * as z from 'zod/mini';
import { files } from '../shared/aws/files.ts';
import { ids } from '../shared/aws/ids.ts';
import { mail } from '../shared/aws/mail.ts';
import { metrics } from '../shared/aws/metrics.ts';
import { emailQueue } from '../shared/aws/queues.ts';
import { invoiceEmail } from '../shared/documents/email.ts';
import { printer } from '../shared/documents/printer.ts';
import { emailInvoice as emailOne } from '../shared/domain/emailing.ts';
import { pdfName } from '../shared/domain/fileName.ts';
import type { Invoice } from '../shared/domain/invoice.ts';
import type { Email } from '../shared/domain/ports.ts';
import { documentOf, printed } from '../shared/domain/printing.ts';
import { Problem } from '../shared/domain/problem.ts';
import { job, queue } from '../shared/lambda/queue.ts';
import { accountId, customerId, month } from '../shared/lambda/schemas.ts';
import { accounts } from '../shared/store/accounts.ts';
import { breaker } from '../shared/store/breaker.ts';
import { invoices } from '../shared/store/invoices.ts';
import { runs } from '../shared/store/runs.ts';

/** The email queue, delayed so that a clerk can still cancel: renders, claims, sends, records. */
export const emailInvoice = job({
  message: z.object({ account: accountId, month, customer: customerId, attempt: z.number() }),
  ports: { accounts, invoices, runs, files, printer, mail, emailQueue, breaker, ids, metrics },
  async run(message, ports, { clock }) {
    await emailOne(message, (invoice) => prepare(invoice, ports), ports, clock);
  },
});

type Ports = Pick<typeof emailInvoice.ports, 'accounts' | 'invoices' | 'runs' | 'files' | 'printer'>;

/** The email as SES gets it. What is printed is the plan's; who it is from and what it says are the settings of today. */
async function prepare(invoice: Invoice, ports: Ports): Promise<Email> {
  const { accountId: account, month, customerId: customer, attempt, recipients } = invoice;
  const settings = await ports.accounts.get(account);
  if (!settings) throw new Problem('conflict', 'The account has no settings, so there is no sender');
  const document = await documentOf(invoice, ports);
  const { content } = await printed(account, document, ports);
  const fileName = pdfName(document);
  const { from, fromName, subject, body } = settings.sending;
  return {
    from: { address: from, name: fromName },
    ...recipients,
    ...invoiceEmail({ document, month, subject, body, fileName }),
    attachments: [{ fileName, contentType: 'application/pdf', content }],
    tags: { account, month, customer, attempt: String(attempt) },
  };
}

export const handler = queue(emailInvoice);
