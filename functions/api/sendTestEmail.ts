import * as z from 'zod/mini';
import { files } from '../../shared/aws/files.ts';
import { mail } from '../../shared/aws/mail.ts';
import { invoiceEmail } from '../../shared/documents/email.ts';
import { printer } from '../../shared/documents/printer.ts';
import type { Account } from '../../shared/domain/account.ts';
import { normalAddress } from '../../shared/domain/address.ts';
import { pdfName } from '../../shared/domain/fileName.ts';
import type { Email, SendResult } from '../../shared/domain/ports.ts';
import { print } from '../../shared/domain/printing.ts';
import { Problem } from '../../shared/domain/problem.ts';
import { sampleDocument, sampleMonth } from '../../shared/domain/sampleInvoice.ts';
import { senderRefusal } from '../../shared/domain/sender.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { accounts } from '../../shared/store/accounts.ts';

/** POST /v1/sender/test: a sample invoice to the person who asks and to nobody else, just as a customer would get theirs. */
export const sendTestEmail = endpoint({
  summary: 'Emails a sample invoice, marked as a test, to your own address',
  role: 'billing',
  output: z.object({ to: z.string(), subject: z.string() }),
  ports: { accounts, files, mail, printer },
  async run({ settings, user, now }, ports) {
    const refusal = senderRefusal(settings);
    if (refusal) throw new Problem('conflict', refusal);
    const to = normalAddress(user);
    if (!to) throw new Problem('conflict', 'You are signed in without an email address, so there is nobody to write to');
    const email = await testEmail(settings, to, now, ports);
    taken(await ports.mail.send(email));
    return { to, subject: email.subject };
  },
});

type Ports = Pick<typeof sendTestEmail.ports, 'files' | 'printer'>;

async function testEmail(account: Account, to: string, now: Date, { files, printer }: Ports): Promise<Email> {
  const { from, fromName, subject, body } = account.sending;
  const document = sampleDocument(account, now);
  const content = await print(document, account.logo && (await files.read(account.logo.key)), printer);
  const fileName = pdfName(document);
  return {
    from: { address: from, name: fromName },
    ...{ to: [to], cc: [], bcc: [] },
    ...invoiceEmail({ document, month: sampleMonth(account, now), subject: `Test: ${subject}`, body, fileName }),
    attachments: [{ fileName, contentType: 'application/pdf', content }],
    tags: { account: account.accountId, test: 'sender' },
  };
}

/** @throws Problem with the mail service's words, unless it took the email */
function taken(result: SendResult): void {
  if (result.outcome === 'accepted') return;
  throw new Problem(result.outcome === 'refused' ? 'conflict' : 'unavailable', result.words);
}

export const handler = api(sendTestEmail);
