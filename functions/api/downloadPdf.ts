import * as z from 'zod/mini';
import { files } from '../../shared/aws/files.ts';
import { printer } from '../../shared/documents/printer.ts';
import { checkIsMade } from '../../shared/domain/exporting.ts';
import { pdfName } from '../../shared/domain/fileName.ts';
import { documentOf, printed } from '../../shared/domain/printing.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { invoiceId } from '../../shared/lambda/schemas.ts';
import { linkView } from '../../shared/lambda/views/link.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { runs } from '../../shared/store/runs.ts';

/** GET /v1/invoices/{invoiceId}/pdf: the very file that is emailed, printed now if it never was. */
export const downloadPdf = endpoint({
  summary: "A link to the invoice's PDF, for five minutes",
  role: 'viewer',
  params: z.strictObject({ invoiceId }),
  output: linkView,
  ports: { accounts, invoices, runs, files, printer },
  async run({ account, params }, ports) {
    const { month, customer } = params.invoiceId;
    const invoice = await ports.invoices.get(account, month, customer);
    checkIsMade(invoice);
    const document = await documentOf(invoice, ports);
    const { key } = await printed(account, document, ports);
    const fileName = pdfName(document);
    return { ...(await ports.files.link(key, fileName, 'application/pdf')), fileName };
  },
});

export const handler = api(downloadPdf);
