import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { downloadMonth, handler } from '../../../functions/api/downloadMonth.ts';
import { inParallel } from '../../../shared/domain/parallel.ts';
import { planMonth, skipMonth } from '../../../shared/domain/planning.ts';
import { call } from '../../support/call.ts';
import { aroundAll, DECEMBER, firstOf, NOVEMBER, Reseller } from '../../support/reseller.ts';

aroundAll({ services: true });

const month = (account: string, which: string = NOVEMBER) =>
  call(handler, downloadMonth, { account, role: 'viewer', params: { month: which } });

async function numbersIn(url: string): Promise<(string | undefined)[]> {
  const rows = Papa.parse<Record<string, string>>(await (await fetch(url)).text(), { header: true }).data;
  return rows.map((row) => row['*InvoiceNumber']);
}

describe("downloading a month's CSV", () => {
  it('holds every invoice of the month by number, credit notes in a file of their own', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    await reseller.customer('b', '-25');
    await reseller.customer('c', '70', { to: [] });
    await reseller.customer('d', '70', { autoInvoice: false });
    await reseller.make(NOVEMBER);
    const { status, body } = await month(reseller.id);
    expect(status).toBe(200);
    expect(body).toMatchObject({ month: '2026-11', importAs: 'tax exclusive', inXero: 0 });
    const about = body.files.map(({ fileName, kind, invoices, rows, overLimit }: Record<string, unknown>) => [
      fileName,
      kind,
      invoices,
      rows,
      overLimit,
    ]);
    expect(about).toEqual([
      ['Invoices 2026-11.csv', 'invoice', 3, 3, false],
      ['Credit notes 2026-11.csv', 'creditNote', 1, 1, false],
    ]);
    expect(await numbersIn(body.files[0].url)).toEqual(['AAP-00001', 'AAP-00003', 'AAP-00004']);
    expect(await numbersIn(body.files[1].url)).toEqual(['AAP-00002']);
  });

  it('leaves out what is parked, and holds what was cancelled or bounced', async () => {
    const reseller = await Reseller.withParked();
    await reseller.customer('b', '100', {}, '2026-12-01');
    await reseller.make(DECEMBER);
    await reseller.change(DECEMBER, 'b', (read) => ({ ...read, status: 'cancelled' }));
    const { body } = await month(reseller.id, DECEMBER);
    expect(await numbersIn(body.files[0].url)).toEqual(['AAP-00006']);
    expect((await month(reseller.id)).body.files).toEqual([]);
  });

  it('has at most 500 rows a file and splits no invoice; one that is longer stands alone and is flagged', async () => {
    const reseller = await Reseller.setUp();
    const lines = { a: 300, b: 250, c: 501 };
    for (const [customer, count] of Object.entries(lines)) {
      await reseller.customer(customer);
      const extra = Array.from({ length: count - 1 }, (_, index) => index);
      await inParallel(extra, 16, (index) => reseller.service(customer, '1', { serviceId: `extra-${index}` }));
    }
    await reseller.make(NOVEMBER);
    const { body } = await month(reseller.id);
    const about = body.files.map(({ fileName, invoices, rows, overLimit }: Record<string, unknown>) => [
      fileName,
      invoices,
      rows,
      overLimit,
    ]);
    expect(about).toEqual([
      ['Invoices 2026-11 part 1.csv', 1, 300, false],
      ['Invoices 2026-11 part 2.csv', 1, 250, false],
      ['Invoices 2026-11 part 3.csv', 1, 501, true],
    ]);
  });

  it('goes on over as many pages of the list as the month has', async () => {
    const reseller = await Reseller.setUp();
    const names = Array.from({ length: 120 }, (_, index) => `c${String(index).padStart(3, '0')}`);
    await inParallel(names, 16, (name) => reseller.customer(name));
    await reseller.make(NOVEMBER);
    await reseller.make(DECEMBER);
    const { body } = await month(reseller.id);
    const numbers = await numbersIn(body.files[0].url);
    expect(numbers.length).toBe(120);
    expect(numbers).toEqual([...numbers].sort());
    expect([numbers[0], numbers.at(-1)]).toEqual(['AAP-00001', 'AAP-00120']);
  });

  it('says in clear words that a month has not been made, or is still being made', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    expect((await month(reseller.id)).body).toMatchObject({ status: 409, detail: expect.stringMatching(/2026-11 has not been made yet/) });
    await planMonth(reseller.account, NOVEMBER, reseller.world, { clock: () => firstOf(NOVEMBER) });
    expect((await month(reseller.id)).body).toMatchObject({ status: 409, detail: expect.stringMatching(/still being made/) });
  });

  it('has no files for a month of nobody', async () => {
    const reseller = await Reseller.setUp();
    await skipMonth(reseller.account, NOVEMBER, 'billed by hand', reseller.world, { clock: () => firstOf(NOVEMBER) });
    await reseller.make(DECEMBER);
    for (const each of [NOVEMBER, DECEMBER]) expect((await month(reseller.id, each)).body.files).toEqual([]);
  });

  it('refuses what is no month', async () => {
    const { id } = await Reseller.setUp();
    const { status, body } = await month(id, '2026-1');
    expect([status, body.errors[0].field]).toEqual([400, 'month']);
  });
});
