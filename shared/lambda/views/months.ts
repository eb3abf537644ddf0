import * as z from 'zod/mini';
import { toDecimal } from '../../domain/money.ts';
import { instant } from '../../domain/month.ts';
import type { MadeMonth, MonthsReport } from '../../domain/monthsReport.ts';
import { nextView } from './run.ts';

const monthView = z.object({
  month: z.string(),
  state: z.enum(['open', 'closed', 'skipped']),
  count: z.number(),
  parked: z.number(),
  /** As its plan added it up: what was parked then is in none of the three, whatever became of it since. */
  subtotal: z.string(),
  tax: z.string(),
  total: z.string(),
  openedAt: z.nullable(z.string()),
  closedAt: z.nullable(z.string()),
  /** Why the month was skipped, where it was. */
  reason: z.nullable(z.string()),
  /** What the check of the whole run found wrong. */
  fault: z.nullable(z.string()),
});

export const monthsView = z.object({
  now: z.string(),
  /** On the account's own calendar. */
  currentMonth: z.string(),
  /** The next to be made, and whether its time has come. */
  nextMonth: nextView,
  currency: z.string(),
  items: z.array(monthView),
});

export function viewMonths({ currentMonth, nextMonth, months }: MonthsReport, currency: string, now: Date): z.infer<typeof monthsView> {
  return { now: instant(now), currentMonth, nextMonth, currency, items: months.map(viewMonth) };
}

const viewMonth = ({ month, state, count, parked, ...made }: MadeMonth): z.infer<typeof monthView> => ({
  month,
  state,
  count,
  parked,
  subtotal: toDecimal(made.subtotal),
  tax: toDecimal(made.tax),
  total: toDecimal(made.total),
  openedAt: made.openedAt ?? null,
  closedAt: made.closedAt ?? null,
  reason: made.reason ?? null,
  fault: made.fault ?? null,
});
