import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { decimal4Of, extended, taxOn } from '../../../../local/xero/taxes.ts';
import type { Invoice, Line } from '../../../../shared/domain/invoice.ts';
import { adjustmentLine, chargeLine, NOTHING_TO_BILL, periodLine } from '../../../../shared/domain/line.ts';
import { cents, type Decimal4, minus, prorate, sum, ZERO } from '../../../../shared/domain/money.ts';
import { daysIn } from '../../../../shared/domain/month.ts';
import { signedTotal, uploadDocument } from '../../../../shared/domain/xero/document.ts';
import { creditNoteBody, invoiceBody } from '../../../../shared/xero/bodies.ts';
import { aCharge, aDay, aLine, aMonth, anAccount, anInvoice, aService, dec, someTerms } from '../../../support/builders.ts';

const TO = { contactId: 'c-1', appUrl: 'https://billing.example/' };
const CODING = { accountCode: '200', taxType: 'OUTPUT' };
const coded = (lines: readonly Pick<Line, 'description' | 'quantity' | 'unitPrice'>[]) => lines.map((line) => ({ line, coding: CODING }));
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
