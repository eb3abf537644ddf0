import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { downloadMonth, handler as downloadMonthHandler } from '../../functions/api/downloadMonth.ts';
import { listInvoices, handler as listInvoicesHandler } from '../../functions/api/listInvoices.ts';
import { monthSummary, handler as monthSummaryHandler } from '../../functions/api/monthSummary.ts';
import { previewEmail, handler as previewEmailHandler } from '../../functions/api/previewEmail.ts';
import { saveLogo, handler as saveLogoHandler } from '../../functions/api/saveLogo.ts';
import { handler as emailInvoice } from '../../functions/emailInvoice.ts';
import type { SendEmail } from '../../local/mail/request.ts';
import { inParallel } from '../../shared/domain/parallel.ts';
import { call } from '../support/call.ts';
import { asks, named } from '../support/clerk.ts';
import { IMAGES } from '../support/corpus/images.ts';
import { TEXTS } from '../support/corpus/texts.ts';
import { ADDRESSES, AMOUNTS, CURSORS, MONTHS } from '../support/corpus/values.ts';
import { COLUMNS } from '../support/csvReading.ts';
import { sqsEvent } from '../support/invocations.ts';
import { squashed, textOf } from '../support/pdfText.ts';
import { freshPostbox, type Postbox } from '../support/postbox.ts';
import { aroundAll, firstOf, NOVEMBER, Reseller, setNow } from '../support/reseller.ts';

/** What somebody wrote, what the API shows of it, and the email that it came to. */
type Written = { readonly customerId: string; readonly text: string; readonly name: string; readonly description: string };

const { services } = aroundAll({ services: true });
/** Requests at once. */
const WIDTH = 8;

let postbox: Postbox;
let reseller: Reseller;
const written: Written[] = [];
const refused: string[] = [];

/** Every text as a customer's name, address, reference and notes, and as what a service is called: a month of them. */
beforeAll(async () => {
  postbox = await freshPostbox();
  const { sending } = (await Reseller.setUp()).account;
  const subject = 'Invoice {{number}} for {{customer}}';
  reseller = await Reseller.setUp({ sending: { ...sending, subject, body: 'Dear {{customer}},\n\nhere is {{number}}.' } });
  await inParallel(TEXTS, WIDTH, async (text) => {
    const made = await asTold(text);
    if (made) written.push(made);
    else refused.push(text);
  });
  await reseller.make(NOVEMBER);
}, 180_000);
afterAll(() => postbox.stop());

const SENT = { to: ['a@customer.example'], cc: ['b@customer.example'] };

