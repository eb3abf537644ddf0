import * as z from 'zod/mini';
import type { Actions } from '../../domain/actions.ts';
import { adjustedNumbers, type HistoryEntry, type Invoice, invoiceIdOf, type Line, lastNewsOf, reasonOf } from '../../domain/invoice.ts';
import { SHOWN_AS, STATUSES } from '../../domain/lifecycle.ts';
import { decimalText, toDecimal } from '../../domain/money.ts';
import { instant as instantAt } from '../../domain/month.ts';
import type { Shown } from '../../domain/showing.ts';
import { invoiceXeroView, viewInvoiceXero } from './invoiceXero.ts';

/** An invoice as the API shows it. What is not there is null. Amounts are decimal strings in `totals.currency`. */

const instant = z.string();
const money = z.string();
const status = z.enum(STATUSES);

const allowed = z.object({
  allowed: z.boolean(),
  /** Why not. */
  reason: z.optional(z.string()),
});

export const totalsView = z.object({ currency: z.string(), subtotal: money, tax: money, total: money });

export const invoiceView = z.object({
  invoiceId: z.string(),
  number: z.string(),
  kind: z.enum(['invoice', 'creditNote']),
  title: z.string(),
  customer: z.object({ customerId: z.string(), name: z.string() }),
  month: z.string(),
  date: z.string(),
  dueDate: z.nullable(z.string()),
  totals: totalsView,
  status,
  statusText: z.string(),
  attempt: z.number(),
  recipients: z.object({ to: z.array(z.string()), cc: z.array(z.string()), bcc: z.array(z.string()) }),
  queuedAt: z.nullable(instant),
  /** While it is queued: when its email goes out. */
  dueAt: z.nullable(instant),
  firstSentAt: z.nullable(instant),
  lastNews: z.nullable(z.object({ at: instant, words: z.string() })),
  /** Why it needs attention, while it does. */
  parked: z.nullable(z.string()),
  xero: invoiceXeroView,
  actions: z.object({
    cancel: allowed,
    send: allowed,
    repair: allowed,
    pdf: allowed,
    csv: allowed,
    upload: allowed,
    openInXero: z.extend(allowed, { link: z.optional(z.string()) }),
  }),
  revision: z.number(),
});
export type InvoiceView = z.infer<typeof invoiceView>;

export const lineView = z.object({
  description: z.string(),
  quantity: z.string(),
  unitPrice: z.string(),
  amount: money,
  /** Per cent. */
  taxRate: z.string(),
  tax: money,
  accountCode: z.nullable(z.string()),
  /** Only of a line that has its own: one without is, to the byte, what it was before they could be given. */
  taxType: z.optional(z.string()),
  taxTypeName: z.optional(z.string()),
  serviceId: z.nullable(z.string()),
  /** The month that is billed, for a service. */
  period: z.nullable(z.string()),
  chargeId: z.nullable(z.string()),
  adjusts: z.nullable(z.object({ number: z.string(), period: z.string() })),
});

const historyView = z.object({
  at: instant,
  event: z.string(),
  status,
  statusText: z.string(),
  attempt: z.number(),
  words: z.string(),
  /** The user who did it; null for the system. */
  by: z.nullable(z.string()),
});

/** One invoice, whole. `now` is the server's: what counts down to `dueAt` counts by it. */
export const fullInvoiceView = z.extend(invoiceView, {
  now: instant,
  buyer: z.object({ name: z.string(), address: z.array(z.string()), reference: z.nullable(z.string()) }),
  lines: z.array(lineView),
  /** On a credit note: why it is given, and which invoices it adjusts. */
  adjustment: z.nullable(z.object({ reason: z.string(), numbers: z.array(z.string()) })),
  history: z.array(historyView),
});
export type FullInvoiceView = z.infer<typeof fullInvoiceView>;

export function viewInvoice({ invoice, title, actions }: Shown): InvoiceView {
  const { number, kind, customerId, month, date, attempt, revision, parked, queuedAt, firstSentAt } = invoice;
  const last = lastNewsOf(invoice);
  return {
    invoiceId: invoiceIdOf(invoice),
    number,
    kind,
    title,
    customer: { customerId, name: invoice.buyer.name },
    month,
    date,
    dueDate: invoice.dueDate ?? null,
    totals: viewTotals(invoice),
    status: invoice.status,
    statusText: SHOWN_AS[invoice.status],
    attempt,
    recipients: viewRecipients(invoice),
    queuedAt: queuedAt ?? null,
    dueAt: invoice.status === 'queued' ? (invoice.dueAt ?? null) : null,
    firstSentAt: firstSentAt ?? null,
    lastNews: last ? { at: last.at, words: last.words } : null,
    parked: parked ?? null,
    xero: viewInvoiceXero(invoice),
    actions: viewActions(actions),
    revision,
  };
}

export function viewFullInvoice(shown: Shown, lines: readonly Line[], now: Date): FullInvoiceView {
  const { kind, buyer, history } = shown.invoice;
  return {
    ...viewInvoice(shown),
    now: instantAt(now),
    buyer: { name: buyer.name, address: [...buyer.address], reference: buyer.reference ?? null },
    lines: lines.map(viewLine),
    adjustment: kind === 'creditNote' ? { reason: reasonOf(lines), numbers: adjustedNumbers(lines) } : null,
    history: history.map(viewHistory),
  };
}

export function viewLine(line: Line): z.infer<typeof lineView> {
  const { description, quantity, unitPrice, amount, taxRate, tax, taxType, taxTypeName, service, adjusts } = line;
  return {
    description,
    quantity: decimalText(quantity),
    unitPrice: decimalText(unitPrice, 2),
    amount: toDecimal(amount),
    taxRate: decimalText(taxRate),
    tax: toDecimal(tax),
    accountCode: line.accountCode ?? null,
    ...(taxType ? { taxType } : {}),
    ...(taxTypeName ? { taxTypeName } : {}),
    serviceId: service?.serviceId ?? null,
    period: service?.period ?? null,
    chargeId: line.chargeId ?? null,
    adjusts: adjusts ? { number: adjusts.number, period: adjusts.period } : null,
  };
}

export const viewTotals = ({ currency, subtotal, tax, total }: Pick<Invoice, 'currency' | 'subtotal' | 'tax' | 'total'>) => ({
  currency,
  subtotal: toDecimal(subtotal),
  tax: toDecimal(tax),
  total: toDecimal(total),
});

const viewRecipients = ({ recipients: { to, cc, bcc } }: Invoice) => ({ to: [...to], cc: [...cc], bcc: [...bcc] });

const viewActions = ({ cancel, send, repair, pdf, csv, upload, openInXero }: Actions): InvoiceView['actions'] => ({
  cancel,
  send,
  repair,
  pdf,
  csv,
  upload,
  openInXero,
});

const viewHistory = ({ at, event, status, attempt, words, by }: HistoryEntry): z.infer<typeof historyView> => ({
  at,
  event,
  status,
  statusText: SHOWN_AS[status],
  attempt,
  words,
  by: by ?? null,
});
