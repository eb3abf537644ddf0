import type { Company } from '../../domain/account.ts';
import { adjustedNumbers, type Buyer, type InvoiceDocument, type Line, reasonOf, titleOf } from '../../domain/invoice.ts';
import { type Cents, type Decimal4, ZERO } from '../../domain/money.ts';
import { abnText, bsbText, dateText, moneyText, placesOf, priceText, quantityText, rateText, signOf, taxName } from './figures.ts';

export type Fact = { readonly label: string; readonly value: string };
export type Party = { readonly name: string; readonly lines: readonly string[] };

/** A line as it is printed, and what it adds to the sums carried forward. */
export type Row = { readonly description: string; readonly figures: readonly string[]; readonly amount: Cents; readonly tax: Cents };

/** The words and figures of a document, before anything is known of how it looks. */
export type Content = {
  readonly title: string;
  readonly number: string;
  readonly seller: Party;
  readonly buyer: Party;
  readonly facts: readonly Fact[];
  /** For a credit note: why, and of what. */
  readonly notes: readonly string[];
  readonly heads: readonly string[];
  readonly rows: readonly Row[];
  readonly totals: readonly Fact[];
  /** What it comes to: what is to be paid, or is credited, and by when. */
  readonly outcome: Fact & { readonly hint?: string };
  readonly payment?: { readonly text: string; readonly facts: readonly Fact[] };
  /** The sums after a row, for the foot of a page that another follows. */
  readonly carried: (amount: Cents, tax: Cents) => string;
};

export function contentOf(document: InvoiceDocument): Content {
  const { kind, number, company, buyer, lines, currency, total } = document;
  const sign = signOf(currency);
  const taxed = company.registeredForTax || lines.some(({ tax }) => tax !== 0);
  const payment = total > 0 ? paymentOf(document) : undefined;
  return {
    title: titleOf(document),
    number,
    seller: sellerOf(company),
    buyer: buyerOf(buyer),
    facts: factsOf(document),
    notes:
      kind === 'creditNote'
        ? creditNotes(lines)
        : taxed
          ? []
          : [`No ${taxName(currency)} is charged: the supplier is not registered for it.`],
    heads: ['Description', 'Quantity', 'Unit price', ...(taxed ? [taxName(currency)] : []), taxed ? 'Amount ex tax' : 'Amount'],
    rows: rowsOf(lines, sign, taxed),
    totals: totalsOf(document, sign, taxed),
    outcome: outcomeOf(document, sign),
    ...(payment ? { payment } : {}),
    carried: (amount, tax) =>
      `Carried forward: ${moneyText(amount, sign)}${taxed ? ` ex tax, ${taxName(currency)} ${moneyText(tax, sign)}` : ''}`,
  };
}

function sellerOf({ name, taxId, address, phone, email }: Company): Party {
  return { name, lines: [...(taxId ? [`ABN ${abnText(taxId)}`] : []), ...address, ...(phone ? [phone] : []), email] };
}

const buyerOf = ({ name, address }: Buyer): Party => ({ name, lines: address });

function factsOf({ kind, number, date, dueDate, buyer, currency }: InvoiceDocument): Fact[] {
  const noun = kind === 'creditNote' ? 'Note' : 'Invoice';
  return [
    { label: `${noun} number`, value: number },
    { label: `${noun} date`, value: dateText(date) },
    ...(dueDate ? [{ label: 'Due date', value: dateText(dueDate) }] : []),
    ...(buyer.reference ? [{ label: 'Your reference', value: buyer.reference }] : []),
    { label: 'Currency', value: currency },
  ];
}

function creditNotes(lines: readonly Line[]): string[] {
  const adjusted = adjustedNumbers(lines);
  return [`Reason: ${reasonOf(lines)}`, ...(adjusted.length > 0 ? [`Adjusts: ${adjusted.join(', ')}`] : [])];
}

function rowsOf(lines: readonly Line[], sign: string, taxed: boolean): Row[] {
  const places = {
    quantity: placesOf(
      lines.map(({ quantity }) => quantity),
      0,
    ),
    price: placesOf(
      lines.map(({ unitPrice }) => unitPrice),
      2,
    ),
    rate: placesOf(
      lines.map(({ taxRate }) => taxRate),
      0,
    ),
  };
  return lines.map(({ description, quantity, unitPrice, taxRate, amount, tax }) => ({
    description,
    figures: [
      quantityText(quantity, places.quantity),
      priceText(unitPrice, places.price, sign),
      ...(taxed ? [rateText(taxRate, places.rate)] : []),
      moneyText(amount, sign),
    ],
    amount,
    tax,
  }));
}

function totalsOf({ lines, subtotal, tax, total, currency }: InvoiceDocument, sign: string, taxed: boolean): Fact[] {
  const sum = { label: `Total ${currency}`, value: moneyText(total, sign) };
  if (!taxed) return [sum];
  const rates = ratesOf(lines);
  const taxes =
    rates.size > 1
      ? [...rates].map(([rate, amount]) => ({ label: `${taxName(currency)} ${rateText(rate, 0)}`, value: moneyText(amount, sign) }))
      : [...rates.keys(), undefined].slice(0, 1).map((rate) => ({
          label: rate === undefined ? taxName(currency) : `${taxName(currency)} ${rateText(rate, 0)}`,
          value: moneyText(tax, sign),
        }));
  return [{ label: 'Subtotal', value: moneyText(subtotal, sign) }, ...taxes, sum];
}

/** The tax at each rate, the highest rate first. */
function ratesOf(lines: readonly Line[]): Map<Decimal4, Cents> {
  const rates = new Map<Decimal4, Cents>();
  for (const { taxRate, tax } of lines) rates.set(taxRate, ((rates.get(taxRate) ?? ZERO) + tax) as Cents);
  return new Map([...rates].sort(([one], [other]) => other - one));
}

function outcomeOf({ kind, total, dueDate, currency }: InvoiceDocument, sign: string): Content['outcome'] {
  const value = (amount: Cents) => `${moneyText(amount, sign)} ${currency}`;
  if (kind === 'creditNote') return { label: 'Amount credited', value: value(-total as Cents) };
  if (total === 0) return { label: 'Nothing to pay', value: value(total) };
  return { label: 'Amount due', value: value(total), ...(dueDate ? { hint: `by ${dateText(dueDate)}` } : {}) };
}

function paymentOf({ company, number }: InvoiceDocument): NonNullable<Content['payment']> {
  const { text = '', bankName, accountName, bsb, accountNumber } = company.payment;
  const known: readonly (readonly [string, string | undefined])[] = [
    ['Bank', bankName],
    ['Account name', accountName],
    ['BSB', bsb && bsbText(bsb)],
    ['Account number', accountNumber],
    ['Reference', number],
  ];
  return { text, facts: known.flatMap(([label, value]) => (value ? [{ label, value }] : [])) };
}

/** Every text of the document, for the fonts that they need. */
export function* textsOf({ title, number, seller, buyer, facts, notes, rows, payment }: Content): Iterable<string> {
  yield* [title, number, seller.name, ...seller.lines, buyer.name, ...buyer.lines, ...notes];
  for (const { value } of [...facts, ...(payment?.facts ?? [])]) yield value;
  for (const { description } of rows) yield description;
  if (payment) yield payment.text;
}
