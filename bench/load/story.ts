import type { Month } from '../../shared/domain/month.ts';

/** What every part of the load test tells of. */
export const ACCOUNT = 'load';
export const LAST_MONTH = '2026-11' as Month;
export const MONTH = '2026-12' as Month;
/** Of each invoice. */
export const LINES = 12;

/** What a month of `customers` took, as its own process tells it. */
export type Told = {
  readonly customers: number;
  /** From the hourly rule to the last delivery, and its stretches one after another. */
  readonly seconds: { readonly all: number; readonly planned: number; readonly made: number; readonly delivered: number };
  readonly memoryMb: { readonly host: number; readonly heaps: Readonly<Record<string, number>> };
  readonly counted: Readonly<Record<string, number>>;
  readonly calls: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly functions: Readonly<
    Record<string, { readonly invocations: number; readonly failures: number; readonly seconds: number; readonly gbSeconds: number }>
  >;
  /** What people then look at. */
  readonly reading: Readonly<Record<string, number>>;
};
