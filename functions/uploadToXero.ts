import * as z from 'zod/mini';
import { files } from '../shared/aws/files.ts';
import { ids } from '../shared/aws/ids.ts';
import { metrics } from '../shared/aws/metrics.ts';
import { uploadQueue } from '../shared/aws/queues.ts';
import { vault } from '../shared/aws/vault.ts';
import { xeroCredentials } from '../shared/aws/xeroCredentials.ts';
import { config } from '../shared/config.ts';
import { printer } from '../shared/documents/printer.ts';
import { pdfName } from '../shared/domain/fileName.ts';
import type { Invoice } from '../shared/domain/invoice.ts';
import { documentOf, printed } from '../shared/domain/printing.ts';
import { uploadAccount } from '../shared/domain/xero/uploading.ts';
import { job, queue } from '../shared/lambda/queue.ts';
import { accountId } from '../shared/lambda/schemas.ts';
import { accounts } from '../shared/store/accounts.ts';
import { connections } from '../shared/store/connections.ts';
import { customers } from '../shared/store/customers.ts';
import { invoices } from '../shared/store/invoices.ts';
import { runs } from '../shared/store/runs.ts';
import { accounting } from '../shared/xero/accounting.ts';
import { signInWith } from '../shared/xero/signIn.ts';

const signIn = signInWith(xeroCredentials);

/** The upload queue: does all that there is to do for one account's Xero, at the pace that Xero allows. */
export const uploadToXero = job({
  message: z.object({ account: accountId }),
  ports: { accounts, connections, customers, invoices, runs, files, printer, vault, signIn, accounting, uploadQueue, ids, metrics },
  async run({ account }, ports, { clock, log }) {
    const places = { appUrl: config.appUrl(), goUrl: config.xeroGoUrl() };
    await uploadAccount(account, ports, { clock, log, places, draw: (invoice) => draw(invoice, ports) });
  },
});

/** The PDF that was emailed, or would be. */
async function draw(invoice: Invoice, ports: Pick<typeof uploadToXero.ports, 'invoices' | 'runs' | 'files' | 'printer'>) {
  const document = await documentOf(invoice, ports);
  const { content } = await printed(invoice.accountId, document, ports);
  return { name: pdfName(document), content };
}

export const handler = queue(uploadToXero);
