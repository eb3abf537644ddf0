import { describe, expect, it } from 'vitest';
import { accounting } from '../../../shared/xero/accounting.ts';
import { scriptedXero } from '../../support/scriptedServer.ts';
import { listed } from '../../support/xeroPayloads.ts';

const xero = scriptedXero();

const books = accounting.open({ token: 'token', organisationId: 'organisation' });

describe('what an organisation is and has', () => {
  it('is named, with what deep links and invoices need of it', async () => {
    xero.answer = listed('Organisations', [
      {
        OrganisationID: 'b2c885a9-4bb9-4a00-9b6e-6c2bf60b1a2b',
        APIKey: 'CTJ60UH519MXQIXEJSDPDALS3EOZ5Y',
        Name: 'Acacia Telecom',
        LegalName: 'Acacia Telecom Pty Ltd',
        PaysTax: true,
        Version: 'AU',
        OrganisationType: 'COMPANY',
        BaseCurrency: 'AUD',
        CountryCode: 'AU',
        IsDemoCompany: false,
        OrganisationStatus: 'ACTIVE',
        EndOfYearLockDate: '/Date(1751241600000+0000)/',
        Timezone: 'AUSEASTERNSTANDARDTIME',
        ShortCode: '!yTXQ4',
        Addresses: [],
      },
    ]);
    const value = { name: 'Acacia Telecom', shortCode: '!yTXQ4', currency: 'AUD', country: 'AU' };
    expect(await books.organisation()).toEqual({ outcome: 'done', value });
    expect(xero.asked).toMatchObject([{ method: 'GET', path: '/api.xro/2.0/Organisation' }]);
  });

  it('has accounts, of which those without a code are of no use to an invoice', async () => {
    const standing = { AccountID: 'ceef66a5', Type: 'REVENUE', TaxType: 'OUTPUT', Class: 'REVENUE', EnablePaymentsToAccount: false };
    xero.answer = listed('Accounts', [
      { ...standing, Code: '200', Name: 'Sales', Status: 'ACTIVE' },
      { ...standing, Code: '260', Name: 'Other Revenue', Status: 'ARCHIVED' },
      { AccountID: '562555f2', Name: 'Business Wages Account', Status: 'ACTIVE', Type: 'BANK', BankAccountNumber: '0112600008091' },
    ]);
    expect(await books.accounts()).toEqual({
      outcome: 'done',
      value: [
        { code: '200', name: 'Sales', status: 'ACTIVE', type: 'REVENUE' },
        { code: '260', name: 'Other Revenue', status: 'ARCHIVED', type: 'REVENUE' },
      ],
    });
  });

  it('has tax rates, each of all its components together', async () => {
    const may = { CanApplyToAssets: true, CanApplyToEquity: true, CanApplyToExpenses: false, CanApplyToLiabilities: true };
    const components = [{ Name: 'GST', Rate: 10.0, IsCompound: false, IsNonRecoverable: false }];
    xero.answer = listed('TaxRates', [
      {
        Name: 'GST on Income',
        TaxType: 'OUTPUT',
        ...may,
        CanApplyToRevenue: true,
        DisplayTaxRate: 10.0,
        EffectiveRate: 10.0,
        Status: 'ACTIVE',
        TaxComponents: components,
      },
      {
        Name: 'City and State',
        TaxType: 'TAX001',
        ...may,
        CanApplyToRevenue: true,
        DisplayTaxRate: 8.25,
        EffectiveRate: 8.2625,
        Status: 'DELETED',
      },
      {
        Name: 'GST on Expenses',
        TaxType: 'INPUT',
        ...may,
        CanApplyToRevenue: false,
        DisplayTaxRate: 10.0,
        EffectiveRate: 10.0,
        Status: 'ACTIVE',
      },
    ]);
    expect(await books.taxRates()).toEqual({
      outcome: 'done',
      value: [
        { taxType: 'OUTPUT', name: 'GST on Income', status: 'ACTIVE', rate: 100_000, onSales: true },
        { taxType: 'TAX001', name: 'City and State', status: 'DELETED', rate: 82_625, onSales: true },
        { taxType: 'INPUT', name: 'GST on Expenses', status: 'ACTIVE', rate: 100_000, onSales: false },
      ],
    });
  });

  it('has branding themes', async () => {
    xero.answer = listed('BrandingThemes', [
      { BrandingThemeID: '34efa745', Name: 'Standard', SortOrder: 0, CreatedDateUTC: '/Date(946684800000+0000)/' },
    ]);
    expect(await books.brandingThemes()).toEqual({ outcome: 'done', value: [{ brandingThemeId: '34efa745', name: 'Standard' }] });
  });
});

describe('the PDF of an invoice', () => {
  const attached = {
    AttachmentID: '2a488b0f',
    FileName: 'AAP-00001 Café.pdf',
    MimeType: 'application/pdf',
    ContentLength: 6,
    IncludeOnline: true,
  };
  const pdf = new Uint8Array([0, 37, 80, 68, 70, 0, 255, 0]).subarray(1, 7);

  it.each([
    ['invoice', 'Invoices'],
    ['creditNote', 'CreditNotes'],
  ] as const)('is attached byte for byte and shown with it online, be it %s', async (kind, folder) => {
    xero.answer = listed('Attachments', [attached]);
    const answer = await books.attach({ kind, id: 'id-1' }, { name: attached.FileName, content: pdf }, 'key');
    expect(answer).toEqual({ outcome: 'done', value: undefined });
    const [{ method, path, query, headers, body } = expect.fail()] = xero.asked;
    expect([method, path, query]).toEqual(['PUT', `/api.xro/2.0/${folder}/id-1/Attachments/AAP-00001 Café.pdf`, { IncludeOnline: 'true' }]);
    expect(headers).toMatchObject({ 'content-type': 'application/pdf', 'idempotency-key': 'key', accept: 'application/json' });
    expect(new Uint8Array(body)).toEqual(pdf);
    expect(await books.attachments({ kind, id: 'id-1' })).toEqual({ outcome: 'done', value: ['AAP-00001 Café.pdf'] });
    expect(xero.asked[1]).toMatchObject({ method: 'GET', path: `/api.xro/2.0/${folder}/id-1/Attachments` });
  });

  it('may or may not be attached when Xero does not say so', async () => {
    xero.answer = listed('Attachments', []);
    expect(await books.attach({ kind: 'invoice', id: 'id-1' }, { name: 'a.pdf', content: pdf }, 'key')).toMatchObject({
      outcome: 'unknown',
    });
  });
});