/** Undefined when the text is refused as a name. What is refused elsewhere is left out there. */
async function asTold(text: string): Promise<Written | undefined> {
  const all = { name: text, address: [text], reference: text, notes: text };
  let answer = await asks(reseller.id, 'createCustomer', { body: { ...all, ...SENT } });
  if (answer.status !== 201) {
    expect([answer.status, Object.keys(named(answer)).length > 0], JSON.stringify(text)).toEqual([400, true]);
    const wrong = Object.keys(named(answer)).map((field) => field.replace(/\[.*$/, ''));
    expect(
      wrong.every((field) => field in all),
      wrong.join(),
    ).toBe(true);
    if (wrong.includes('name')) return undefined;
    const left = Object.fromEntries(Object.entries(all).filter(([field]) => !wrong.includes(field)));
    answer = await asks(reseller.id, 'createCustomer', { body: { ...left, ...SENT } });
  }
  expect(answer.status, JSON.stringify(text)).toBe(201);
  const { customerId, name } = answer.body;
  const service = { description: text, unitPrice: '-12.5', quantity: '3', from: '2026-01-01' };
  const params = { customerId };
  const added = await asks(reseller.id, 'createService', { params, body: service });
  expect([201, 400]).toContain(added.status);
  if (added.status === 400) expect(named(added)).toHaveProperty('description');
  await asks(reseller.id, 'createService', { params, body: { ...service, description: 'Fibre', unitPrice: '1000' } });
  return { customerId, text, name, description: added.status === 201 ? added.body.description : '' };
}

/** Letters and digits alone: what must not get lost, whatever becomes of blanks and marks. */
const letters = (text: string): string => text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');
/** Scripts that every reader of a PDF copies in the order in which they are written. */
const isPlain = (text: string): boolean => /^[\x20-\x7e\u00a0-\u024f\u0370-\u03ff\u0400-\u04ff]*$/.test(text);

describe('whatever somebody writes as a name or a description', () => {
  it('is taken as it is or refused by the name of its field, and most of it is taken', () => {
    expect(written.length).toBeGreaterThan(350);
    expect(refused.length).toBeGreaterThan(50);
    for (const { name } of written) expect(name).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
    for (const text of refused)
      expect(text.length > 200 || /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u.test(text) || !/[^\p{C}\p{Z}]/u.test(text), JSON.stringify(text)).toBe(
        true,
      );
  });

  it('is shown in lists as it was written', async () => {
    setNow(firstOf(NOVEMBER));
    const names = new Set<string>();
    for (let cursor: string | undefined; ; ) {
      const query = { month: NOVEMBER, limit: '200', ...(cursor ? { cursor } : {}) };
      const { body } = await call(listInvoicesHandler, listInvoices, { account: reseller.id, query });
      for (const { customer } of body.items) names.add(customer.name);
      if (!body.nextCursor) break;
      cursor = body.nextCursor;
    }
    expect(written.filter(({ name }) => !names.has(name))).toEqual([]);
    expect((await call(monthSummaryHandler, monthSummary, { account: reseller.id, params: { month: NOVEMBER } })).status).toBe(200);
  });

  it('runs in no spreadsheet, shifts no column of the CSV, and leaves amounts numbers', async () => {
    const { body } = await call(downloadMonthHandler, downloadMonth, { account: reseller.id, params: { month: NOVEMBER } });
    const rows: Record<string, string>[] = [];
    for (const { url } of body.files) {
      const { data, errors } = Papa.parse<string[]>(await (await fetch(url)).text());
      expect(errors).toEqual([]);
      const [, ...all] = data.filter((row) => row.length > 1);
      for (const row of all) expect(row, row.join(' | ').slice(0, 200)).toHaveLength(COLUMNS.length);
      rows.push(...all.map((row) => Object.fromEntries(COLUMNS.map((column, index) => [column, row[index] ?? '']))));
    }
    expect(rows.length).toBeGreaterThan(written.length);
    const numeric = ['Quantity', 'UnitAmount', 'TaxAmount'];
    for (const row of rows) {
      for (const [column, cell] of Object.entries(row)) {
        if (numeric.includes(column)) expect(cell, column).toMatch(/^(-?\d+(\.\d+)?)?$/);
        else expect(startsFormula(cell), `${column}: ${JSON.stringify(cell)}`).toBe(false);
      }
    }
    expect(rows.some(({ UnitAmount }) => UnitAmount?.startsWith('-'))).toBe(true);
    const contacts = new Set(rows.map(({ ContactName = '' }) => letters(ContactName)));
    expect(written.filter(({ name }) => !contacts.has(letters(name))).map(({ name }) => name)).toEqual([]);
    const told = new Set(rows.map(({ Description = '' }) => letters(Description)));
    const lost = written.filter(({ description }) => ![...told].some((each) => each.startsWith(letters(description))));
    expect(lost.map(({ description }) => description)).toEqual([]);
  });

  it('adds no header, no recipient and no element to an email, and stands in its PDF', async () => {
    const tags: string[] = [];
    setNow(new Date(firstOf(NOVEMBER).getTime() + 5 * 60_000));
    await inParallel(written, WIDTH, async ({ customerId }) => {
      const message = { account: reseller.id, month: NOVEMBER, customer: customerId, attempt: 1 };
      expect(await emailInvoice(sqsEvent(message))).toEqual({ batchItemFailures: [] });
    });
    const mails = new Map(postbox.taken(reseller.id).map(({ id, tags: of }) => [of.customer, postbox.content(id)]));
    await inParallel(written, WIDTH, async (each) => {
      const mail = mails.get(each.customerId);
      if (!mail) throw new Error(`Nothing was sent about ${JSON.stringify(each.text)}`);
      tags.push(checkMail(mail, each));
      await checkPdf(mail, each);
    });
    // The very same elements, whatever was written: with the row of a reference, or without where it was refused.
    expect(new Set(tags).size).toBe(2);
  }, 180_000);
});

/** As a spreadsheet sees it, which overlooks what is not seen. */
const startsFormula = (cell: string): boolean => /^[=+\-@\t\r]/.test(cell.normalize('NFKC').replace(/^[\s\p{C}\p{Z}]+/u, ''));

/** Answers the elements of the letter, one after the other. */
function checkMail({ Destination, Content, ReplyToAddresses, FromEmailAddress }: SendEmail, { text, name }: Written): string {
  const about = JSON.stringify(text);
  expect([Destination, ReplyToAddresses, FromEmailAddress], about).toEqual([
    { ToAddresses: SENT.to, CcAddresses: SENT.cc, BccAddresses: [] },
    undefined,
    '"Acacia Billing" <billing@acacia.example>',
  ]);
  const { Subject, Body, Headers, Attachments = [] } = Content?.Simple ?? {};
  expect([Headers, Content?.Raw], about).toEqual([undefined, undefined]);
  expect(Subject?.Data, about).toMatch(/^Invoice AAP-\d+ for [^\p{Cc}\p{Zl}\p{Zp}]*$/u);
  expect(letters(Body?.Text?.Data ?? ''), about).toContain(letters(name));
  const [file] = Attachments;
  expect([Attachments.length, file?.ContentType]).toEqual([1, 'application/pdf']);
  expect(file?.FileName, about).toMatch(/^AAP-\d+[^/\\:*?"<>|\p{Cc}\p{Zl}\p{Zp}]*\.pdf$/u);
  const html = Body?.Html?.Data ?? '';
  const elements = html.match(/<[^>]*>/g) ?? [];
  expect(html.replace(/<[^>]*>/g, ''), about).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;|#39;)/);
  return elements.filter((element) => !/^<(br|bdi)/.test(element)).join('');
}

async function checkPdf({ Content }: SendEmail, { name, description, text }: Written): Promise<void> {
  const [file] = Content?.Simple?.Attachments ?? [];
  const printed = squashed(await textOf(Buffer.from(file?.RawContent ?? '', 'base64')));
  const about = JSON.stringify(text);
  expect(printed, about).toContain('TaxInvoice');
  // 3 × 1000 − 3 × 12.50, or without what was refused, and a tenth of it for the tax.
  expect(printed, about).toMatch(description ? /3,258\.75/ : /3,300\.00/);
  if (isPlain(name)) expect(printed, about).toContain(squashed(name));
  if (isPlain(description)) expect(printed, about).toContain(squashed(description));
}

describe('whatever somebody writes as a template', () => {
  it('is refused for its unknown variables, or fills in a subject of one line and no element', async () => {
    const tags = new Set<string>();
    let filled = 0;
    await inParallel(TEXTS, WIDTH, async (text) => {
      const body = { subject: text, body: text, fromName: text, company: { name: text } };
      const first = await call(previewEmailHandler, previewEmail, { account: reseller.id, body });
      const wrong = first.status === 400 ? Object.keys(named(first)) : [];
      const left = Object.fromEntries(Object.entries(body).filter(([field]) => !wrong.some((each) => each.startsWith(field))));
      const answer = first.status === 400 ? await call(previewEmailHandler, previewEmail, { account: reseller.id, body: left }) : first;
      expect(answer.status, `${JSON.stringify(text)} ${JSON.stringify(answer.body).slice(0, 200)}`).toBe(200);
      filled += 1;
      expect(answer.body.subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      expect(answer.body.html.replace(/<[^>]*>/g, ''), JSON.stringify(text)).not.toMatch(/[<>]/);
      for (const element of answer.body.html.match(/<[^>]*>/g) ?? []) tags.add(element.replace(/ style="[^"]*"/, ''));
    });
    expect(filled).toBe(TEXTS.length);
    // What a letter is made of, and nothing besides.
    expect(tags.size).toBeLessThan(40);
    expect([...tags].filter((element) => /script|img|svg|iframe|href|src|\son\w+=/i.test(element))).toEqual([]);
  }, 60_000);
});

describe('whatever somebody writes as an address', () => {
  it('is one address or is refused: it never becomes a second recipient, or a header', async () => {
    const own = await Reseller.setUp();
    const kept: string[] = [];
    await inParallel(ADDRESSES, WIDTH, async (address) => {
      const answer = await asks(own.id, 'createCustomer', { body: { name: 'Bakery', to: [address] } });
      expect([201, 400], JSON.stringify(address)).toContain(answer.status);
      if (answer.status === 400) expect(Object.keys(named(answer))).toEqual(['to[0]']);
      else kept.push(...answer.body.to);
    });
    for (const address of kept) expect(address).toMatch(/^[^\s\p{C}\p{Z}<>(),;:@"[\]\\]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/u);
    expect(kept.length).toBeGreaterThan(4);
    expect(kept.length).toBeLessThan(ADDRESSES.length / 3);
  });
});

describe('whatever somebody writes as', () => {
  it('an amount is a decimal text, or is refused by its field', async () => {
    const own = await Reseller.setUp();
    await own.idle('a');
    for (const unitPrice of AMOUNTS) {
      for (const more of [{ unitPrice }, { unitPrice: '10', quantity: unitPrice }, { unitPrice: '10', taxRate: unitPrice }]) {
        const answer = await asks(own.id, 'createCharge', { params: { customerId: 'a' }, body: { description: 'x', ...more } });
        if (answer.status === 201) expect(String(unitPrice)).toMatch(/^(-?\d{1,9}(\.\d{1,4})?|null)$/);
        else expect([answer.status, Object.keys(named(answer)).length], JSON.stringify(more)).toEqual([400, 1]);
      }
    }
  });

  it('a month is a month, or is refused by its name', async () => {
    for (const month of MONTHS) {
      const answer = await call(monthSummaryHandler, monthSummary, { account: reseller.id, params: { month } });
      expect([answer.status, Object.keys(named(answer))], JSON.stringify(month)).toEqual([400, ['month']]);
    }
  });

  it('a cursor leads nowhere but on in one’s own list', async () => {
    for (const cursor of CURSORS) {
      for (const asked of [
        asks(reseller.id, 'listCustomers', { query: { cursor } }),
        call(listInvoicesHandler, listInvoices, { account: reseller.id, query: { cursor, month: NOVEMBER } }),
      ]) {
        const answer = await asked;
        expect([answer.status, Object.keys(named(answer))], cursor.slice(0, 60)).toEqual([400, ['cursor']]);
      }
    }
  });

  it('a logo is a picture that can be printed, or is refused and nothing is kept', async () => {
    const own = await Reseller.setUp();
    for (const [what, bytes, type] of IMAGES) {
      const headers = { 'content-type': type, 'if-match': '"1"' };
      const { status, body } = await call(saveLogoHandler, saveLogo, { account: own.id, bytes, headers });
      expect([400, 413, 415], `${what}: ${JSON.stringify(body)}`).toContain(status);
    }
    expect(services()).toBeDefined();
  });
});
