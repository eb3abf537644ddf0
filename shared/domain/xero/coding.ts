import type { Account } from '../account.ts';
import type { Booked, CustomerFile } from '../customer.ts';
import type { Line } from '../invoice.ts';
import { type Decimal4, decimal4, decimalText } from '../money.ts';
import { rateOf } from '../terms.ts';
import type { LedgerAccount, TaxRate } from './ports.ts';

/** Where a line goes in Xero's books. */
export type Coding = { readonly accountCode: string; readonly taxType: string };

/** What an organisation has to code lines with. */
export type Chart = { readonly accounts: readonly LedgerAccount[]; readonly taxRates: readonly TaxRate[] };

/** `what`: the line or the service, by its description. */
export type CodingMistake = { readonly what: string; readonly field: 'accountCode' | 'taxType'; readonly message: string };

/** Xero's own codes for "no tax on this sale" in the organisations of a country, told by its currency. */
const TAX_FREE: Readonly<Record<string, { readonly registered: string; readonly unregistered: string }>> = {
  AUD: { registered: 'EXEMPTOUTPUT', unregistered: 'BASEXCLUDED' },
  NZD: { registered: 'ZERORATED', unregistered: 'NONE' },
  GBP: { registered: 'ZERORATEDOUTPUT', unregistered: 'NONE' },
};

type Coded = Pick<Line, 'taxRate'> & Booked;

/**
 * Of a service's line what stands with the service today counts, not what was frozen: a code is for the books alone, it is printed nowhere,
 * and whoever corrects a wrong one wants the invoice to go up at last. A charge cannot be changed once it is invoiced.
 */
export function codingOf(line: Coded, account: Account, service?: Booked): Coding {
  const { accountCode, taxType } = service ?? line;
  return {
    accountCode: accountCode ?? account.xero.accountCode,
    taxType: taxType ?? (line.taxRate === 0 ? taxFreeType(account) : account.xero.taxType),
  };
}

/** When the account's own rate is zero, the type that was chosen for it is that of an untaxed one. */
function taxFreeType({ xero, billing, company }: Account): string {
  if (xero.taxFreeType) return xero.taxFreeType;
  const types = company.registeredForTax && billing.taxRate === 0 ? undefined : TAX_FREE[billing.currency];
  return (company.registeredForTax ? types?.registered : types?.unregistered) ?? xero.taxType;
}

/** What Xero would refuse of these lines, or would tax otherwise than we did, each mistake once. */
export function checkCoding(
  lines: readonly { readonly line: Pick<Line, 'description' | 'taxRate'>; readonly coding: Coding }[],
  chart: Chart,
  organisation: string,
): readonly CodingMistake[] {
  const mistakes = lines.flatMap(({ line: { description: what, taxRate }, coding }): CodingMistake[] => [
    ...told(what, 'accountCode', wrongAccount(coding.accountCode, chart, organisation)),
    ...told(what, 'taxType', wrongTax(coding.taxType, taxRate, chart, organisation)),
  ]);
  return [...new Map(mistakes.map((mistake) => [`${mistake.what}\n${mistake.message}`, mistake])).values()];
}

const told = (what: string, field: CodingMistake['field'], message: string | undefined): CodingMistake[] =>
  message ? [{ what, field, message }] : [];

function wrongAccount(code: string, { accounts }: Chart, organisation: string): string | undefined {
  const account = accounts.find((each) => each.code === code);
  if (!account) return `${organisation} has no account ${code}`;
  if (account.status !== 'ACTIVE') return `The account ${code} (${account.name}) is archived in ${organisation}`;
  return account.type === 'BANK' ? `${code} (${account.name}) is a bank account: sales cannot go there` : undefined;
}

function wrongTax(type: string, rate: Decimal4, { taxRates }: Chart, organisation: string): string | undefined {
  const tax = taxRates.find(({ taxType }) => taxType === type);
  if (!tax) return `${organisation} has no tax type ${type}`;
  if (tax.status !== 'ACTIVE') return `The tax type ${type} (${tax.name}) is not in use in ${organisation}`;
  if (!tax.onSales) return `The tax type ${type} (${tax.name}) is not for sales`;
  if (tax.rate === rate) return undefined;
  return `${type} (${tax.name}) is ${decimalText(tax.rate)} % in ${organisation}, but the line is taxed at ${decimalText(rate)} %`;
}

/** A mistake of today's settings (no customer), or of a service. */
export type AccountMistake = CodingMistake & {
  readonly customer?: { readonly customerId: string; readonly name: string };
  readonly serviceId?: string;
};

const ZERO_RATE = decimal4('0');

/** So many are told. */
const MISTAKES_LIMIT = 100;

/** What the next upload would stumble over: the settings' own codes, and those of every service that is billed. */
export async function accountMistakes(
  account: Account,
  files: AsyncIterable<CustomerFile>,
  chart: Chart,
  organisation: string,
): Promise<{ readonly mistakes: readonly AccountMistake[]; readonly more: boolean }> {
  const terms = { registeredForTax: account.company.registeredForTax, taxRate: account.billing.taxRate };
  const mistakes: AccountMistake[] = [...settingsMistakes(account, rateOf({}, terms), chart, organisation)];
  const known = new Set(mistakes.map(({ message }) => message));
  for await (const { customer, services } of files) {
    if (customer.removed) continue;
    for (const service of services) {
      if (!service.enabled || service.removed) continue;
      const line = { description: service.description, taxRate: rateOf(service, terms) };
      const found = checkCoding([{ line, coding: codingOf(line, account, service) }], chart, organisation);
      // What is wrong with the settings is told once, not again for each service that follows them.
      for (const mistake of found.filter(({ field, message }) => service[field] || !known.has(message))) {
        if (mistakes.length === MISTAKES_LIMIT) return { mistakes, more: true };
        mistakes.push({ ...mistake, customer: { customerId: customer.customerId, name: customer.name }, serviceId: service.serviceId });
      }
    }
  }
  return { mistakes, more: false };
}

/** The type for what is not taxed is checked where it was chosen; the country's own may be missing as long as no line needs it. */
function settingsMistakes(account: Account, usualRate: Decimal4, chart: Chart, organisation: string): readonly CodingMistake[] {
  const rates = account.xero.taxFreeType ? [usualRate, ZERO_RATE] : [usualRate];
  const lines = rates.map((taxRate) => ({ description: 'The settings', taxRate }));
  return checkCoding(
    lines.map((line) => ({ line, coding: codingOf(line, account) })),
    chart,
    organisation,
  );
}
