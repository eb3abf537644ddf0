import * as z from 'zod/mini';
import { isAbn } from '../../domain/abn.ts';
import { type Account, LAYOUTS, SETTINGS_NEEDED } from '../../domain/account.ts';
import { domainOf, isFreeMailDomain } from '../../domain/address.ts';
import { isTwoDecimalCurrency } from '../../domain/currency.ts';
import { decimalText } from '../../domain/money.ts';
import { isTimeZone } from '../../domain/month.ts';
import { RECIPIENTS_LIMIT } from '../../domain/recipients.ts';
import { periodOf } from '../../domain/terms.ts';
import { email, id, line, maybe, month, prose, rate } from '../schemas.ts';
import { template } from './template.ts';

/** Spaces are how people write it; digits are how it is kept. */
const taxId = z.pipe(
  z.pipe(
    z.string(),
    z.transform((value) => value.replaceAll(' ', '')),
  ),
  z.string().check(z.refine(isAbn, 'must be an ABN: 11 digits with a right checksum')),
);

const company = z.strictObject({
  name: line(200),
  taxId,
  registeredForTax: z.boolean(),
  address: z.array(line(200)).check(z.minLength(1), z.maxLength(6)),
  phone: maybe(line(50)),
  email,
  payment: z.optional(
    z.strictObject({
      text: maybe(prose(500)),
      bankName: maybe(line(100)),
      accountName: maybe(line(100)),
      bsb: maybe(line(20)),
      accountNumber: maybe(line(50)),
    }),
  ),
});

const billing = z.strictObject({
  timeZone: z.string().check(z.maxLength(64), z.refine(isTimeZone, 'must be an IANA time zone like Australia/Sydney')),
  currency: z._default(z.string().check(z.refine(isTwoDecimalCurrency, 'must be a currency with two decimals like AUD')), 'AUD'),
  period: z.enum(['advance', 'arrears']),
  termsDays: z.int().check(z.gte(0), z.lte(365)),
  /** Per cent; 10 where it is not given. */
  taxRate: maybe(rate),
});

const numbering = z.strictObject({
  /** Printed before the number, and part of file names and Xero's invoice number. */
  prefix: z._default(
    z.string().check(z.regex(/^[A-Za-z0-9._/-]{0,20}$/, 'must be at most 20 letters, digits, dots, slashes and hyphens')),
    '',
  ),
  /** Blank: 1. */
  first: maybe(z.int().check(z.gte(1), z.lte(999_999_999))),
});

const sending = z.strictObject({
  autoInvoice: z._default(z.boolean(), false),
  from: z.pipe(
    email,
    z
      .string()
      .check(
        z.refine(
          (value) => !isFreeMailDomain(domainOf(value)),
          'must not be a free mail address: receivers reject invoices sent in their name. Use an address of your own domain',
        ),
      ),
  ),
  fromName: line(100),
  bcc: z._default(z.array(email).check(z.maxLength(RECIPIENTS_LIMIT - 1)), []),
  bounceRecipient: maybe(email),
  subject: maybe(template(200, line)),
  body: maybe(template(5000, prose)),
});

const xero = z.strictObject({
  accountCode: z._default(line(10), '200'),
  taxType: z._default(line(50), 'OUTPUT'),
  taxTypeName: z._default(line(100), 'GST on Income'),
  /** For lines that are not taxed; the country's own where it is not given. */
  taxFreeType: maybe(line(50)),
  brandingThemeId: maybe(id),
  attachPdf: z._default(z.boolean(), true),
  dateOrder: z._default(z.enum(['DMY', 'MDY']), 'DMY'),
  uploadAs: z._default(z.enum(['draft', 'authorised']), 'draft'),
  uploadByItself: z._default(z.boolean(), false),
  uploadFrom: z._default(z.enum(['nextMonth', 'atOnce']), 'nextMonth'),
});

