import * as z from 'zod/mini';
import { CHANGE_KINDS, type Change } from '../../domain/changes.ts';
import { toDecimal } from '../../domain/money.ts';
import type { Preview, Previewed } from '../../domain/preview.ts';
import { lineView, totalsView, viewLine, viewTotals } from './invoice.ts';

const changeView = z.object({
  currency: z.string(),
  lastTotal: z.string(),
  difference: z.string(),
  /** Each with its effect on the total, tax included; they add up to the difference. */
  reasons: z.array(z.object({ kind: z.enum(CHANGE_KINDS), words: z.string(), amount: z.string() })),
});

const previewedView = z.object({
  customerId: z.string(),
  name: z.string(),
  outcome: z.enum(['invoice', 'parked', 'skipped']),
  /** Why it is parked or skipped. */
  reason: z.nullable(z.string()),
  kind: z.nullable(z.enum(['invoice', 'creditNote'])),
  date: z.nullable(z.string()),
  dueDate: z.nullable(z.string()),
  totals: z.nullable(totalsView),
  lines: z.array(lineView),
  /** Against last month; null while it needs attention first. */
  change: z.nullable(changeView),
});

export const previewView = z.object({
  month: z.string(),
  /** The newest period that is billed, and the oldest that is looked at. */
  period: z.string(),
  from: z.string(),
  items: z.array(previewedView),
  nextCursor: z.nullable(z.string()),
});
export type PreviewView = z.infer<typeof previewView>;

export function viewPreview({ terms, items }: Preview, currency: string, nextCursor: string | null): PreviewView {
  const { runMonth: month, period, from } = terms;
  return { month, period, from, items: items.map((item) => viewPreviewed(item, currency)), nextCursor };
}

function viewPreviewed({ entry, lines, name, change }: Previewed, currency: string): z.infer<typeof previewedView> {
  const invoice = entry.outcome === 'invoice' ? entry.invoice : undefined;
  return {
    customerId: entry.customerId,
    name,
    outcome: entry.outcome,
    reason: entry.outcome === 'invoice' ? null : entry.reason,
    kind: invoice?.kind ?? null,
    date: invoice?.date ?? null,
    dueDate: invoice?.dueDate ?? null,
    totals: invoice ? viewTotals(invoice) : null,
    lines: lines.map(viewLine),
    change: change ? viewChange(change, currency) : null,
  };
}

const viewChange = ({ lastTotal, difference, reasons }: Change, currency: string): z.infer<typeof changeView> => ({
  currency,
  lastTotal: toDecimal(lastTotal),
  difference: toDecimal(difference),
  reasons: reasons.map(({ kind, words, amount }) => ({ kind, words, amount: toDecimal(amount) })),
});
