import { moneyText } from './currency.ts';
import { type InvoiceDocument, titleOf } from './invoice.ts';
import { monthText } from './line.ts';
import { type Cents, minus, ZERO } from './money.ts';
import { type Day, type Month, monthOf } from './month.ts';

/** What a reseller may write between double braces in the subject and the body of its emails, and what stands there then. */
export const VARIABLES = {
  customer: "the customer's name",
  number: "the invoice's number",
  title: 'Tax Invoice, Invoice or Adjustment Note',
  month: 'the month it is for: December 2026',
  date: 'the invoice date: 1 December 2026',
  dueDate: 'the due date: 15 December 2026',
  total: 'the total with tax: $110.00',
  payment: 'what is to be paid and by when, in one sentence',
  reference: "the customer's own reference or order number",
  company: 'your company name',
} as const;

export type Variable = keyof typeof VARIABLES;
export type Values = Readonly<Record<Variable, string>>;

export const DEFAULT_SUBJECT = '{{title}} {{number}} from {{company}}';

/** True of an invoice, a credit note and one with nothing to pay alike: `{{payment}}` says which. */
export const DEFAULT_BODY = `Hello {{customer}},

Please find attached {{title}} {{number}} for {{month}}.

{{payment}}

Kind regards,
{{company}}`;

/** `{{name}}`, or braces of which the other half is missing. */
const MARK = /\{\{([^{}]*)\}\}|\{\{|\}\}/g;

const BY_LOWER_CASE = new Map(Object.keys(VARIABLES).map((name) => [name.toLowerCase(), name as Variable]));

/** Case and space do not matter: `{{ Duedate }}` is the due date. */
const variableOf = (written: string | undefined): Variable | undefined => BY_LOWER_CASE.get((written ?? '').trim().toLowerCase());

/** What in a template means nothing, each once, as it is written: unknown names, and braces without their other half. Empty: all is well. */
export function checkTemplate(template: string): string[] {
  const unknown = [...template.matchAll(MARK)].filter(([, name]) => !variableOf(name)).map(([mark]) => mark);
  return [...new Set(unknown)];
}

/** The template with its variables filled in, once: what a value says is never read as a template. Unknown ones stay as they are written. */
export function fill(template: string, values: Values): string {
  return template.replace(MARK, (mark, name: string | undefined) => {
    const variable = variableOf(name);
    return variable ? values[variable] : mark;
  });
}

export function valuesOf(document: InvoiceDocument, month: Month): Values {
  const { buyer, number, company, currency, date, total } = document;
  return {
    customer: buyer.name,
    number,
    title: titleOf(document),
    month: monthText(month),
    date: dayText(date),
    dueDate: document.dueDate ? dayText(document.dueDate) : 'no payment due',
    total: moneyText(total, currency),
    payment: paymentText(document),
    reference: buyer.reference ?? '',
    company: company.name,
  };
}

/** What the customer has to do, in one sentence. */
export function paymentText({ total, currency, dueDate }: Pick<InvoiceDocument, 'total' | 'currency' | 'dueDate'>): string {
  if (total < 0) return `${moneyText(credit(total), currency)} is credited to you: there is nothing to pay.`;
  if (total === 0) return 'There is nothing to pay.';
  return `Please pay ${moneyText(total, currency)}${dueDate ? ` by ${dayText(dueDate)}` : ''}.`;
}

/** What a credit note gives, as an amount above zero. */
export const credit = (total: Cents): Cents => minus(ZERO, total);

/** `1 December 2026` */
export const dayText = (of: Day): string => `${Number(of.slice(8))} ${monthText(monthOf(of))}`;
