import type { Decimal4 } from './money.ts';
import type { Month } from './month.ts';

/** Which period a month's run bills: the month itself, or the one before it. */
export type BillingPeriod = 'advance' | 'arrears';

/** The two looks of an invoice. */
export const LAYOUTS = ['classic', 'modern'] as const;
export type Layout = (typeof LAYOUTS)[number];

export type Logo = {
  /** Where the file store keeps it; named by its content, so that a frozen plan keeps the logo it was made with. */
  readonly key: string;
  readonly type: 'image/png' | 'image/jpeg';
};

/** Who sells, as printed on the invoice. */
export type Company = {
  readonly name: string;
  /** The ABN, digits only. */
  readonly taxId: string;
  readonly registeredForTax: boolean;
  readonly address: readonly string[];
  readonly phone?: string;
  readonly email: string;
  readonly payment: Payment;
};

/** How to pay, as printed on the invoice. */
export type Payment = {
  readonly text?: string;
  readonly bankName?: string;
  readonly accountName?: string;
  readonly bsb?: string;
  readonly accountNumber?: string;
};

export type Billing = {
  /** An IANA name, `Australia/Sydney`. */
  readonly timeZone: string;
  /** ISO 4217, of a currency with two decimals. */
  readonly currency: string;
  readonly period: BillingPeriod;
  /** Days from the invoice date to the due date. */
  readonly termsDays: number;
  /** Per cent. */
  readonly taxRate: Decimal4;
};

export type Numbering = { readonly prefix: string; readonly first: number };

export type Sending = {
  readonly autoInvoice: boolean;
  readonly from: string;
  readonly fromName: string;
  readonly bcc: readonly string[];
  /** Who is told of a permanent bounce or a complaint. */
  readonly bounceRecipient?: string;
  readonly subject: string;
  readonly body: string;
};

export type XeroDefaults = {
  readonly accountCode: string;
  /** What the Accounting API calls it: `OUTPUT`. */
  readonly taxType: string;
  /** What the CSV import calls it: `GST on Income`. */
  readonly taxTypeName: string;
  /** The API's code for a line that is not taxed; the country's own where not given. */
  readonly taxFreeType?: string;
  readonly brandingThemeId?: string;
  /** Whether each uploaded invoice has its PDF attached there. */
  readonly attachPdf: boolean;
  readonly dateOrder: 'DMY' | 'MDY';
  readonly uploadAs: 'draft' | 'authorised';
  readonly uploadByItself: boolean;
  readonly uploadFrom: 'nextMonth' | 'atOnce';
};

/** A reseller's settings, complete: an account either has all of them or is not set up. */
export type Account = {
  readonly accountId: string;
  readonly company: Company;
  readonly logo?: Logo;
  readonly billing: Billing;
  readonly numbering: Numbering;
  readonly sending: Sending;
  readonly layout: Layout;
  readonly xero: XeroDefaults;
  /** The domain that SES has verified. Sending is refused unless it is that of the from address. */
  readonly verifiedSender?: string;
  /** No month before it is ever made. */
  readonly firstMonth: Month;
  /** Counts the saves; each edit names the revision it read. */
  readonly revision: number;
};

/**
 * What a run freezes of the account: who sells and how the document looks. Every invoice of a plan shares one, kept with the plan,
 * so that a later change of the settings changes no invoice that exists.
 */
export type Seller = {
  readonly company: Company;
  readonly logo?: Logo;
  readonly layout: Layout;
  readonly xero: Pick<XeroDefaults, 'accountCode' | 'taxType' | 'taxTypeName'>;
};

export function sellerOf({ company, logo, layout, xero }: Account): Seller {
  const { accountCode, taxType, taxTypeName } = xero;
  return { company, ...(logo ? { logo } : {}), layout, xero: { accountCode, taxType, taxTypeName } };
}

/** What set-up must be told; everything else has a default. An account either has all of it or is not set up. */
export const SETTINGS_NEEDED = [
  'company.name',
  'company.taxId',
  'company.registeredForTax',
  'company.address',
  'company.email',
  'billing.timeZone',
  'billing.period',
  'billing.termsDays',
  'sending.from',
  'sending.fromName',
] as const;
