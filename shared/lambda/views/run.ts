import * as z from 'zod/mini';
import { toDecimal } from '../../domain/money.ts';
import type { Month } from '../../domain/month.ts';
import type { Totals } from '../../domain/plan.ts';
import type { RunReport } from '../../domain/runReport.ts';

const skippedView = z.object({ customerId: z.string(), name: z.string(), reason: z.string() });

/** A page of the customers that got no invoice, and why. */
/** `byItself`: from more than three missed months on a person decides, month by month. */
export const nextView = z.object({ month: z.string(), due: z.boolean(), missed: z.number(), byItself: z.boolean() });
export const skippedPageView = z.object({ items: z.array(skippedView), nextCursor: z.nullable(z.string()) });

/** The name of that list, for its cursors. */
export const skippedList = (month: Month): string => `skipped ${month}`;

export const runView = z.object({
  month: z.string(),
  state: z.enum(['notPlanned', 'open', 'closed', 'skipped']),
  /** Why the month was skipped, where it was. */
  reason: z.nullable(z.string()),
  /** What is easily misunderstood about this month, in a sentence for the clerk. */
  notice: z.nullable(z.string()),
  /** The user who asked for it; null for the schedule, or while nobody has. */
  by: z.nullable(z.string()),
  openedAt: z.nullable(z.string()),
  closedAt: z.nullable(z.string()),
  /** Pages of the plan that are done, of all. */
  progress: z.nullable(z.object({ done: z.number(), pages: z.number() })),
  totals: z.nullable(
    z.object({
      count: z.number(),
      parked: z.number(),
      skipped: z.number(),
      currency: z.string(),
      subtotal: z.string(),
      tax: z.string(),
      total: z.string(),
    }),
  ),
  /** What the check of the whole run found wrong. */
  fault: z.nullable(z.string()),
  /** The plan's numbers are given out once: a finished run makes nothing more, however often it is asked for. */
  created: z.number(),
  unchanged: z.number(),
  skipped: skippedPageView,
  /** Whether it may be made by hand now, and if not, why. */
  start: z.object({ allowed: z.boolean(), reason: z.optional(z.string()) }),
  next: nextView,
});
export type RunView = z.infer<typeof runView>;

/** `nextCursor` goes on with the skipped customers. */
export function viewRun(report: RunReport, nextCursor: string | null): RunView {
  const { month, state, run, currency, reason, notice, start, next, planned, skipped } = report;
  return {
    month,
    state,
    reason: reason ?? null,
    notice: notice ?? null,
    by: run?.by ?? null,
    openedAt: run?.openedAt ?? null,
    closedAt: run?.closedAt ?? null,
    progress: run && state === 'open' ? { done: run.done.length, pages: run.pages } : null,
    totals: run ? viewTotals(run.totals, currency) : null,
    fault: run?.fault ?? null,
    created: 0,
    unchanged: state === 'closed' ? (planned?.count ?? 0) : 0,
    skipped: { items: [...skipped.items], nextCursor },
    start,
    next,
  };
}

const viewTotals = ({ count, parked, skipped, subtotal, tax, total }: Totals, currency: string) => ({
  count,
  parked,
  skipped,
  currency,
  subtotal: toDecimal(subtotal),
  tax: toDecimal(tax),
  total: toDecimal(total),
});
