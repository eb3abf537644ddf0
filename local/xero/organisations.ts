import type { Account, Organisation } from './books.ts';
import type { Records } from './records.ts';

type ChartRow = readonly [code: string, name: string, type: string, taxType: string, extra?: 'ARCHIVED' | 'DEBTORS' | 'CREDITORS' | 'GST'];

const CHART: readonly ChartRow[] = [
  ['090', 'Business Bank Account', 'BANK', 'BASEXCLUDED'],
  ['200', 'Sales', 'REVENUE', 'OUTPUT'],
  ['210', 'Telecommunications', 'REVENUE', 'OUTPUT'],
  ['220', 'Hosting and Software', 'REVENUE', 'OUTPUT'],
  ['230', 'Export Sales', 'REVENUE', 'EXEMPTEXPORT'],
  ['240', 'Sales of the Old Shop', 'REVENUE', 'OUTPUT', 'ARCHIVED'],
  ['260', 'Other Revenue', 'OTHERINCOME', 'OUTPUT'],
  ['400', 'Advertising', 'OVERHEADS', 'INPUT'],
  ['429', 'General Expenses', 'OVERHEADS', 'INPUT'],
  ['610', 'Accounts Receivable', 'CURRENT', 'BASEXCLUDED', 'DEBTORS'],
  ['800', 'Accounts Payable', 'CURRLIAB', 'BASEXCLUDED', 'CREDITORS'],
  ['820', 'GST', 'CURRLIAB', 'BASEXCLUDED', 'GST'],
];

/** Those that the consent page offers. `contacts`: names of contacts that are there from the start. */
const ORGANISATIONS = [
  { name: 'Demo Company (AU)', shortCode: '!23vYZ', currencies: ['AUD', 'NZD'], contacts: ['Marlow Street Dental', 'Tidewater Joinery'] },
  { name: 'Second Business Pty Ltd', shortCode: '!9kQ2m', currencies: ['AUD'], contacts: [] },
] as const;

/** What Xero holds before anybody has done anything. */
export function furnish(records: Records, newId: () => string, now: Date): void {
  for (const { name, shortCode, currencies, contacts } of ORGANISATIONS) {
    const tenantId = newId();
    const themes = ['Standard', 'Special Projects'].map((theme) => ({ id: newId(), name: theme }));
    const organisation: Organisation = { tenantId, name, shortCode, country: 'AU', currency: 'AUD', currencies, themes };
    records.put('organisations', tenantId, organisation);
    for (const row of CHART) {
      const account = accountOf(row, tenantId, newId());
      records.put('accounts', account.accountId, account);
    }
    for (const contact of contacts) {
      const contactId = newId();
      records.put('contacts', contactId, {
        contactId,
        tenantId,
        status: 'ACTIVE',
        fields: { Name: contact },
        updatedAt: now.toISOString(),
      });
    }
  }
  records.commit();
}

function accountOf([code, name, type, taxType, extra]: ChartRow, tenantId: string, accountId: string): Account {
  const status = extra === 'ARCHIVED' ? 'ARCHIVED' : 'ACTIVE';
  return { accountId, tenantId, code, name, type, taxType, status, ...(extra && extra !== 'ARCHIVED' ? { system: extra } : {}) };
}
