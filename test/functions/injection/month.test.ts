import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as createCharge from '../../../functions/api/createCharge.ts';
import * as createCustomer from '../../../functions/api/createCustomer.ts';
import * as createService from '../../../functions/api/createService.ts';
import * as downloadCsv from '../../../functions/api/downloadCsv.ts';
import * as downloadMonth from '../../../functions/api/downloadMonth.ts';
import * as readInvoice from '../../../functions/api/readInvoice.ts';
import { call } from '../../support/call.ts';
import { shown, TEXTS } from '../../support/corpus.ts';
import { checkMail } from '../../support/hostileMail.ts';
import { makesAndSends, setsUp } from '../../support/hostileMonth.ts';
import { type Field, keptLine, tell } from '../../support/hostileTexts.ts';
import { readHtml } from '../../support/htmlReading.ts';
import { fileNamesOf } from '../../support/mimeReading.ts';
import { overlapsIn, squashed, textOf } from '../../support/pdfText.ts';
import { freshPostbox, type Postbox } from '../../support/postbox.ts';
import { aroundAll, firstOf, NOVEMBER, setNow } from '../../support/reseller.ts';
import { cellOf, faultsIn, proseCellOf, rowsIn } from '../../support/spreadsheet.ts';

/** Every hostile text in every field of a customer, a service and a charge, and from there through a month to its end. */
const { services } = aroundAll({ services: true });
let postbox: Postbox;
const account = `hostile-${process.pid}`;

const CUSTOMER: readonly Field[] = [
  { path: 'name', longest: 200 },
  { path: 'phone', longest: 50 },
  { path: 'address', longest: 200, many: true },
  { path: 'reference', longest: 100 },
  { path: 'notes', longest: 4000, prose: true },
];
const PRICED: readonly Field[] = [
  { path: 'description', longest: 1000 },
  { path: 'accountCode', longest: 10 },
  { path: 'taxType', longest: 50 },
  { path: 'taxTypeName', longest: 100 },
];

/** A customer of the month, with what its text was taken for. */
type Hostile = {
  readonly text: string;
  readonly to: string;
  readonly customerId: string;
  readonly fields: readonly string[];
  readonly lineFields: readonly string[];
  readonly total: string;
};
const all: Hostile[] = [];

async function adds(text: string, index: number): Promise<Hostile> {
  const to = `c${index}@customer.example`;
  const base = { name: `Plain ${index}`, to: [to], cc: [`copy${index}@customer.example`] };
  const { answer, kept } = await tell(text, base, CUSTOMER, (body) =>
    call(createCustomer.handler, createCustomer.createCustomer, { account, body }),
  );
  const { customerId } = answer.body;
  const params = { customerId };
  const priced = await tell(text, { description: `Plain ${index}`, unitPrice: '100', from: '2026-01-01' }, PRICED, (body) =>
    call(createService.handler, createService.createService, { account, params, body }),
  );
  // Every seventh is owed money.
  const isOwed = index % 7 === 6;
  const unitPrice = isOwed ? '-300' : '-5.5';
  await tell(text, { description: `Plain ${index}`, unitPrice }, PRICED, (body) =>
    call(createCharge.handler, createCharge.createCharge, { account, params, body }),
  );
  const names = (fields: readonly Field[]) => fields.map(({ path }) => path);
  return { text, to, customerId, fields: names(kept), lineFields: names(priced.kept), total: isOwed ? '220.00' : '103.95' };
}

beforeAll(async () => {
  postbox = await freshPostbox();
  setNow(firstOf(NOVEMBER));
  const sending = {
    from: `billing@${account}.example`,
    fromName: 'Acacia Billing',
    autoInvoice: true,
    bcc: [`us@${account}.example`],
    subject: '{{title}} {{number}} for {{customer}} ({{reference}})',
    body: 'Hello {{customer}}\n\n{{reference}}: {{payment}}',
  };
  await setsUp(account, { sending, firstMonth: NOVEMBER, numbering: { prefix: 'HC-' } }, (domain) => postbox.senders.decide(domain, true));
  const WIDTH = 4;
  for (let at = 0; at < TEXTS.length; at += WIDTH)
    all.push(...(await Promise.all(TEXTS.slice(at, at + WIDTH).map((text, index) => adds(text, at + index)))));
  expect(await makesAndSends(account, NOVEMBER, services())).toBe(TEXTS.length);
}, 120_000);
afterAll(() => postbox.stop());