/** The settings, whole: what is left out takes its default. */
export const accountBody = z.strictObject({
  company,
  billing,
  numbering: z.optional(numbering),
  sending,
  layout: z._default(z.enum(LAYOUTS), 'classic'),
  xero: z.prefault(xero, {}),
  /** The next month, where it is not given. */
  firstMonth: maybe(month),
});
export type AccountBody = z.output<typeof accountBody>;

const text = z.string();
const orNull = z.nullable(z.string());

const settings = {
  company: z.object({
    name: text,
    taxId: text,
    registeredForTax: z.boolean(),
    address: z.array(text),
    phone: orNull,
    email: text,
    payment: z.object({ text: orNull, bankName: orNull, accountName: orNull, bsb: orNull, accountNumber: orNull }),
  }),
  billing: z.object({ timeZone: text, currency: text, period: z.enum(['advance', 'arrears']), termsDays: z.number(), taxRate: text }),
  numbering: z.object({ prefix: text, first: z.number() }),
  sending: z.object({
    autoInvoice: z.boolean(),
    from: text,
    fromName: text,
    bcc: z.array(text),
    bounceRecipient: orNull,
    subject: text,
    body: text,
  }),
  layout: z.enum(LAYOUTS),
  xero: z.object({
    accountCode: text,
    taxType: text,
    taxTypeName: text,
    taxFreeType: orNull,
    brandingThemeId: orNull,
    attachPdf: z.boolean(),
    dateOrder: z.enum(['DMY', 'MDY']),
    uploadAs: z.enum(['draft', 'authorised']),
    uploadByItself: z.boolean(),
    uploadFrom: z.enum(['nextMonth', 'atOnce']),
  }),
  firstMonth: text,
};

export const accountView = z.object({
  accountId: text,
  setUp: z.literal(true),
  ...settings,
  /** `url` shows it, for at most five minutes. */
  logo: z.nullable(z.object({ type: text, url: text })),
  /** Which period the account's first invoices cover, and in which month they are made. */
  firstInvoices: z.object({ month: text, period: text }),
  /** What must be given whenever the settings are saved. */
  required: z.array(text),
  /** What can no longer be changed, because a month is planned. */
  fixed: z.array(text),
  revision: z.number(),
});

export const missingView = z.object({ accountId: text, setUp: z.literal(false), missing: z.array(text) });

/** Settings that a planned month has fixed: numbers and amounts that exist were made with them. */
export const FIXED = ['numbering.first', 'billing.currency', 'firstMonth'] as const;

export const viewMissing = (accountId: string): z.output<typeof missingView> => ({
  accountId,
  setUp: false,
  missing: [...SETTINGS_NEEDED],
});

/** `logoUrl` is that of `logoLink`. */
export function viewAccount(account: Account, planned: boolean, logoUrl: string | undefined): z.output<typeof accountView> {
  const { accountId, company, billing, numbering, sending, layout, xero, firstMonth, logo, revision } = account;
  const { name, taxId, registeredForTax, address, phone, payment } = company;
  return {
    accountId,
    setUp: true,
    company: {
      name,
      taxId,
      registeredForTax,
      address: [...address],
      phone: phone ?? null,
      email: company.email,
      payment: {
        text: payment.text ?? null,
        bankName: payment.bankName ?? null,
        accountName: payment.accountName ?? null,
        bsb: payment.bsb ?? null,
        accountNumber: payment.accountNumber ?? null,
      },
    },
    billing: { ...billing, taxRate: decimalText(billing.taxRate) },
    numbering,
    sending: { ...sending, bcc: [...sending.bcc], bounceRecipient: sending.bounceRecipient ?? null },
    layout,
    xero: { ...xero, taxFreeType: xero.taxFreeType ?? null, brandingThemeId: xero.brandingThemeId ?? null },
    firstMonth,
    logo: logo && logoUrl ? { type: logo.type, url: logoUrl } : null,
    firstInvoices: { month: firstMonth, period: periodOf(firstMonth, billing.period) },
    required: [...SETTINGS_NEEDED],
    fixed: planned ? [...FIXED] : [],
    revision,
  };
}
