import { describe, expect, it } from 'vitest';
import { handler as emailInvoice } from '../../functions/emailInvoice.ts';
import { files } from '../../shared/aws/files.ts';
import { keptInvoices } from '../../shared/aws/keptInvoices.ts';
import { customers } from '../../shared/store/customers.ts';
import { drillAroundAll, five, proof } from '../support/drill.ts';
import { sqsEvent } from '../support/invocations.ts';
import { DECEMBER, firstOf, NOVEMBER, setNow } from '../support/reseller.ts';
import { copyOf, damage } from '../support/tableCopy.ts';

const { takesBack } = drillAroundAll();

describe('the proof of a month', () => {
  const now = () => process.env.TABLE_NAME ?? '';
  const ofMonth = (kind: string, customer: string) => (sk: string) => sk.startsWith(`${kind}#${NOVEMBER}#${customer}`);

  it.each([
    [
      'an invoice that is gone',
      (sk: string) => ofMonth('INVOICE', 'b')(sk),
      undefined,
      /AAP-00002 of Customer b \(b\) is planned, and not made/,
    ],
    ['lines that are gone', ofMonth('LINES', 'b'), undefined, /AAP-00002 of Customer b \(b\) has lost lines: .* 0 lines/],
    [
      'a page of the plan that is gone',
      (sk: string) => /^PLAN#.*#0001$/.test(sk),
      undefined,
      /its plan cannot be read to the end: Page 1 .* is gone/,
    ],
    ['a plan that is gone', (sk: string) => /^PLAN#/.test(sk), undefined, /the plan that holds it \(.*\) is gone/],
    ['the record of its run', (sk: string) => sk === `RUN#${NOVEMBER}`, undefined, /there is no record of its run/],
    [
      'a charge that was not marked',
      (sk: string) => /^CUSTOMER#b#CHARGE#/.test(sk),
      ({ number: _, ...item }: Record<string, unknown>) => item,
      /AAP-00002 .* bills the charge c-b, which does not say so/,
    ],
    [
      'a total that was changed',
      ofMonth('INVOICE', 'b'),
      (item: Record<string, unknown>) => ({ ...item, total: 1 }),
      /AAP-00002 .* comes to 1 cents, its plan says 16500/,
    ],
    [
      'a number that was changed',
      ofMonth('INVOICE', 'b'),
      (item: Record<string, unknown>) => ({ ...item, number: 'AAP-00009', sequence: 9 }),
      /AAP-00002 .* stands there as AAP-00009/,
    ],
    [
      'an invoice that nobody planned',
      ofMonth('INVOICE', 'b'),
      (item: Record<string, unknown>) => ({ ...item, sk: `INVOICE#${NOVEMBER}#zzz` }),
      /AAP-00002 \(zzz\) stands there, and was never planned/,
    ],
    [
      'numbers that were taken back',
      (sk: string) => sk === 'NUMBERS',
      (item: Record<string, unknown>) => ({ ...item, next: 3 }),
      /the next number is 3, not 6/,
    ],
  ])('tells %s, by its name', async (_, which, change, words) => {
    await takesBack();
    const reseller = await five();
    await reseller.charge('b', '50');
    await reseller.make(NOVEMBER);
    expect(await proof(reseller)).toEqual([]);
    await damage(now(), which, change);
    const found = await proof(reseller);
    expect(found.join('\n')).toMatch(words);
  });

  it('tells a month that was planned after the point of the restore, by the PDFs that were printed', async () => {
    const reseller = await five();
    await reseller.make(NOVEMBER);
    const copy = await copyOf(now());
    await reseller.make(DECEMBER);
    setNow(firstOf(DECEMBER));
    await emailInvoice(sqsEvent({ account: reseller.id, month: DECEMBER, customer: 'a', attempt: 1 }));
    expect(await proof(reseller)).toEqual([]);
    await takesBack(copy);
    expect(await proof(reseller)).toEqual([
      expect.stringMatching(/AAP-00006-\w+\.pdf was printed at .*, and no month knows its number: its run was lost/),
    ]);
    const names: string[] = [];
    for await (const { name } of keptInvoices(reseller.id)) names.push(name);
    expect(names).toHaveLength(1);
    expect(await files.exists(`kept/invoices/${reseller.id}/${names[0]}`)).toBe(true);
    expect((await customers.get(reseller.id, 'a')).name).toBe('Customer a');
  });
});
