import type { InvoiceDocument, Line } from '../../shared/domain/invoice.ts';
import { type Cents, cents, decimal4, extend, percentOf, sum } from '../../shared/domain/money.ts';
import type { Day, Month } from '../../shared/domain/month.ts';

/** A line priced as the run prices it. */
export function line(description: string, quantity = '1', unitPrice = '10.00', taxRate = '10', more: Partial<Line> = {}): Line {
  const [units, price, rate] = [decimal4(quantity), decimal4(unitPrice), decimal4(taxRate)];
  const amount = extend(price, units);
  return { description, quantity: units, unitPrice: price, amount, taxRate: rate, tax: percentOf(amount, rate), ...more };
}

export const adjusting = (number: string, period: string): Partial<Line> => ({ adjusts: { number, period: period as Month } });

type Wanted = Partial<Omit<InvoiceDocument, 'subtotal' | 'tax' | 'total'>>;

/** An invoice with totals that add up, a credit note when they come out below zero. */
export function invoiceDocument({
  lines = [line('Business NBN 100/40, 1–31 December 2026', '1', '89.00')],
  ...wanted
}: Wanted = {}): InvoiceDocument {
  const subtotal = sum(lines.map(({ amount }) => amount));
  const tax = sum(lines.map((each) => each.tax));
  const total = cents(subtotal + tax) as Cents;
  const kind = total < 0 ? 'creditNote' : 'invoice';
  return {
    kind,
    number: 'AAP-00042',
    company: {
      name: 'Alder & Ash Partners Pty Ltd',
      taxId: '51824753556',
      registeredForTax: true,
      address: ['Level 4, 120 Example Street', 'Melbourne VIC 3000'],
      phone: '+61 3 9555 0100',
      email: 'accounts@alder.example',
      payment: {
        text: 'Please pay by bank transfer and quote the reference.',
        bankName: 'Example Bank',
        accountName: 'Alder & Ash Partners',
        bsb: '062000',
        accountNumber: '1234 5678',
      },
    },
    layout: 'classic',
    buyer: { name: 'Harbour Street Dental', address: ['12 Harbour Street', 'Newcastle NSW 2300'], reference: 'PO 7781' },
    currency: 'AUD',
    date: '2026-12-01' as Day,
    ...(kind === 'invoice' ? { dueDate: '2026-12-15' as Day } : {}),
    lines,
    subtotal,
    tax,
    total,
    ...wanted,
  };
}

/** As many lines as asked for, each of its own text. */
export const manyLines = (count: number): Line[] =>
  Array.from({ length: count }, (_, index) =>
    line(`Extension ${String(index + 1).padStart(4, '0')}, hosted voice seat, 1–31 December 2026`, '1', `${12 + (index % 7)}.50`),
  );
