import * as z from 'zod/mini';
import { files } from '../../shared/aws/files.ts';
import { ids } from '../../shared/aws/ids.ts';
import { type CsvFile, monthCsv } from '../../shared/documents/monthCsv.ts';
import { type CsvInvoice, csvSettingsOf } from '../../shared/documents/xeroCsv.ts';
import type { Account } from '../../shared/domain/account.ts';
import { CSV_TYPE, downloadKey, type Exported, exportedMonth, plannedFor } from '../../shared/domain/exporting.ts';
import { monthCsvName } from '../../shared/domain/fileName.ts';
import type { Month } from '../../shared/domain/month.ts';
import type { Files, Ids } from '../../shared/domain/ports.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { month } from '../../shared/lambda/schemas.ts';
import { monthFilesView } from '../../shared/lambda/views/link.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { customers } from '../../shared/store/customers.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { runs } from '../../shared/store/runs.ts';

/** GET /v1/months/{month}/csv: every invoice of the month but parked ones, by number, in files that Xero imports whole. */
export const downloadMonth = endpoint({
  summary: "Links to a month's invoices as CSV for Xero's import, for five minutes",
  role: 'viewer',
  params: z.strictObject({ month }),
  output: monthFilesView,
  ports: { accounts, customers, invoices, runs, files, ids },
  async run({ account, settings, params }, ports) {
    const planned = plannedFor(await ports.runs.numbers(account), params.month);
    const links = [];
    let inXero = 0;
    const pages = counting(exportedMonth(account, planned, ports), (page) => {
      inXero += page.filter((each) => each.inXero).length;
    });
    for await (const file of monthCsv(csvPages(settings, pages))) {
      links.push(await linkOf(account, params.month, file, ports));
    }
    return { month: params.month, importAs: 'tax exclusive', inXero, files: links };
  },
});

/** The same pages, each shown to `count` as it passes. */
async function* counting<T>(pages: AsyncIterable<T>, count: (page: T) => void): AsyncIterable<T> {
  for await (const page of pages) {
    count(page);
    yield page;
  }
}

async function* csvPages(account: Account, pages: AsyncIterable<readonly Exported[]>): AsyncIterable<readonly CsvInvoice[]> {
  for await (const page of pages) {
    yield page.map((each) => ({ ...each, settings: csvSettingsOf({ ...account, company: each.document.company }) }));
  }
}

async function linkOf(account: string, month: Month, { content, part, ...about }: CsvFile, { files, ids }: { files: Files; ids: Ids }) {
  const key = downloadKey(account, ids.fresh());
  await files.write(key, content, CSV_TYPE);
  const fileName = monthCsvName(about.kind, month, part);
  return { ...(await files.link(key, fileName, CSV_TYPE)), fileName, ...about };
}

export const handler = api(downloadMonth);
