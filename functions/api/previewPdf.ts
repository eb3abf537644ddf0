import * as z from 'zod/mini';
import { files } from '../../shared/aws/files.ts';
import { ids } from '../../shared/aws/ids.ts';
import { checkedLogo } from '../../shared/documents/pdf/checkedLogo.ts';
import { countPages } from '../../shared/documents/pdf/countPages.ts';
import { printer } from '../../shared/documents/printer.ts';
import type { Account } from '../../shared/domain/account.ts';
import { downloadKey } from '../../shared/domain/exporting.ts';
import type { Files } from '../../shared/domain/ports.ts';
import { print } from '../../shared/domain/printing.ts';
import { invalid } from '../../shared/domain/problem.ts';
import { sampleDocument } from '../../shared/domain/sampleInvoice.ts';
import { api, openEndpoint } from '../../shared/lambda/api.ts';
import { linkView } from '../../shared/lambda/views/link.ts';
import { PREVIEW_BYTES, pdfPreviewBody, sampleSettings } from '../../shared/lambda/views/previewing.ts';
import { accounts } from '../../shared/store/accounts.ts';

const PDF = 'application/pdf';

/** POST /v1/previews/pdf: a sample invoice by the real printer, of settings as they are typed, finished or not. Nothing is saved. */
export const previewPdf = openEndpoint({
  summary: 'A link to a sample invoice, printed with settings that are still being typed; nothing is saved',
  role: 'viewer',
  setup: 'not needed',
  body: pdfPreviewBody,
  jsonBytes: PREVIEW_BYTES,
  output: z.extend(linkView, { pages: z.number() }),
  ports: { accounts, files, ids, printer },
  async run({ account, body, now }, { accounts, files, ids, printer }) {
    const saved = await accounts.get(account);
    const logo = await logoOf(body.logo, saved, files);
    const content = await print(sampleDocument(sampleSettings(body, saved), now), logo, printer);
    const key = downloadKey(account, ids.fresh(), 'pdf');
    const fileName = 'Sample invoice.pdf';
    await files.write(key, content, PDF);
    return { ...(await files.link(key, fileName, PDF)), fileName, pages: countPages(content) };
  },
});

/** The one that was picked, or the one that is saved. @throws Problem `invalid` or `too-large`, as when it is saved */
async function logoOf(picked: string | null | undefined, saved: Account | undefined, files: Pick<Files, 'read'>) {
  if (picked === null) return undefined;
  if (picked === undefined) return saved?.logo && files.read(saved.logo.key);
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(picked) || picked.length % 4 !== 0) throw invalid('logo', 'must be base64');
  const bytes = Buffer.from(picked, 'base64');
  checkedLogo(bytes);
  return bytes;
}

export const handler = api(previewPdf);
