import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { decimal4Of, extended, taxOn } from '../../../../local/xero/taxes.ts';
import type { Invoice, Line } from '../../../../shared/domain/invoice.ts';
import { adjustmentLine, chargeLine, NOTHING_TO_BILL, periodLine } from '../../../../shared/domain/line.ts';
import { cents, type Decimal4, minus, prorate, sum, ZERO } from '../../../../shared/domain/money.ts';
import { daysIn } from '../../../../shared/domain/month.ts';
import { descriptionOf, isUrlOf, linkTo, signedTotal, uploadDocument, urlOf } from '../../../../shared/domain/xero/document.ts';
import { creditNoteBody, invoiceBody } from '../../../../shared/xero/bodies.ts';
import {
  aCharge,
  aDay,
  aLine,
  aMonth,
  anAccount,
  anInstant,
  anInvoice,
  aService,
  dec,
  money,
  someTerms,
} from '../../../support/builders.ts';

const TO = { contactId: 'c-1', appUrl: 'https://billing.example/' };
const CODING = { accountCode: '200', taxType: 'OUTPUT' };
const coded = (lines: readonly Pick<Line, 'description' | 'quantity' | 'unitPrice'>[]) => lines.map((line) => ({ line, coding: CODING }));
const CREDIT = anInvoice({ kind: 'creditNote', dueDate: undefined, subtotal: money('-100'), tax: money('-10'), total: money('-110') });
const anAccountWith = (xero: Partial<ReturnType<typeof anAccount>['xero']>) => anAccount({ xero: { ...anAccount().xero, ...xero } });

const decimals = (min: number, max: number) => fc.integer({ min, max }).map((value) => value as Decimal4);
const price = decimals(-9_999_999, 99_999_999);
const quantity = fc.oneof(decimals(1, 99_999_999), fc.constantFrom(dec('1'), dec('3'), dec('0.0001')));
const taxRate = fc.oneof(fc.constantFrom(dec('10'), dec('0'), dec('15'), dec('12.5')), decimals(0, 300_000));
const JULY = aMonth('2026-07');
const dayOfJuly = fc.integer({ min: 1, max: 31 }).map((day) => aDay(`2026-07-${String(day).padStart(2, '0')}`));

/** Lines of every sort, as a run makes them: whole periods and parts of one, corrections, charges and credits. */
const someLine: fc.Arbitrary<Line> = fc
  .record({ sort: fc.constantFrom('period', 'correction', 'charge'), price, quantity, taxRate, from: dayOfJuly, days: fc.nat(31) })
  .map(({ sort, price: unitPrice, quantity: many, taxRate: rate, from, days }) => {
    const service = aService({ unitPrice, quantity: many, from });
    if (sort === 'charge') return chargeLine(aCharge({ unitPrice, quantity: many, taxRate: rate }), someTerms());
    const billedDays = 31 - Number(from.slice(8)) + 1;
    const amount = prorate(unitPrice, many, billedDays, daysIn(JULY));
    const billed = { serviceId: 'fibre', period: JULY, price: unitPrice, quantity: many, taxRate: rate, days: billedDays, amount };
    if (sort === 'period') return periodLine(service, billed);
    return adjustmentLine(service, { ...billed, number: 'AAP-00007' }, days, minus(prorate(unitPrice, many, days, daysIn(JULY)), amount));
  });

/** The invoice that a run makes of these lines. */
function invoiceOf(lines: readonly Line[]): Invoice {
  const [subtotal, tax] = [sum(lines.map(({ amount }) => amount)), sum(lines.map((line) => line.tax))];
  const total = sum([subtotal, tax]);
  const { dueDate } = anInvoice();
  return anInvoice({ kind: total < 0 ? 'creditNote' : 'invoice', dueDate: total < 0 ? undefined : dueDate, subtotal, tax, total });
}

/** What Xero makes of the document once it has crossed the wire: quantity × price and its tax, each rounded by the line. */
function totalInXero(invoice: Invoice, lines: readonly Line[]): number {
  const document = uploadDocument(invoice, coded(lines), anAccount(), TO);
  const body = document.kind === 'creditNote' ? creditNoteBody(document) : invoiceBody(document);
  const { lineItems } = JSON.parse(JSON.stringify(body)) as { lineItems: { quantity: number; unitAmount: number }[] };
  return lineItems.reduce((total, { quantity: many, unitAmount }, index) => {
    const amount = extended(decimal4Of(many), decimal4Of(unitAmount));
    return total + amount + taxOn(amount, (lines[index]?.taxRate ?? 0) / 10_000, 'Exclusive');
  }, 0);
}

/** Every number in it, however deep. */
const numbersIn = (value: unknown): number[] =>
  typeof value === 'number' ? [value] : typeof value === 'object' && value ? Object.values(value).flatMap(numbersIn) : [];

describe("Xero's arithmetic", () => {
  test('comes to the very total of the invoice, whatever lines there are, and to that of a credit note without its sign', () => {
    fc.assert(
      fc.property(fc.array(someLine, { minLength: 1, maxLength: 12 }), (lines) => {
        const invoice = invoiceOf(lines);
        const total = totalInXero(invoice, lines);
        expect(total).toBe(Math.abs(invoice.total));
        expect(signedTotal(invoice.kind, cents(total))).toBe(invoice.total);
      }),
      { numRuns: 500 },
    );
  });

  test('meets no quantity below nothing and no minus nought', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(someLine, fc.constant(aLine({ unitPrice: dec('0'), amount: ZERO, tax: ZERO }))), { minLength: 1 }),
        (lines) => {
          for (const kind of ['invoice', 'creditNote'] as const) {
            const document = uploadDocument(anInvoice({ kind }), coded(lines), anAccount(), TO);
            expect(document.lines.every((line) => line.quantity > 0)).toBe(true);
            expect(numbersIn(document).some((number) => Object.is(number, -0))).toBe(false);
          }
        },
      ),
    );
    expect(Object.is(signedTotal('creditNote', ZERO), 0)).toBe(true);
  });

  it('takes an invoice without lines as one line of nothing', () => {
    const nothing = anInvoice({ subtotal: ZERO, tax: ZERO, total: ZERO, lineCount: 0 });
    const { lines } = uploadDocument(nothing, coded([NOTHING_TO_BILL]), anAccount(), TO);
    expect(lines).toEqual([{ description: 'Nothing to bill', quantity: dec('1'), unitPrice: dec('0'), ...CODING }]);
    expect(totalInXero(nothing, [{ ...aLine(), ...NOTHING_TO_BILL }])).toBe(0);
  });
});

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
