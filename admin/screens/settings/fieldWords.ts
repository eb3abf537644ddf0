import type { Leaf } from './mergedSettings.ts';

/** What each field of the settings is called: at its input, and wherever else it is spoken of. */
export const LABELS = {
  'company.name': 'Company name',
  'company.taxId': 'ABN',
  'company.registeredForTax': 'Registered for tax',
  'company.address': 'Address',
  'company.phone': 'Phone',
  'company.email': 'Email',
  'company.payment.text': 'In your own words',
  'company.payment.bankName': 'Bank',
  'company.payment.accountName': 'Account name',
  'company.payment.bsb': 'BSB',
  'company.payment.accountNumber': 'Account number',
  'billing.timeZone': 'Time zone',
  'billing.currency': 'Currency',
  'billing.period': 'What a month bills',
  'billing.termsDays': 'Payment terms in days',
  'billing.taxRate': 'Tax rate, per cent',
  'numbering.prefix': 'Prefix',
  'numbering.first': 'First number',
  'sending.autoInvoice': 'Auto Invoice',
  'sending.from': 'From address',
  'sending.fromName': 'From name',
  'sending.bcc': 'Blind copies of every invoice to',
  'sending.bounceRecipient': 'Tell of bounces',
  'sending.subject': 'Subject',
  'sending.body': 'Text',
  layout: 'Layout',
  logo: 'Logo',
  'xero.accountCode': 'Account code',
  'xero.taxType': 'Tax type, for the API',
  'xero.taxTypeName': 'Tax name, in the CSV',
  'xero.taxFreeType': 'Tax type of untaxed lines',
  'xero.brandingThemeId': 'Branding theme',
  'xero.attachPdf': 'Attach the PDF to the invoice in Xero',
  'xero.dateOrder': 'Dates in the CSV',
  'xero.uploadAs': 'Invoices arrive in Xero as',
  'xero.uploadByItself': 'Go up by themselves',
  'xero.uploadFrom': 'They may go up',
  firstMonth: 'First month',
} as const;
export type FieldName = keyof typeof LABELS;

export const isFieldName = (name: string): name is FieldName => Object.hasOwn(LABELS, name);

type Choice = { readonly value: string; readonly label: string };

/** What the fields that are chosen from may hold. */
export const CHOICES = {
  'company.registeredForTax': [
    { value: 'yes', label: 'Yes' },
    { value: 'no', label: 'No' },
  ],
  'billing.period': [
    { value: 'advance', label: 'In advance' },
    { value: 'arrears', label: 'In arrears' },
  ],
  layout: [
    { value: 'classic', label: 'Classic' },
    { value: 'modern', label: 'Modern' },
  ],
  'xero.dateOrder': [
    { value: 'DMY', label: '31/12/2026' },
    { value: 'MDY', label: '12/31/2026' },
  ],
  'xero.uploadAs': [
    { value: 'draft', label: 'Drafts' },
    { value: 'authorised', label: 'Authorised' },
  ],
  'xero.uploadFrom': [
    { value: 'nextMonth', label: 'When their month is over' },
    { value: 'atOnce', label: 'At once' },
  ],
} as const satisfies Partial<Record<FieldName, readonly Choice[]>>;

/** A value of a field as its input shows it. */
export function valueInWords(name: string, value: Leaf): string {
  if (typeof value === 'boolean') return value ? 'On' : 'Off';
  if (typeof value !== 'string') return value.join(', ') || 'Nothing';
  const choices: readonly Choice[] = Object.hasOwn(CHOICES, name) ? CHOICES[name as keyof typeof CHOICES] : [];
  return choices.find((choice) => choice.value === value)?.label ?? (value.trim() || 'Nothing');
}
