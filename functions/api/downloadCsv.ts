import * as z from 'zod/mini';
import { files } from '../../shared/aws/files.ts';
import { ids } from '../../shared/aws/ids.ts';
import { csvOf, csvSettingsOf } from '../../shared/documents/xeroCsv.ts';
import { CSV_TYPE, checkIsMade, downloadKey, exported } from '../../shared/domain/exporting.ts';
import { csvName } from '../../shared/domain/fileName.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { invoiceId } from '../../shared/lambda/schemas.ts';
import { linkView } from '../../shared/lambda/views/link.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { customers } from '../../shared/store/customers.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { runs } from '../../shared/store/runs.ts';

/** GET /v1/invoices/{invoiceId}/csv: one invoice, as Xero imports it. */
export const downloadCsv = endpoint({
  summary: "A link to the invoice as CSV for Xero's import, for five minutes",
  role: 'viewer',
  params: z.strictObject({ invoiceId }),
  output: linkView,
  ports: { accounts, customers, invoices, runs, files, ids },
  async run({ account, settings, params }, ports) {
    const { month, customer } = params.invoiceId;
    const invoice = await ports.invoices.get(account, month, customer);
    checkIsMade(invoice);
    const { document, email } = await exported(invoice, ports);
    const csv = csvOf({ document, email, settings: csvSettingsOf({ ...settings, company: document.company }) });
    const key = downloadKey(account, ports.ids.fresh());
    await ports.files.write(key, new TextEncoder().encode(csv), CSV_TYPE);
    const fileName = csvName(document);
    return { ...(await ports.files.link(key, fileName, CSV_TYPE)), fileName };
  },
});

export const handler = api(downloadCsv);
