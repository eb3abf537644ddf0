/** What the API takes, as far as the demo uses it. Amounts are decimal text; days are `2026-12-31`. */
export type DemoService = {
  readonly description: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly taxRate?: string;
  readonly accountCode?: string;
  readonly from: string;
  readonly to?: string;
  readonly enabled?: boolean;
};

export type DemoCharge = {
  readonly description: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly taxRate?: string;
};

export type DemoCustomer = {
  readonly name: string;
  readonly to: readonly string[];
  readonly cc?: readonly string[];
  readonly phone?: string;
  readonly address?: readonly string[];
  readonly reference?: string;
  readonly enabled?: boolean;
  readonly termsDays?: number;
  readonly autoInvoice?: boolean;
  readonly notes?: string;
};

/** One customer with all that is billed to it. `key` makes loading it twice the same as once. */
export type DemoFile = {
  readonly key: string;
  readonly customer: DemoCustomer;
  readonly services: readonly DemoService[];
  readonly charges?: readonly DemoCharge[];
};

/** The first month that the demo can bill, and the days around it. */
export type DemoMonth = {
  /** `2026-12` */
  readonly month: string;
  /** A day of that month. */
  day(number: number): string;
  /** A day some months earlier or later. */
  other(months: number, number: number): string;
};

export function demoMonth(month: string): DemoMonth {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const other = (months: number, day: number) => new Date(Date.UTC(year, number - 1 + months, day)).toISOString().slice(0, 10);
  return { month, day: (day) => other(0, day), other };
}
