import { type Account, type Books, own } from './books.ts';
import type { Reply } from './exchange.ts';
import { TAX_RATES, type TaxRate } from './taxes.ts';
import { dated, listed, stamp } from './wire.ts';

const FOUNDED = '2024-07-01T00:00:00.000Z';

export function organisation(books: Books): Reply {
  const { tenantId, name, shortCode, country, currency, lockDate } = books.organisation;
  return listed(books, 'Organisations', [
    {
      ...{ Name: name, LegalName: name, PaysTax: true, Version: country, OrganisationType: 'COMPANY', OrganisationEntityType: 'COMPANY' },
      ...{ BaseCurrency: currency, CountryCode: country, IsDemoCompany: name.startsWith('Demo'), OrganisationStatus: 'ACTIVE' },
      ...{ FinancialYearEndDay: 30, FinancialYearEndMonth: 6, SalesTaxBasis: 'ACCRUALS', SalesTaxPeriod: 'QUARTERLY1' },
      ...{ DefaultSalesTax: 'Tax Exclusive', DefaultPurchasesTax: 'Tax Inclusive', CreatedDateUTC: stamp(FOUNDED) },
      ...{ OrganisationID: tenantId, ShortCode: shortCode, Edition: 'BUSINESS', Class: 'STANDARD', Timezone: 'AUSEASTERNSTANDARDTIME' },
      ...(lockDate === undefined ? {} : { PeriodLockDate: dated('Day', lockDate).Day }),
      ...{ Addresses: [], Phones: [], ExternalLinks: [], PaymentTerms: {} },
    },
  ]);
}

const CLASSES: Readonly<Record<string, string>> = {
  BANK: 'ASSET',
  CURRENT: 'ASSET',
  CURRLIAB: 'LIABILITY',
  OVERHEADS: 'EXPENSE',
  EXPENSE: 'EXPENSE',
  SALES: 'REVENUE',
  REVENUE: 'REVENUE',
  OTHERINCOME: 'REVENUE',
};

export function accounts(books: Books): Reply {
  return listed(books, 'Accounts', [...own(books, 'accounts').map(accountView)]);
}

function accountView({ accountId, code, name, type, taxType, status, system }: Account) {
  return {
    ...{ AccountID: accountId, Code: code, Name: name, Status: status, Type: type, TaxType: taxType, Class: CLASSES[type] ?? 'ASSET' },
    ...(system === undefined ? {} : { SystemAccount: system }),
    ...{ EnablePaymentsToAccount: false, ShowInExpenseClaims: false, HasAttachments: false, UpdatedDateUTC: stamp(FOUNDED) },
  };
}

export function taxRates(books: Books): Reply {
  return listed(books, 'TaxRates', TAX_RATES.map(taxRateView));
}

function taxRateView({ taxType, name, rate, report, status, onSales, onPurchases }: TaxRate) {
  return {
    ...{ Name: name, TaxType: taxType, ReportTaxType: report, Status: status, DisplayTaxRate: rate, EffectiveRate: rate },
    ...{ CanApplyToAssets: true, CanApplyToEquity: true, CanApplyToLiabilities: true },
    ...{ CanApplyToRevenue: onSales, CanApplyToExpenses: onPurchases },
    TaxComponents: [{ Name: 'GST', Rate: rate, IsCompound: false, IsNonRecoverable: false }],
  };
}

export function brandingThemes(books: Books): Reply {
  const themes = books.organisation.themes.map(({ id, name }, index) => ({
    ...{ BrandingThemeID: id, Name: name, Type: 'INVOICE', SortOrder: index, CreatedDateUTC: stamp(FOUNDED) },
  }));
  return listed(books, 'BrandingThemes', themes);
}
