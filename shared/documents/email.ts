import { abnText } from '../domain/abn.ts';
import type { Company, Payment } from '../domain/account.ts';
import { moneyText } from '../domain/currency.ts';
import { adjustedNumbers, type InvoiceDocument, titleOf } from '../domain/invoice.ts';
import { monthText } from '../domain/line.ts';
import type { Month } from '../domain/month.ts';
import { cut, oneLine } from '../domain/oneLine.ts';
import { credit, dayText, fill, valuesOf } from '../domain/templates.ts';
import { type Fact, type Letter, letterHtml, letterText } from './emailHtml.ts';

/** What an email says: one subject, and twice the same text. */
export type Written = { readonly subject: string; readonly text: string; readonly html: string };

/** A subject longer than this is cut by every mail program; it also stays far from what one header line may hold. */
const SUBJECT_LIMIT = 200;

export type InvoiceEmail = {
  readonly document: InvoiceDocument;
  readonly month: Month;
  /** Templates, as the reseller wrote them. */
  readonly subject: string;
  readonly body: string;
  /** Of the attached PDF. */
  readonly fileName: string;
};

/** The email that brings an invoice or a credit note. No text of a customer's or a reseller's can become a header or an element. */
export function invoiceEmail({ document, month, subject, body, fileName }: InvoiceEmail): Written {
  const { company } = document;
  const values = valuesOf(document, month);
  const toPay = document.total > 0 ? paymentLines(company.payment, document.number) : [];
  return written(fill(subject, values), {
    from: oneLine(company.name),
    body: plain(fill(body, values)),
    facts: factsOf(document),
    ...(toPay.length > 0 ? { section: { heading: 'How to pay', lines: toPay.map(oneLine) } } : {}),
    footer: [`Attached: ${fileName}`, sellerLine(company)].map(oneLine),
  });
}

function factsOf(document: InvoiceDocument): Fact[] {
  const { number, buyer, currency, date, dueDate, total, lines } = document;
  const adjusted = document.kind === 'creditNote' ? adjustedNumbers(lines) : [];
  const sum =
    total < 0 ? { name: 'Credit', value: moneyText(credit(total), currency) } : { name: 'Total', value: moneyText(total, currency) };
  const facts: Fact[] = [
    { name: titleOf(document), value: number },
    ...(buyer.reference ? [{ name: 'Your reference', value: buyer.reference }] : []),
    ...(adjusted.length > 0 ? [{ name: 'Adjusts', value: adjusted.join(', ') }] : []),
    { name: 'Date', value: dayText(date) },
    ...(dueDate && total > 0 ? [{ name: 'Due', value: dayText(dueDate) }] : []),
    { name: `${sum.name} (${currency})`, value: total === 0 ? 'Nothing to pay' : sum.value, strong: true },
  ];
  return facts.map((fact) => ({ ...fact, value: oneLine(fact.value) }));
}

/** Empty when the reseller has said nothing of how to pay. */
function paymentLines({ text, bankName, accountName, bsb, accountNumber }: Payment, number: string): string[] {
  const bank = [
    ...(bankName ? [`Bank: ${bankName}`] : []),
    ...(accountName ? [`Account name: ${accountName}`] : []),
    ...(bsb ? [`BSB: ${bsb}`] : []),
    ...(accountNumber ? [`Account number: ${accountNumber}`] : []),
  ];
  const said = [...(text ? text.split(/\r?\n/).filter(Boolean) : []), ...bank];
  return said.length > 0 ? [...said, `Payment reference: ${number}`] : [];
}

const sellerLine = ({ name, taxId, phone, email }: Company): string =>
  [name, `ABN ${abnText(taxId)}`, ...(phone ? [phone] : []), email].join(' · ');

export type BounceNotice = {
  readonly customer: string;
  readonly number: string;
  readonly month: Month;
  /** Those that are written to no more from now on. */
  readonly addresses: readonly string[];
  readonly kind: string;
  /** The mail server's. */
  readonly words: string;
};

/** Tells the reseller that mail to a customer came back, or was complained about, and what to do. */
export function bounceNotice({ customer, number, month, addresses, kind, words }: BounceNotice): Written {
  const who = addresses.join(', ');
  const complained = kind === 'complaint';
  const happened = complained
    ? `The owner of ${who} reported the email with ${number} as unwanted.`
    : `The email with ${number} for ${customer} could not be delivered to ${who}: the mail server refused it for good.`;
  const advice = complained
    ? 'Ask the customer whether the address still wants your invoices. Then change it, or clear its flag, and send the invoice again.'
    : 'Ask the customer for the right address, change it, and send the invoice again. If the address is right after all, clear its flag and send again.';
  return written(`${complained ? 'Complaint' : 'Undelivered'}: ${number} for ${customer}`, {
    from: complained ? 'A customer complained about an email' : 'An invoice did not arrive',
    body: plain(
      `${happened}\n\nNothing more is sent to this address until you act. ${advice}\n\nThe invoice itself stands: this concerns its email alone.`,
    ),
    facts: [
      { name: 'Customer', value: customer },
      { name: 'Invoice', value: number },
      { name: 'Month', value: monthText(month) },
      { name: addresses.length > 1 ? 'Addresses' : 'Address', value: who },
      { name: complained ? 'They said' : 'The server said', value: words },
    ].map((fact) => ({ ...fact, value: oneLine(fact.value) })),
    footer: [],
  });
}

/** In a header `=?…?=` says other characters than it shows, line breaks too, and mail programs read it so: a space makes it what it is. */
function written(subject: string, letter: Letter): Written {
  const line = cut(oneLine(subject).replaceAll('=?', '= ?'), SUBJECT_LIMIT);
  return { subject: line, text: letterText(letter), html: letterHtml(line, letter) };
}

/** Text of several lines: line breaks stay, as LF, and nothing else that is not to be seen. */
const plain = (text: string): string =>
  text
    .split(/\r\n?|[\n\u2028\u2029]/)
    .map(oneLine)
    .join('\n');
