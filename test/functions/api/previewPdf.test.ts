import { describe, expect, it } from 'vitest';
import { handler, previewPdf } from '../../../functions/api/previewPdf.ts';
import { call } from '../../support/call.ts';
import { named } from '../../support/clerk.ts';
import { pngOf, repeated } from '../../support/logos.ts';
import { textOf } from '../../support/pdfText.ts';
import { aroundAll, Reseller, setNow } from '../../support/reseller.ts';
import { reads, settingsOf, uploads } from '../../support/settings.ts';

const { table } = aroundAll({ services: true });

const PNG = pngOf(2, 2, { color: 2, samples: () => repeated(2, 200, 30, 30) });

const asked = (account: string, body: unknown = {}) => call(handler, previewPdf, { account, role: 'viewer', body });

async function pdfOf(account: string, body: unknown = {}): Promise<Uint8Array> {
  const answer = await asked(account, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  const file = await fetch(answer.body.url);
  expect(file.headers.get('content-type')).toBe('application/pdf');
  return new Uint8Array(await file.arrayBuffer());
}
const printed = async (account: string, body: unknown = {}) => textOf(await pdfOf(account, body));
const holdsImage = (pdf: Uint8Array) => Buffer.from(pdf).includes('/Subtype /Image');

describe('the preview of an invoice', () => {
  it('is there before anything is saved or typed, with placeholders, and for five minutes', async () => {
    const { status, body } = await asked('nobody-yet');
    expect(status).toBe(200);
    expect(body).toEqual({ url: expect.any(String), fileName: 'Sample invoice.pdf', expiresAt: expect.any(String), pages: 1 });
    expect(Number(new URL(body.url).searchParams.get('X-Amz-Expires'))).toBeLessThanOrEqual(300);
    expect(new URL(body.url).pathname).toContain('/downloads/nobody-yet/');
    expect(await printed('nobody-yet')).toContain('Your company');
  });

  it('shows what is typed, by the real rules: lines, part of a month, tax, how to pay', async () => {
    setNow(new Date('2026-11-20T00:00:00Z'));
    const { company, billing } = settingsOf('preview');
    const payment = { bankName: 'Example Bank', bsb: '000-000' };
    const text = await printed('nobody-yet', {
      company: { ...company, payment },
      billing,
      numbering: { prefix: 'AAP-', first: 7 },
      layout: 'modern',
    });
    for (const each of [company.name, 'Tax Invoice', 'AAP-00007', 'Example Bank', '12–30 November 2026', '19 of 30 days']) {
      expect(text).toContain(each);
    }
    expect(await printed('nobody-yet', { company: { ...company, registeredForTax: false } })).not.toContain('Tax Invoice');
  });

  it.each([
    ['nothing in it', {}],
    ['emptied', { name: '', taxId: '', address: [], email: '', phone: '', payment: { text: '', bsb: '' } }],
    ['nulls', { name: null, taxId: null, registeredForTax: null, address: null, email: null, phone: null, payment: null }],
    ['half typed', { name: 'A', taxId: '51 8', address: ['', '  '], email: 'accounts@', payment: { text: 'By\nbank\u0000 \ud800' } }],
  ])('is never refused for a form with %s', async (_, company) => {
    const billing = { timeZone: 'Austr', currency: 'AU', period: '', termsDays: null, taxRate: '1.' };
    const numbering = { prefix: 'ä', first: 0 };
    expect(await printed('nobody-yet', { company, billing, numbering, layout: 'classic' })).toContain('Sample Customer Pty Ltd');
  });

  it('of a section that is left out shows what is saved; of an emptied field none of it', async () => {
    const { id, account } = await Reseller.setUp();
    expect(await printed(id)).toContain(account.company.name);
    expect(await printed(id, { company: { name: '' } })).not.toContain(account.company.name);
  });

  it('bears the logo that is picked, else the saved one, else none', async () => {
    const { id } = await Reseller.setUp();
    const logo = PNG.toString('base64');
    expect([holdsImage(await pdfOf(id)), holdsImage(await pdfOf(id, { logo }))]).toEqual([false, true]);
    await uploads(id, PNG, 'image/png');
    expect([holdsImage(await pdfOf(id)), holdsImage(await pdfOf(id, { logo: null }))]).toEqual([true, false]);
  });

  it('refuses a logo as saving it does, and takes one of a megabyte', async () => {
    const refused = async (bytes: Buffer | string) => {
      const answer = await asked('nobody-yet', { logo: typeof bytes === 'string' ? bytes : bytes.toString('base64') });
      return [answer.status, named(answer).logo];
    };
    expect(await refused('not base64!')).toEqual([400, 'must be base64']);
    expect(await refused(Buffer.from('<svg/>'))).toEqual([400, 'must be a whole PNG or JPEG image']);
    const large = (bytes: number) => Buffer.concat([PNG, Buffer.alloc(bytes - PNG.byteLength)]);
    expect(await refused(large(1_048_577))).toEqual([413, 'must be at most 1 MB']);
    expect((await asked('nobody-yet', { logo: large(1_048_576).toString('base64') })).status).toBe(200);
  });

  it('names what it does not know, and a layout that there is not', async () => {
    expect(named(await asked('nobody-yet', { company: { colour: 'red' } }))).toEqual({ 'company.colour': 'is not a known field' });
    expect(named(await asked('nobody-yet', { layout: 'baroque' }))).toEqual({ layout: 'must be one of classic, modern' });
  });

  it('saves nothing', async () => {
    const { id } = await Reseller.setUp();
    const before = (await reads(id)).body;
    const from = table().requests.length;
    await asked(id, { company: { name: 'Another' }, layout: 'modern' });
    const operations = table().requests.slice(from);
    expect(operations.map(({ operation }) => operation)).toEqual(['GetItem']);
    expect((await reads(id)).body).toEqual(before);
  });
});
