import type { Account } from '../../shared/domain/account.ts';
import { domainOf } from '../../shared/domain/address.ts';
import type { Charge, Customer, CustomerFile, Service } from '../../shared/domain/customer.ts';
import type { Invoice, Line } from '../../shared/domain/invoice.ts';
import { EMPTY_LEDGER } from '../../shared/domain/ledger.ts';
import { type Cents, cents, type Decimal4, decimal4 } from '../../shared/domain/money.ts';
import { type Day, day, type Instant, type Month, month } from '../../shared/domain/month.ts';
import type { Numbers } from '../../shared/domain/numbering.ts';
import type { Terms } from '../../shared/domain/terms.ts';
import type { Connection } from '../../shared/domain/xero/connection.ts';

/** `Partial` with the value `undefined` allowed, which means: without it. */
type Without<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** `base` with what `over` says; a key that is given as `undefined` is absent in the result. */
function made<T extends object>(base: T, over: Without<T>): T {
  return Object.fromEntries(Object.entries({ ...base, ...over }).filter(([, value]) => value !== undefined)) as T;
}

export const aMonth = (text: string): Month => month(text);
export const aDay = (text: string): Day => day(text);
/** `2026-07-01T01:00:00Z`, or any other text that `Date` reads. */
export const anInstant = (text: string): Instant => new Date(text).toISOString() as Instant;
/** `money('12.34')`: 1234 cents. */
export const money = (text: string): Cents => cents(decimal4(text) / 100);
export const dec = (text: string): Decimal4 => decimal4(text);

/** Settings of a made-up telecom reseller, complete, its sender verified: in advance, GST of 10%, 14 days, Sydney. */
export function anAccount(over: Without<Account> = {}): Account {
  const base: Account = {
    accountId: 'aap',
    company: {
      name: 'Acacia Access Partners Pty Ltd',
      taxId: '51824753556',
      registeredForTax: true,
      address: ['Level 2, 10 Example Street', 'Sydney NSW 2000'],
      phone: '02 5550 0100',
      email: 'accounts@acacia.example',
      payment: {
        text: 'By bank transfer',
        bankName: 'Example Bank',
        accountName: 'Acacia Access',
        bsb: '000-000',
        accountNumber: '12345678',
      },
    },
    billing: { timeZone: 'Australia/Sydney', currency: 'AUD', period: 'advance', termsDays: 14, taxRate: dec('10') },
    numbering: { prefix: 'AAP-', first: 1 },
    sending: {
      autoInvoice: true,
      from: 'billing@acacia.example',
      fromName: 'Acacia Billing',
      bcc: [],
      subject: 'Invoice {{number}}',
      body: 'Dear {{customer}}, please find attached invoice {{number}}.',
    },
    layout: 'classic',
    xero: {
      accountCode: '200',
      taxType: 'OUTPUT',
      taxTypeName: 'GST on Income',
      dateOrder: 'DMY',
      uploadAs: 'draft',
      uploadByItself: false,
      uploadFrom: 'nextMonth',
      attachPdf: true,
    },
    firstMonth: aMonth('2026-01'),
    revision: 1,
  };
  return made({ ...base, verifiedSender: domainOf((over.sending ?? base.sending).from) }, over);
}

/** An account with some of its billing settings changed. */
export function anAccountBilling(over: Partial<Account['billing']>): Account {
  const account = anAccount();
  return { ...account, billing: { ...account.billing, ...over } };
}

export function aCustomer(over: Without<Customer> = {}): Customer {
  const base: Customer = {
    customerId: 'bakery',
    name: 'Harbour Bakery',
    to: ['accounts@bakery.example'],
    cc: [],
    address: ['1 Wharf Road', 'Newcastle NSW 2300'],
    enabled: true,
    flags: {},
    revision: 1,
  };
  return made(base, over);
}

/** One line of fibre at $100.00 a month, from the start of 2026, without end. */
export function aService(over: Without<Service> = {}): Service {
  const base: Service = {
    serviceId: 'fibre',
    customerId: 'bakery',
    description: 'Fibre 100/40',
    quantity: dec('1'),
    unitPrice: dec('100'),
    from: aDay('2026-01-01'),
    enabled: true,
    leaveOut: [],
    revision: 1,
  };
  return made(base, over);
}

/** A once-off set-up at $50.00, not yet invoiced. */
export function aCharge(over: Without<Charge> = {}): Charge {
  const base: Charge = {
    chargeId: 'setup',
    customerId: 'bakery',
    description: 'Set-up',
    quantity: dec('1'),
    unitPrice: dec('50'),
    enabled: true,
    revision: 1,
  };
  return made(base, over);
}

/** A customer with its services and charges. */
export function aFile(over: Partial<CustomerFile> = {}): CustomerFile {
  return { customer: aCustomer(), services: [], charges: [], ...over };
}

/** What a run of `runMonth` bills, in advance, with a window of two periods. */
export function someTerms(over: Partial<Terms> = {}): Terms {
  const runMonth = over.runMonth ?? aMonth('2026-07');
  return { runMonth, from: aMonth('2026-06'), period: runMonth, registeredForTax: true, taxRate: dec('10'), ...over };
}

export const NOTHING_BILLED = EMPTY_LEDGER;

/** A line of $100.00 and $10.00 tax. */
export function aLine(over: Without<Line> = {}): Line {
  const base: Line = {
    description: 'Fibre 100/40, July 2026',
    quantity: dec('1'),
    unitPrice: dec('100'),
    amount: money('100'),
    taxRate: dec('10'),
    tax: money('10'),
    service: { serviceId: 'fibre', period: aMonth('2026-07') },
  };
  return made(base, over);
}

/** An invoice of $110.00 for July 2026, not yet sent. */
export function anInvoice(over: Without<Invoice> = {}): Invoice {
  const base: Invoice = {
    accountId: 'aap',
    month: aMonth('2026-07'),
    customerId: 'bakery',
    kind: 'invoice',
    number: 'AAP-00001',
    sequence: 1,
    plan: 'plan-1',
    buyer: { name: 'Harbour Bakery', address: ['1 Wharf Road', 'Newcastle NSW 2300'] },
    currency: 'AUD',
    date: aDay('2026-07-01'),
    dueDate: aDay('2026-07-15'),
    subtotal: money('100'),
    tax: money('10'),
    total: money('110'),
    lineCount: 1,
    status: 'draft',
    attempt: 0,
    recipients: { to: [], cc: [], bcc: [] },
    history: [],
    revision: 1,
  };
  return made(base, over);
}

/** Numbers of an account for which nothing is planned yet. */
export function someNumbers(over: Without<Numbers> = {}): Numbers {
  const base: Numbers = { accountId: 'aap', next: 1, months: {}, revision: 1 };
  return made(base, over);
}

/** Connected in July 2026 to one organisation, its tokens good until one o'clock of the 2nd. */
export function aConnection(over: Without<Connection> = {}): Connection {
  const at = anInstant('2026-07-02T00:00:00Z');
  const base: Connection = {
    ...{ accountId: 'aap', state: 'connected', offers: [], since: at, by: 'clerk', firstMonth: aMonth('2026-07') },
    organisation: { organisationId: 'org-1', connectionId: 'link-1', name: 'Acacia Books', shortCode: '!acacia', currency: 'AUD' },
    ...{ tokens: 'sealed', tokensEndAt: anInstant('2026-07-02T01:00:00Z'), renewedAt: at, calls: [], silences: 0, asks: [] },
    ...{ openMonth: aMonth('2026-07'), revision: 0 },
  };
  return made(base, over);
}
