import type { Cents, Decimal4, Line, LineAmountTypes } from './books.ts';

export type TaxRate = {
  readonly taxType: string;
  readonly name: string;
  /** Per cent. */
  readonly rate: number;
  readonly report: string;
  readonly status: 'ACTIVE' | 'ARCHIVED' | 'DELETED';
  readonly onSales: boolean;
  readonly onPurchases: boolean;
};

const rate = (taxType: string, name: string, percent: number, report: string, sides: 'sales' | 'purchases' | 'both'): TaxRate => {
  const onSales = sides !== 'purchases';
  return { taxType, name, rate: percent, report, status: 'ACTIVE', onSales, onPurchases: sides !== 'sales' };
};

/** Those of a new Australian organisation, and one that somebody made and deleted. */
export const TAX_RATES: readonly TaxRate[] = [
  rate('OUTPUT', 'GST on Income', 10, 'OUTPUT', 'sales'),
  rate('INPUT', 'GST on Expenses', 10, 'INPUT', 'purchases'),
  rate('CAPEXINPUT', 'GST on Capital', 10, 'CAPEXINPUT', 'purchases'),
  rate('EXEMPTOUTPUT', 'GST Free Income', 0, 'EXEMPTOUTPUT', 'sales'),
  rate('EXEMPTEXPENSES', 'GST Free Expenses', 0, 'EXEMPTEXPENSES', 'purchases'),
  rate('EXEMPTEXPORT', 'GST Free Exports', 0, 'EXEMPTEXPORT', 'sales'),
  rate('INPUTTAXED', 'Input Taxed', 0, 'INPUTTAXED', 'both'),
  rate('BASEXCLUDED', 'BAS Excluded', 0, 'BASEXCLUDED', 'both'),
  { ...rate('TAX001', 'Old Levy', 2.5, 'OUTPUT', 'sales'), status: 'DELETED' },
];

/** The rate that a line of a sale may name. */
export const saleRate = (taxType: string): TaxRate | undefined =>
  TAX_RATES.find((one) => one.taxType === taxType && one.onSales && one.status === 'ACTIVE');

/** In ten-thousandths; `places` rounds half away from zero, as unitdp does. */
export function decimal4Of(value: number, places: 2 | 4 = 4): Decimal4 {
  const exact = Math.round(Number(value.toFixed(4)) * 10_000);
  return places === 4 ? exact : rounded(BigInt(exact), 100n) * 100;
}

/** Quantity × unit amount, to the cent. */
export const extended = (quantity: Decimal4, unitAmount: Decimal4): Cents => rounded(BigInt(quantity) * BigInt(unitAmount), 1_000_000n);

/** The tax on one line, to the cent: on top of the amount, or inside it. */
export function taxOn(amount: Cents, percent: number, types: LineAmountTypes): Cents {
  const points = BigInt(Math.round(percent * 10_000));
  if (types === 'NoTax') return 0;
  return rounded(BigInt(amount) * points, types === 'Inclusive' ? 1_000_000n + points : 1_000_000n);
}

/** Half a cent goes away from zero. */
function rounded(numerator: bigint, divisor: bigint): number {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const result = Number((magnitude * 2n + divisor) / (divisor * 2n));
  return numerator < 0n && result ? -result : result;
}

/** Tax per line, then summed. */
export function totalsOf(lines: readonly Line[], types: LineAmountTypes) {
  const amount = lines.reduce((sum, line) => sum + line.amount, 0);
  const totalTax = lines.reduce((sum, line) => sum + line.tax, 0);
  const subTotal = types === 'Inclusive' ? amount - totalTax : amount;
  return { subTotal, totalTax, total: subTotal + totalTax };
}
