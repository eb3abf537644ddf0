import type { Account } from '../../shared/domain/account.ts';
import type { Chart } from '../../shared/domain/xero/coding.ts';
import type { LedgerAccount, TaxRate } from '../../shared/domain/xero/ports.ts';
import { anAccount, dec } from './builders.ts';

const ledger = (code: string, name: string, over: Partial<LedgerAccount> = {}): LedgerAccount => ({
  code,
  name,
  status: 'ACTIVE',
  type: 'REVENUE',
  ...over,
});
const rate = (taxType: string, name: string, over: Partial<TaxRate> = {}): TaxRate => {
  return { taxType, name, status: 'ACTIVE', rate: dec('10'), onSales: true, ...over };
};

/** An organisation's chart with something of everything that a line cannot be coded with. */
export const CHART: Chart = {
  accounts: [
    ledger('200', 'Sales'),
    ledger('210', 'Telephony'),
    ledger('240', 'Old sales', { status: 'ARCHIVED' }),
    ledger('090', 'Business account', { type: 'BANK' }),
  ],
  taxRates: [
    rate('OUTPUT', 'GST on Income'),
    rate('EXEMPTOUTPUT', 'GST Free Income', { rate: dec('0') }),
    rate('INPUT', 'GST on Expenses', { onSales: false }),
    rate('TAX001', 'Old levy', { status: 'DELETED' }),
    rate('TAX002', 'New levy', { status: 'PENDING' }),
  ],
};
export const BOOKS = 'Acacia Books';

/** An account with some of its Xero settings changed. */
export const anAccountWith = (xero: Partial<Account['xero']>, over: Partial<Account> = {}) => {
  const account = anAccount(over);
  return { ...account, xero: { ...account.xero, ...xero } };
};
