import type { Month } from './month.ts';

/** What one month's plan took of the account's numbers. */
export type PlannedMonth = {
  /** The plan's id. */
  readonly plan: string;
  /** Its invoices bear the numbers `first` … `first + count − 1`. */
  readonly first: number;
  readonly count: number;
  /** P of the run. */
  readonly period: Month;
  /** A plan of nobody: why a person skipped the month. */
  readonly skipped?: string;
};

/**
 * The account's numbers. The one conditional write on this item is the commit of a run: it takes the numbers, plans the month and opens
 * it, all or nothing, so no crash leaves a gap and no second planner gets the same numbers.
 */
export type Numbers = {
  readonly accountId: string;
  /** The number that the next invoice will bear. */
  readonly next: number;
  /** The month whose plan is being executed. There is at most one. */
  readonly openMonth?: Month;
  readonly months: Readonly<Record<Month, PlannedMonth>>;
  readonly revision: number;
};

/** `AAP-00001`: the prefix and at least five digits. */
export const numberText = (prefix: string, sequence: number): string => `${prefix}${String(sequence).padStart(5, '0')}`;

export const plannedMonths = ({ months }: Numbers): Month[] => (Object.keys(months) as Month[]).sort();

/** The newest month planned before `month`, skipped ones counted. */
export function plannedBefore(numbers: Numbers, month: Month): Month | undefined {
  return plannedMonths(numbers)
    .filter((each) => each < month)
    .at(-1);
}

/** The newest month before `month` that made invoices: its entries say what is billed and settled. A skipped month has none. */
export function madeBefore(numbers: Numbers, month: Month): Month | undefined {
  return plannedMonths(numbers)
    .filter((each) => each < month && !numbers.months[each]?.skipped)
    .at(-1);
}

/** The numbers after a plan of `count` invoices is committed for `month`. */
export function withPlan(numbers: Numbers, month: Month, planned: PlannedMonth): Numbers {
  const open = planned.skipped ? {} : { openMonth: month };
  return { ...numbers, ...open, next: planned.first + planned.count, months: { ...numbers.months, [month]: planned } };
}

export function closed({ openMonth: _, ...numbers }: Numbers): Numbers {
  return numbers;
}
