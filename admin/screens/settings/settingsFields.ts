import type { Account, PdfDraft, SettingsBody } from '../../api/types.ts';

/** What the form holds: texts, as they are typed. */
export type SettingsFields = {
  company: {
    name: string;
    taxId: string;
    registeredForTax: 'yes' | 'no' | '';
    address: string;
    phone: string;
    email: string;
    payment: { text: string; bankName: string; accountName: string; bsb: string; accountNumber: string };
  };
  billing: { timeZone: string; currency: string; period: 'advance' | 'arrears' | ''; termsDays: string; taxRate: string };
  numbering: { prefix: string; first: string };
  sending: {
    autoInvoice: boolean;
    from: string;
    fromName: string;
    bcc: string[];
    bounceRecipient: string;
    subject: string;
    body: string;
  };
  layout: Account['layout'];
  xero: {
    accountCode: string;
    taxType: string;
    taxTypeName: string;
    taxFreeType: string;
    brandingThemeId: string;
    attachPdf: boolean;
    dateOrder: Account['xero']['dateOrder'];
    uploadAs: Account['xero']['uploadAs'];
    uploadByItself: boolean;
    uploadFrom: Account['xero']['uploadFrom'];
  };
  firstMonth: string;
};

/** Before anything is saved. What the API has a usual value for is blank, or that value. */
export const NEW_SETTINGS: SettingsFields = {
  company: {
    ...{ name: '', taxId: '', registeredForTax: '', address: '', phone: '', email: '' },
    payment: { text: '', bankName: '', accountName: '', bsb: '', accountNumber: '' },
  },
  billing: { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, currency: 'AUD', period: '', termsDays: '14', taxRate: '' },
  numbering: { prefix: '', first: '' },
  sending: { autoInvoice: false, from: '', fromName: '', bcc: [], bounceRecipient: '', subject: '', body: '' },
  layout: 'classic',
  xero: {
    ...{ accountCode: '200', taxType: 'OUTPUT', taxTypeName: 'GST on Income', taxFreeType: '', brandingThemeId: '' },
    ...{ attachPdf: true, dateOrder: 'DMY', uploadAs: 'draft', uploadByItself: false, uploadFrom: 'nextMonth' },
  },
  firstMonth: '',
};

const texts = <T extends Record<string, string | null>>(values: T) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? ''])) as { [K in keyof T]: string };

export function fieldsOfAccount({ company, billing, numbering, sending, layout, xero, firstMonth }: Account): SettingsFields {
  return {
    company: {
      name: company.name,
      taxId: company.taxId.replace(/^(\d{2})(\d{3})(\d{3})(\d{3})$/, '$1 $2 $3 $4'),
      registeredForTax: company.registeredForTax ? 'yes' : 'no',
      address: company.address.join('\n'),
      phone: company.phone ?? '',
      email: company.email,
      payment: texts(company.payment),
    },
    billing: { ...billing, termsDays: String(billing.termsDays) },
    numbering: { prefix: numbering.prefix, first: String(numbering.first) },
    sending: { ...sending, bcc: [...sending.bcc], bounceRecipient: sending.bounceRecipient ?? '' },
    layout,
    xero: { ...xero, taxFreeType: xero.taxFreeType ?? '', brandingThemeId: xero.brandingThemeId ?? '' },
    firstMonth,
  };
}

const orNull = (text: string): string | null => text.trim() || null;
const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
/** What is no number is sent as it is: the API says so at its field. */
const number = (text: string): number | null => (text.trim() === '' ? null : Number(text));
/** Left out where it is blank: the API then says that it is required. */
const some = <K extends string>(name: K, text: string) => (text.trim() === '' ? {} : { [name]: text.trim() });

export function bodyOfSettings(fields: SettingsFields): SettingsBody {
  const { company, billing, numbering, sending, layout, xero, firstMonth } = fields;
  const told = {
    company: {
      ...some('name', company.name),
      ...some('taxId', company.taxId),
      ...(company.registeredForTax === '' ? {} : { registeredForTax: company.registeredForTax === 'yes' }),
      ...(lines(company.address).length > 0 ? { address: lines(company.address) } : {}),
      ...some('email', company.email),
      phone: orNull(company.phone),
      payment: paymentOf(company.payment),
    },
    billing: {
      ...some('timeZone', billing.timeZone),
      ...some('currency', billing.currency),
      ...some('period', billing.period),
      ...(billing.termsDays.trim() === '' ? {} : { termsDays: Number(billing.termsDays) }),
      taxRate: orNull(billing.taxRate),
    },
    numbering: { prefix: numbering.prefix.trim(), first: number(numbering.first) },
    sending: {
      ...some('from', sending.from),
      ...some('fromName', sending.fromName),
      autoInvoice: sending.autoInvoice,
      bcc: sending.bcc,
      bounceRecipient: orNull(sending.bounceRecipient),
      subject: orNull(sending.subject),
      body: orNull(sending.body),
    },
    layout,
    xero: { ...xero, taxFreeType: orNull(xero.taxFreeType), brandingThemeId: orNull(xero.brandingThemeId) },
    firstMonth: orNull(firstMonth),
  };
  // Half a form is sent too: each missing field is then named by the API.
  return told as SettingsBody;
}

function paymentOf(payment: SettingsFields['company']['payment']) {
  const { text, bankName, accountName, bsb, accountNumber } = payment;
  return {
    text: orNull(text),
    bankName: orNull(bankName),
    accountName: orNull(accountName),
    bsb: orNull(bsb),
    accountNumber: orNull(accountNumber),
  };
}

/** What a sample invoice is printed with: whatever is typed, finished or not. `logo`: base64, null for none, undefined for the saved one. */
export function pdfDraftOf({ company, billing, numbering, layout }: SettingsFields, logo: string | null | undefined): PdfDraft {
  const { registeredForTax, address, ...rest } = company;
  const { currency, period, termsDays, taxRate, timeZone } = billing;
  return {
    company: { ...rest, address: address.split('\n'), ...(registeredForTax ? { registeredForTax: registeredForTax === 'yes' } : {}) },
    billing: { currency, timeZone, ...(period ? { period } : {}), termsDays: number(termsDays), taxRate: orNull(taxRate) },
    numbering: { prefix: numbering.prefix, first: number(numbering.first) },
    layout,
    ...(logo === undefined ? {} : { logo }),
  };
}

/** The API's field as the form calls it: `sending.bcc[1]` is `sending.bcc`. */
export const formField = (field: string): string => field.replace(/\[.*$/, '');
