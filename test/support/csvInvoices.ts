import type { CsvInvoice, CsvSettings } from '../../shared/documents/xeroCsv.ts';
import type { InvoiceDocument, Line } from '../../shared/domain/invoice.ts';
import { type Cents, extend, percentOf, sum } from '../../shared/domain/money.ts';
import { aDay, aLine, anAccount, dec } from './builders.ts';

export const SETTINGS: CsvSettings = { accountCode: '200', taxTypeName: 'GST on Income', taxFreeName: 'GST Free Income', dateOrder: 'DMY' };

/** A line at a quantity and price, its amount and tax worked out as billing does. */
export function aLineOf(description: string, quantity: string, unitPrice: string, over: Partial<Line> = {}): Line {
  const amount = extend(dec(unitPrice), dec(quantity));
  const taxRate = over.taxRate ?? dec('10');
  return aLine({
    description,
    quantity: dec(quantity),
    unitPrice: dec(unitPrice),
    amount,
    taxRate,
    tax: percentOf(amount, taxRate),
    service: undefined,
    ...over,
  });
}

/** What is printed of an invoice with these lines; its kind follows from their total. */
export function aDocument(over: Partial<InvoiceDocument> = {}): InvoiceDocument {
  const { company, layout, billing } = anAccount();
  const lines = over.lines ?? [aLineOf('Fibre 100/40, 1–31 December 2026', '1', '100')];
  const subtotal = sum(lines.map(({ amount }) => amount));
  const tax = sum(lines.map((line) => line.tax));
  const total = (subtotal + tax) as Cents;
  return {
    kind: total < 0 ? 'creditNote' : 'invoice',
    number: 'AAP-00001',
    company,
    layout,
    buyer: { name: 'Harbour Bakery', address: ['1 Wharf Road', 'Newcastle NSW 2300'] },
    currency: billing.currency,
    date: aDay('2026-12-01'),
    ...(total < 0 ? {} : { dueDate: aDay('2026-12-15') }),
    subtotal,
    tax,
    total,
    ...over,
    lines,
  };
}

export function aCsvInvoice(over: Partial<InvoiceDocument> = {}, settings: Partial<CsvSettings> = {}): CsvInvoice {
  return { document: aDocument(over), email: 'accounts@bakery.example', settings: { ...SETTINGS, ...settings } };
}

/** One of each length, numbered from 1; every seventh is a credit note. */
export function invoicesOfLengths(lengths: readonly number[]): CsvInvoice[] {
  return lengths.map((length, index) => {
    const price = index % 7 === 6 ? '-1' : '1';
    const lines = Array.from({ length }, (_, line) => aLineOf(`Line ${line + 1}`, '1', price));
    return aCsvInvoice({ number: `AAP-${String(index + 1).padStart(5, '0')}`, lines });
  });
}

export async function* pagesOf<T>(items: readonly T[], size = 10): AsyncGenerator<T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
