import type { InvoiceDocument, Line } from '../../shared/domain/invoice.ts';
import { decimal4, extend, percentOf, sum } from '../../shared/domain/money.ts';
import type { Day } from '../../shared/domain/month.ts';

const GOODS = [
  'Business NBN 100/40',
  'Hosted voice seat',
  'Mobile plan, 60 GB, with calls to landlines, pooled over the site',
  'Static IPv4 address',
];

/** An invoice of so many lines, one in four of them wrapped. Each `seed` has texts of its own. */
export function sample(count: number, seed = 0): InvoiceDocument {
  const rate = decimal4('10');
  const lines = Array.from({ length: count }, (_, index): Line => {
    const [quantity, unitPrice] = [decimal4(String(1 + (index % 9))), decimal4(`${10 + ((index * 7 + seed) % 90)}.50`)];
    const amount = extend(unitPrice, quantity);
    const description = `${GOODS[index % GOODS.length]}, 1–31 December 2026 (ref ${seed}-${index})`;
    return { description, quantity, unitPrice, amount, taxRate: rate, tax: percentOf(amount, rate) };
  });
  const [subtotal, tax] = [sum(lines.map(({ amount }) => amount)), sum(lines.map((line) => line.tax))];
  const company = {
    name: 'Alder & Ash Partners Pty Ltd',
    taxId: '51824753556',
    registeredForTax: true,
    address: ['Level 4, 120 Example Street', 'Melbourne VIC 3000'],
    phone: '+61 3 9555 0100',
    email: 'accounts@alder.example',
    payment: { text: 'Please quote the reference.', bankName: 'Example Bank', bsb: '062000', accountNumber: '12345678' },
  };
  const buyer = { name: `Customer ${seed}`, address: ['12 Harbour Street', 'Newcastle NSW 2300'], reference: 'PO 7781' };
  const [date, dueDate] = ['2026-12-01' as Day, '2026-12-15' as Day];
  const totals = { subtotal, tax, total: sum([subtotal, tax]) };
  return { kind: 'invoice', number: 'AAP-00042', company, layout: 'classic', buyer, currency: 'AUD', date, dueDate, lines, ...totals };
}
