import { count, isUnclearAmount, percent, price } from './amounts.ts';
import { Cells, filled, yesNo } from './cells.ts';
import { type DateOrder, type Doubt, dayText, doubtOf } from './dayTexts.ts';
import type { ImportField, ImportRow } from './field.ts';

export const SERVICE_FIELDS: readonly ImportField[] = [
  {
    name: 'customer',
    label: 'Customer',
    required: true,
    hint: 'Its name, its reference or its id',
    aliases: ['customer name', 'company', 'contact name', 'contactname', 'client', 'customer id', 'customer number', 'account name'],
  },
  {
    name: 'description',
    label: 'Description',
    required: true,
    hint: 'As it stands on the invoice',
    aliases: ['service', 'item', 'product', 'plan', 'service name', 'product name', 'item name'],
  },
  {
    name: 'quantity',
    label: 'Quantity',
    required: false,
    hint: 'Blank: 1',
    aliases: ['qty', 'units', 'count', 'seats', 'licences', 'licenses'],
  },
  {
    name: 'unitPrice',
    label: 'Price ex tax',
    required: true,
    hint: 'For one of it and a whole month; a credit is negative',
    aliases: ['price', 'unit price', 'unitamount', 'rate', 'monthly', 'monthly price', 'amount', 'price ex gst', 'sell price', 'sell'],
  },
  {
    name: 'taxRate',
    label: 'Tax rate, per cent',
    required: false,
    hint: 'Blank: the account’s',
    aliases: ['tax', 'gst', 'tax rate', 'vat'],
  },
  {
    name: 'from',
    label: 'From',
    required: true,
    hint: 'The first day',
    aliases: ['start', 'start date', 'effective from', 'since', 'activated'],
  },
  {
    name: 'to',
    label: 'To',
    required: false,
    hint: 'The last day; blank: until further notice',
    aliases: ['end', 'end date', 'until', 'effective to'],
  },
  {
    name: 'enabled',
    label: 'Invoiced',
    required: false,
    hint: 'yes or no; blank: yes',
    aliases: ['active', 'enabled', 'billable', 'invoiced'],
  },
  {
    name: 'accountCode',
    label: 'Account code',
    required: false,
    hint: 'In Xero; blank: the settings’',
    aliases: ['account', 'account code', 'gl code'],
  },
  {
    name: 'taxType',
    label: 'Tax type, for the API',
    required: false,
    hint: 'In Xero; blank: the settings’',
    aliases: ['taxtype', 'tax type'],
  },
  {
    name: 'taxTypeName',
    label: 'Tax name, in the CSV',
    required: false,
    hint: 'In Xero; blank: the settings’',
    aliases: ['tax name', 'tax type name'],
  },
];

/** By what a row's texts are read. */
export type Reading = { readonly order: DateOrder; readonly currency: string };

/** What the schema of a service is to judge, whose it is, and what could not even be read. */
export function serviceInput(row: ImportRow, { order, currency }: Reading) {
  const cells = new Cells(row);
  const { text, some } = cells;
  const input = {
    description: text('description'),
    quantity: cells.read('quantity', count),
    unitPrice: cells.read('unitPrice', (amount) => price(amount, currency)),
    taxRate: cells.read('taxRate', percent),
    accountCode: some('accountCode'),
    taxType: some('taxType'),
    taxTypeName: some('taxTypeName'),
    enabled: cells.read('enabled', yesNo),
    from: cells.read('from', (day) => dayText(day, order)),
    to: cells.read('to', (day) => dayText(day, order)),
  };
  return {
    customer: text('customer'),
    input: filled(input),
    problems: cells.problems,
    doubts: doubtsOf(text('taxRate'), [text('quantity'), text('unitPrice')]),
    unclearDays: [text('from'), text('to')].filter((day) => doubtOf(day) !== undefined),
  };
}

/** What can be read, but may mean something else. */
function doubtsOf(rate: string, amounts: readonly string[]): string[] {
  return [
    ...(/^0?\.\d*[1-9]\d*$/.test(rate) ? [`tax rate ${rate} is read as ${rate} per cent`] : []),
    ...amounts.filter(isUnclearAmount).map((amount) => `${amount} is read with a decimal point, not as thousands`),
  ];
}

const DAY_NOTES: Readonly<Record<Doubt, string>> = {
  order: 'all such days with it (Settings, date order of the CSV)',
  century: 'all years of two digits like it',
};

/** What a clerk is told of a day that could be another one. */
export function dayNote(text: string, order: DateOrder): string {
  const read = dayText(text, order);
  const day = 'value' in read ? read.value : undefined;
  return `${text} is read as ${day ?? text}, and ${DAY_NOTES[doubtOf(text) ?? 'order']}`;
}
