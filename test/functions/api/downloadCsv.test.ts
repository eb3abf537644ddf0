import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { downloadCsv, handler } from '../../../functions/api/downloadCsv.ts';
import { call } from '../../support/call.ts';
import { aroundAll, NOVEMBER, path, Reseller } from '../../support/reseller.ts';

aroundAll({ services: true });

const csv = (account: string, customer = 'a') => call(handler, downloadCsv, { account, role: 'viewer', ...path(NOVEMBER, customer) });

describe("downloading an invoice's CSV", () => {
  it('answers a link of at most five minutes to its rows as Xero imports them', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a', '100', { name: 'Harbour Bakery' });
    await reseller.charge('a', '50');
    await reseller.make(NOVEMBER);
    const { status, body } = await csv(reseller.id);
    expect([status, body.fileName]).toEqual([200, 'AAP-00001 Harbour Bakery.csv']);
    expect(Date.parse(body.expiresAt) - Date.now()).toBeLessThanOrEqual(300_000);
    const file = await fetch(body.url);
    const rows = Papa.parse<Record<string, string>>(await file.text(), { header: true }).data;
    expect(rows.length).toBe(2);
    expect(rows[0]).toMatchObject({
      '*ContactName': 'Harbour Bakery',
      EmailAddress: 'a@customer.example',
      '*InvoiceNumber': 'AAP-00001',
      '*InvoiceDate': '01/11/2026',
      '*UnitAmount': '100.00',
      '*TaxType': 'GST on Income',
    });
  });

  it('stands in a place of its own each time, among the files that expire', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    await reseller.make(NOVEMBER);
    const paths = await Promise.all([1, 2].map(async () => new URL((await csv(reseller.id)).body.url).pathname));
    expect(new Set(paths).size).toBe(2);
    for (const each of paths) expect(each).toContain(`downloads/${reseller.id}/`);
  });

  it('is refused while the invoice needs attention, and for invoices of others', async () => {
    const { id } = await Reseller.withParked();
    const other = await Reseller.setUp();
    expect((await csv(id)).status).toBe(409);
    expect(await csv(other.id)).toEqual(await csv(other.id, 'nobody'));
    expect((await csv(other.id)).status).toBe(404);
  });
});