/** What was written into a field and stayed there; what stands in its place where it was refused. */
const nameOf = ({ text, fields }: Hostile, index: number) => (fields.includes('name') ? keptLine(text) : `Plain ${index}`);
const referenceOf = ({ text, fields }: Hostile) => (fields.includes('reference') ? keptLine(text) : '');
const addressOf = ({ text, fields }: Hostile) => (fields.includes('address') ? [keptLine(text), keptLine(text)] : []);
const described = ({ text, lineFields }: Hostile, index: number) =>
  lineFields.includes('description') ? keptLine(text) : `Plain ${index}`;
const lineOf = ({ text, lineFields }: Hostile, field: string) => (lineFields.includes(field) ? keptLine(text) : undefined);

/** Every customer of whom it is not so, by its text. */
async function wrong(check: (hostile: Hostile, index: number) => Promise<unknown> | unknown): Promise<string[]> {
  const faults: string[] = [];
  for (const [index, hostile] of all.entries()) {
    try {
      await check(hostile, index);
    } catch (error) {
      faults.push(`${index} ${shown(hostile.text)}: ${String(error instanceof Error ? error.message : error).slice(0, 600)}`);
    }
  }
  return faults;
}

const ask = { params: (hostile: Hostile) => ({ account, params: { invoiceId: `${NOVEMBER}_${hostile.customerId}` } }) };
const readCsv = async (url: string): Promise<string> => (await fetch(url)).text();

