import { Problem } from '../../api/problem.ts';

/** The total that the API wants a person's word on: `{shown: 'AUD 1,234.50', digits: '1234.50'}`. It says so in words alone. */
export function unusualTotal(error: unknown): { readonly shown: string; readonly digits: string } | undefined {
  if (!(error instanceof Problem) || error.status !== 409) return undefined;
  const [, currency, amount] = /the total of ([A-Z]{3}) (-?[\d,]+\.\d\d) is more than .*confirm it/s.exec(error.message) ?? [];
  return currency && amount ? { shown: `${currency} ${amount}`, digits: amount.replaceAll(',', '') } : undefined;
}
