import * as z from 'zod/mini';
import { SHOWN_AS, STATUSES } from '../../domain/lifecycle.ts';
import { toDecimal } from '../../domain/money.ts';
import { instant } from '../../domain/month.ts';
import { type Mention, type Tally, TROUBLES } from '../../domain/summary.ts';
import type { SummaryReport } from '../../domain/summaryReport.ts';
import { skippedPageView } from './run.ts';

const tally = { count: z.number(), subtotal: z.string(), tax: z.string(), total: z.string() };

const mentionView = z.object({
  invoiceId: z.string(),
  number: z.string(),
  customer: z.object({ customerId: z.string(), name: z.string() }),
  status: z.enum(STATUSES),
  statusText: z.string(),
  total: z.string(),
  /** The last thing that is known of it. */
  words: z.string(),
});

/** `count` is of all; at most LISTED of them are listed. */
const mentions = { count: z.number(), invoices: z.array(mentionView) };

export const summaryView = z.object({
  /** The server's clock. */
  now: z.string(),
  month: z.string(),
  state: z.enum(['notPlanned', 'open', 'closed', 'skipped']),
  /** Why the month was skipped, where it was. */
  reason: z.nullable(z.string()),
  currency: z.string(),
  ...tally,
  /** `advice`: what to do about it. */
  trouble: z.array(z.object({ kind: z.enum(TROUBLES), text: z.string(), advice: z.string(), ...mentions })),
  /** `previous`: so many of them stand in the previous invoices, the others in the invoices. */
  byStatus: z.array(z.object({ status: z.enum(STATUSES), statusText: z.string(), ...tally, previous: z.number() })),
  byKind: z.array(z.object({ kind: z.enum(['invoice', 'creditNote']), ...tally })),
  notReceived: z.object(mentions),
  /** `notUploaded` counts those that wait and those that failed as well. */
  xero: z.object({
    connected: z.boolean(),
    uploaded: z.number(),
    notUploaded: z.number(),
    waiting: z.number(),
    failed: z.number(),
  }),
  /** The month made before this one. */
  lastMonth: z.nullable(
    z.object({ month: z.string(), count: z.number(), total: z.string(), countDifference: z.number(), difference: z.string() }),
  ),
  skipped: z.object({ count: z.number(), ...skippedPageView.shape }),
  /** Where the month's CSV is made; null where there is no invoice. */
  csv: z.nullable(z.string()),
});
export type SummaryView = z.infer<typeof summaryView>;

/** Of ten thousand invoices just queued none has arrived: the answer stays readable, and its counts whole. */
const LISTED = 500;

const TEXTS = {
  bounced: 'Bounced',
  complained: 'Complained',
  delayed: 'Delayed',
  failed: 'Failed',
  unconfirmed: 'Unconfirmed',
  parked: 'Needs attention',
  noAddress: 'No address to send to',
  notInXero: 'Not accepted by Xero',
} as const satisfies Record<(typeof TROUBLES)[number], string>;

const ADVICE = {
  bounced: 'Ask the customer for an address that works, correct it, then send the invoice again',
  complained: 'Somebody there marked the email as spam. Call the customer; clear the flag or enter another address, then send it again',
  delayed: "Nothing yet: the customer's mail server is still being tried. If it stays so until tomorrow, call the customer",
  failed: 'Mend what it says, then send the invoice again',
  unconfirmed:
    'Whether it went out is not known, so it is not sent again by itself. Ask the customer, or wait for news, before sending it again',
  parked: 'It is not billed yet. Mend what it says at the customer, then make it; the oldest first',
  noAddress: 'Enter an email address at the customer, then send the invoice',
  notInXero: 'Mend what Xero says, then upload the invoice again',
} as const satisfies Record<(typeof TROUBLES)[number], string>;

/** `skippedCursor` goes on with the skipped customers at the month's run. */
export function viewSummary(report: SummaryReport, skippedCursor: string | null, now: Date): SummaryView {
  const { month, state, reason, currency, summary, last, skipped, skippedCount } = report;
  const parked = summary.byStatus.find(({ status }) => status === 'parked')?.count ?? 0;
  return {
    now: instant(now),
    month,
    state,
    reason: reason ?? null,
    currency,
    ...viewTally(summary),
    trouble: summary.trouble.map(({ kind, invoices }) => ({ kind, text: TEXTS[kind], advice: ADVICE[kind], ...viewMentions(invoices) })),
    byStatus: summary.byStatus.map(({ status, previous, ...those }) => ({
      status,
      statusText: SHOWN_AS[status],
      ...viewTally(those),
      previous,
    })),
    byKind: summary.byKind.map(({ kind, ...those }) => ({ kind, ...viewTally(those) })),
    notReceived: viewMentions(summary.notReceived),
    xero: { connected: report.connected, ...summary.xero },
    lastMonth: last
      ? {
          month: last.month,
          count: last.count,
          total: toDecimal(last.total),
          countDifference: summary.count - last.count,
          difference: toDecimal(last.difference),
        }
      : null,
    skipped: { count: skippedCount, items: [...skipped.items], nextCursor: skippedCursor },
    csv: summary.count > parked ? `/v1/months/${month}/csv` : null,
  };
}

const viewTally = ({ count, subtotal, tax, total }: Tally) => ({
  count,
  subtotal: toDecimal(subtotal),
  tax: toDecimal(tax),
  total: toDecimal(total),
});

const viewMentions = (all: readonly Mention[]) => ({ count: all.length, invoices: all.slice(0, LISTED).map(viewMention) });

const viewMention = ({ invoiceId, number, customerId, name, status, total, words }: Mention): z.infer<typeof mentionView> => ({
  invoiceId,
  number,
  customer: { customerId, name },
  status,
  statusText: SHOWN_AS[status],
  total: toDecimal(total),
  words,
});