describe('five hundred hostile texts', () => {
  it('are taken where they are no more than words, and refused elsewhere', () => {
    expect(new Set(TEXTS).size).toBeGreaterThan(500);
    const taken = (field: string) => all.filter(({ fields }) => fields.includes(field)).length;
    expect(Math.min(taken('name'), taken('notes'), taken('address'))).toBeGreaterThan(350);
    expect(all.filter(({ fields }) => fields.length === 0).length).toBeGreaterThan(50);
  });

  it('are answered by the API as they were given', async () => {
    const faults = await wrong(async (hostile, index) => {
      const { status, body } = await call(readInvoice.handler, readInvoice.readInvoice, ask.params(hostile));
      expect([status, body.totals.total]).toEqual([200, hostile.total === '220.00' ? '-220.00' : hostile.total]);
      expect(body.buyer).toEqual({ name: nameOf(hostile, index), address: addressOf(hostile), reference: referenceOf(hostile) || null });
      const [service, charge] = body.lines;
      expect(service.description.startsWith(`${described(hostile, index)}, `)).toBe(true);
      expect(charge.description).toBe(described(hostile, index));
      expect(body.recipients).toEqual({ to: [hostile.to], cc: [`copy${index}@customer.example`], bcc: [`us@${account}.example`] });
    });
    expect(faults).toEqual([]);
  });

  it('stand in the month’s CSV as text that no spreadsheet runs, every column in its place and credits as numbers', async () => {
    const { body } = await call(downloadMonth.handler, downloadMonth.downloadMonth, { account, params: { month: NOVEMBER } });
    const rows: Record<string, string>[] = [];
    for (const { url } of body.files) rows.push(...rowsIn(await readCsv(url)));
    expect(rows).toHaveLength(all.length * 2);
    expect(faultsIn(rows)).toEqual([]);
    const faults = await wrong((hostile, index) => {
      const [service, charge, ...more] = rows.filter(({ EmailAddress }) => EmailAddress === hostile.to);
      expect(more).toEqual([]);
      const [line, other] = addressOf(hostile).map((each) => cellOf(each, 500));
      const same = {
        ContactName: cellOf(nameOf(hostile, index).replace(/[<>]/g, ' '), 255).trim() || expect.stringMatching(/^HC-/),
        Reference: cellOf(referenceOf(hostile), 255),
        POAddressLine1: line ?? '',
        POAddressLine2: other ?? '',
        AccountCode: cellOf(lineOf(hostile, 'accountCode') ?? '200', 10),
        TaxType: cellOf(lineOf(hostile, 'taxTypeName') ?? 'GST on Income', 255),
        Quantity: '1',
      };
      expect(service).toMatchObject({ ...same, UnitAmount: '100.00' });
      expect(service?.Description).toMatch(/, \u200e?1–30 November 2026$/);
      expect(charge).toMatchObject({
        ...same,
        UnitAmount: hostile.total === '220.00' ? '-300.00' : '-5.50',
        Description: proseCellOf(described(hostile, index)),
      });
    });
    expect(faults).toEqual([]);
  });

  it('stand in an invoice’s own CSV as in the month’s', async () => {
    const faults = await wrong(async (hostile, index) => {
      if (index % 5 !== 0) return;
      const { body } = await call(downloadCsv.handler, downloadCsv.downloadCsv, ask.params(hostile));
      expect(faultsIn(rowsIn(await readCsv(body.url)))).toEqual([]);
      expect(fileNamesOf(new URL(body.url).searchParams.get('response-content-disposition') ?? '').extended).toBe(body.fileName);
    });
    expect(faults).toEqual([]);
  });

  it('are printed as they were given, and nothing stands on anything else or beyond the margins', async () => {
    const sent = new Map(postbox.taken(account).map((mail) => [mail.tags.customer, mail.id]));
    const faults = await wrong(async (hostile, index) => {
      const [file] = postbox.content(sent.get(hostile.customerId) ?? '')?.Content?.Simple?.Attachments ?? [];
      const pdf = Buffer.from(file?.RawContent ?? '', 'base64');
      const text = squashed(await textOf(pdf));
      for (const said of [nameOf(hostile, index), ...addressOf(hostile), referenceOf(hostile), described(hostile, index)])
        expect(text).toContain(squashed(said.replace(NOT_PRINTED, '\ufffd')));
      expect(text).toContain(hostile.total);
      expect(await overlapsIn(pdf)).toEqual([]);
    });
    expect(faults).toEqual([]);
  });

  it('reach nobody but the recipients, in an email that has no header and no element but ours', async () => {
    const mails = new Map(postbox.taken(account).map((mail) => [mail.tags.customer, mail]));
    const reading = (hostile: Hostile | undefined) => {
      const { Content } = postbox.content(mails.get(hostile?.customerId)?.id ?? '') ?? {};
      return readHtml(Content?.Simple?.Body?.Html?.Data ?? '').tags;
    };
    // Of harmless ones in the four shapes that there are: with a reference or without, to be paid or owed.
    const shape = ({ fields, total }: Hostile) => `${total} ${fields.includes('reference')}`;
    const harmless = all.filter(({ text, fields }) => !/[<>&"']/.test(text) || !fields.includes('name'));
    const plain = new Map(harmless.map((hostile) => [shape(hostile), reading(hostile)]));
    expect(plain.size).toBe(4);
    const faults = await wrong((hostile, index) => {
      const mail = mails.get(hostile.customerId);
      const request = postbox.content(mail?.id ?? '');
      if (!mail || !request) throw new Error('It was not sent');
      const [name, reference] = [nameOf(hostile, index), referenceOf(hostile)];
      const subject = `${hostile.total === '220.00' ? 'Adjustment Note' : 'Tax Invoice'} ${mail.attachments[0]?.fileName.slice(0, 8)} for ${name} (${reference})`;
      checkMail(mail, request, {
        from: { name: 'Acacia Billing', address: `billing@${account}.example` },
        ...{ to: [hostile.to], cc: [`copy${index}@customer.example`], bcc: [`us@${account}.example`] },
        subject: cellOf(subject.replaceAll('=?', '= ?'), 200),
        says: [name, reference],
        tags: plain.get(shape(hostile)) ?? [],
      });
    });
    expect(faults).toEqual([]);
  });
});

/** What is no character is printed as the sign for one. */
const NOT_PRINTED = /[\ufffe\uffff]/g;
