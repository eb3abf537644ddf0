import { addresses, Cells, days, filled, yesNo } from './cells.ts';
import type { ImportField, ImportRow } from './field.ts';

/** What the parts of an address are called where each has a column of its own. */
const ADDRESS_PARTS: readonly (readonly string[])[] = [
  ['street', 'addr 1 - line 1'],
  ['street 2', 'suite', '- line 2'],
  // Before a third line of the street: that one is blank in most lists, and the city in none.
  ['city', 'suburb', 'town', 'pocity', '- city'],
  ['state', 'region', 'poregion', '- state'],
  ['postcode', 'post code', 'postal code', 'zip', 'zip code', 'popostalcode', '- postcode'],
  ['country', 'pocountry', '- country'],
];

export const CUSTOMER_FIELDS: readonly ImportField[] = [
  {
    name: 'name',
    label: 'Name',
    required: true,
    hint: 'Each customer once',
    aliases: [
      'customer',
      'customer name',
      'company',
      'company name',
      'contact name',
      'contactname',
      'account name',
      'client',
      'co./last name',
    ],
  },
  {
    name: 'to',
    label: 'Invoices go to',
    required: false,
    hint: 'One or more email addresses',
    aliases: ['email', 'e-mail', 'emails', 'email address', 'emailaddress', 'billing email', 'invoice email', '- email'],
  },
  { name: 'cc', label: 'Copies to', required: false, hint: 'One or more email addresses', aliases: ['cc', 'copy', 'copy to', 'email cc'] },
  {
    name: 'phone',
    label: 'Phone',
    required: false,
    hint: 'One line',
    aliases: ['telephone', 'phone number', 'phonenumber', 'mobile', 'tel', '- phone # 1', '- phone #1'],
  },
  {
    name: 'address',
    label: 'Address',
    required: false,
    hint: 'All of it; lines apart by | or a line break',
    aliases: ['billing address', 'postal address', 'street address'],
  },
  ...[1, 2, 3, 4, 5, 6].map((line) => ({
    name: `address${line}`,
    label: `Address, line ${line}`,
    required: false,
    hint: 'Added below the lines before it',
    aliases: [...(ADDRESS_PARTS[line - 1] ?? []), `address ${line}`, `address line ${line}`, `addressline${line}`, `poaddressline${line}`],
  })),
  {
    name: 'reference',
    label: 'Reference or order number',
    required: false,
    hint: 'Printed on each invoice',
    aliases: [
      'ref',
      'po',
      'po number',
      'purchase order',
      'order number',
      'account number',
      'accountnumber',
      'customer number',
      'customer id',
      'card id',
      'code',
    ],
  },
  {
    name: 'termsDays',
    label: 'Payment terms in days',
    required: false,
    hint: 'Blank: the account’s',
    aliases: ['terms', 'payment terms', 'due days', 'days'],
  },
  { name: 'autoInvoice', label: 'Auto Invoice', required: false, hint: 'yes or no; blank: as the account', aliases: ['auto', 'auto send'] },
  { name: 'enabled', label: 'Billed', required: false, hint: 'yes or no; blank: yes', aliases: ['active', 'enabled', 'status'] },
  { name: 'notes', label: 'Notes', required: false, hint: 'For you alone', aliases: ['note', 'comment', 'comments', 'remarks'] },
];

/** What the schema of a customer is to judge, and what could not even be read. */
export function customerInput(row: ImportRow) {
  const cells = new Cells(row);
  const { text, some } = cells;
  const lines = [...text('address').split(/[|\n]/), ...[1, 2, 3, 4, 5, 6].map((line) => text(`address${line}`))];
  const input = {
    name: text('name'),
    to: addresses(text('to')),
    cc: addresses(text('cc')),
    phone: some('phone'),
    address: lines.map((line) => line.trim()).filter((line) => line !== ''),
    reference: some('reference'),
    termsDays: cells.read('termsDays', days),
    autoInvoice: cells.read('autoInvoice', yesNo),
    enabled: cells.read('enabled', yesNo),
    notes: some('notes'),
  };
  return { name: input.name, input: filled(input), problems: cells.problems };
}
