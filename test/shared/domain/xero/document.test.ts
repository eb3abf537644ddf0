import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Invoice, Line } from '../../../../shared/domain/invoice.ts';
import { descriptionOf, isUrlOf, linkTo, uploadDocument, urlOf } from '../../../../shared/domain/xero/document.ts';
import { aDay, aLine, aMonth, anAccount, anInstant, anInvoice, dec, money } from '../../../support/builders.ts';

const TO = { contactId: 'c-1', appUrl: 'https://billing.example/' };
const CODING = { accountCode: '200', taxType: 'OUTPUT' };
const coded = (lines: readonly Pick<Line, 'description' | 'quantity' | 'unitPrice'>[]) => lines.map((line) => ({ line, coding: CODING }));
const CREDIT = anInvoice({ kind: 'creditNote', dueDate: undefined, subtotal: money('-100'), tax: money('-10'), total: money('-110') });
const anAccountWith = (xero: Partial<ReturnType<typeof anAccount>['xero']>) => anAccount({ xero: { ...anAccount().xero, ...xero } });
const JULY = aMonth('2026-07');

describe('an invoice as Xero gets it', () => {
  it('has its number, dates, reference and lines, its contact by id, and a link back to it', () => {
    const invoice = anInvoice({ buyer: { name: 'Harbour Bakery', address: [], reference: 'PO 4711' } });
    expect(uploadDocument(invoice, coded([aLine()]), anAccountWith({ brandingThemeId: 'theme-1' }), TO)).toEqual({
      ...{ kind: 'invoice', number: 'AAP-00001', contactId: 'c-1', date: '2026-07-01', dueDate: '2026-07-15', currency: 'AUD' },
      ...{ reference: 'PO 4711', url: 'https://billing.example/invoices/2026-07_bakery', status: 'draft', sent: false },
      brandingThemeId: 'theme-1',
      lines: [{ description: 'Fibre 100/40, July 2026', quantity: dec('1'), unitPrice: dec('100'), ...CODING }],
    });
  });

  it('that is a credit has neither due date nor link, and its signs turned', () => {
    const lines = [aLine({ unitPrice: dec('-150'), amount: money('-150') }), aLine({ unitPrice: dec('50'), amount: money('50') })];
    const document = uploadDocument({ ...CREDIT, dueDate: aDay('2026-07-15') }, coded(lines), anAccount(), TO);
    expect(document.lines.map(({ unitPrice }) => unitPrice)).toEqual([dec('150'), dec('-50')]);
    expect([document.kind, document.dueDate, document.url]).toEqual(['creditNote', undefined, undefined]);
  });

  it('says that its customer has it only when it is authorised and was emailed', () => {
    const [emailed, not] = [anInvoice({ firstSentAt: anInstant('2026-07-01T00:05:00Z') }), anInvoice()];
    const sent = (invoice: Invoice, uploadAs: 'draft' | 'authorised') =>
      uploadDocument(invoice, coded([aLine()]), anAccountWith({ uploadAs }), TO).sent;
    expect([sent(emailed, 'authorised'), sent(not, 'authorised'), sent(emailed, 'draft')]).toEqual([true, false, false]);
  });

  it('has a reference of at most 255 characters, not ending in half of one', () => {
    const reference = (text: string) =>
      uploadDocument(anInvoice({ buyer: { name: 'B', address: [], reference: text } }), [], anAccount(), TO).reference;
    expect(reference('x'.repeat(300))).toBe('x'.repeat(255));
    expect(reference(`${'x'.repeat(254)}😀`)).toBe('x'.repeat(254));
  });

  test('has descriptions that Xero keeps as they are: never empty, never too long, always whole characters', () => {
    const long = 'x'.repeat(4000);
    expect([' \n ', '\ud83d', `${long}y`, `${long.slice(1)} y`].map(descriptionOf)).toEqual([
      'No description',
      '\ufffd',
      long,
      long.slice(1),
    ]);
    const longer = fc.tuple(fc.integer({ min: 3_990, max: 4_005 }), fc.string({ unit: 'binary', maxLength: 12 }));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          longer.map(([length, end]) => 'x'.repeat(length) + end),
        ),
        (text) => {
          const kept = descriptionOf(text);
          expect(kept.length).toBeGreaterThan(0);
          expect(kept.length).toBeLessThanOrEqual(4000);
          expect(kept.isWellFormed()).toBe(true);
          // A credit note is known again by its lines, so what came back is not to be changed once more.
          expect(descriptionOf(kept)).toBe(kept);
        },
      ),
    );
  });
});

describe('the link by which an invoice is known again', () => {
  const id = fc.stringMatching(/^[A-Za-z0-9-]{1,64}$/);
  const named = fc.tuple(fc.constantFrom('xero', 'XERO', 'xErO', 'xxero', 'Xeroxero'), fc.stringMatching(/^[A-Za-z0-9-]{0,20}$/));
  const customerId = fc.oneof(
    id,
    named.map(([name, rest]) => `${name}${rest}`),
  );
  const appUrl = fc.constantFrom(
    'https://billing.example/',
    'https://xero-billing.example/',
    'http://localhost:4100/',
    'https://XERO.example/Xero/app/',
  );

  test("never holds Xero's name, in whatever letters, and still leads to the invoice", () => {
    fc.assert(
      fc.property(customerId, appUrl, (customer, host) => {
        const invoice = { month: JULY, customerId: customer };
        const url = urlOf(invoice, host);
        expect(url).not.toMatch(/xero/i);
        const { origin, pathname } = new URL(url);
        expect([origin, decodeURIComponent(pathname)]).toEqual([
          new URL(host).origin,
          `${new URL(host).pathname}invoices/2026-07_${customer}`,
        ]);
        expect(isUrlOf(invoice, url)).toBe(true);
      }),
    );
  });

  test("is nobody else's", () => {
    fc.assert(
      fc.property(customerId, customerId, appUrl, (one, other, host) => {
        fc.pre(one !== other);
        expect(isUrlOf({ month: JULY, customerId: one }, urlOf({ month: JULY, customerId: other }, host))).toBe(false);
      }),
    );
    const invoice = { month: JULY, customerId: 'bakery' };
    expect(isUrlOf(invoice, urlOf({ ...invoice, month: aMonth('2026-08') }, TO.appUrl))).toBe(false);
    expect(isUrlOf(invoice, '')).toBe(false);
  });

  it('is known wherever the app stood then, and when Xero writes it out', () => {
    expect(isUrlOf({ month: JULY, customerId: 'bakery' }, 'https://old-host.example/app/invoices/2026-07_bakery')).toBe(true);
    expect(isUrlOf({ month: JULY, customerId: 'xero-fans' }, 'https://billing.example/invoices/2026-07_xero-fans')).toBe(true);
  });
});

test('the link into Xero opens the right organisation, an invoice and a credit note each on its own page', () => {
  const start = 'https://go.example/organisationlogin/default.aspx?shortcode=!acacia&redirecturl=/AccountsReceivable';
  expect(linkTo({ kind: 'invoice', id: 'i-1' }, '!acacia', 'https://go.example')).toBe(`${start}/View.aspx?InvoiceID=i-1`);
  expect(linkTo({ kind: 'creditNote', id: 'n-1' }, '!acacia', 'https://go.example/')).toBe(`${start}/ViewCreditNote.aspx?creditNoteID=n-1`);
});
