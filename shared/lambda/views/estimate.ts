import * as z from 'zod/mini';
import type { CustomerFile } from '../../domain/customer.ts';
import type { Draft, Estimate } from '../../domain/estimating.ts';
import { sum } from '../../domain/money.ts';
import type { Month } from '../../domain/month.ts';
import { Problem } from '../../domain/problem.ts';
import { given } from '../given.ts';
import { id, line } from '../schemas.ts';
import { chargeBody, chargeFrom, checkNotInvoiced } from './charge.ts';
import { lineView, totalsView, viewLine, viewTotals } from './invoice.ts';
import { serviceBody, serviceFrom } from './service.ts';

/** What it is called says nothing of what it comes to: a draft that has no words yet is reckoned all the same. */
const unnamed = { description: z._default(z.catch(line(1000), 'Draft'), 'Draft') };

/** A draft of a service or a charge; with the id, of the one that is being edited, or that one as it is. */
export const estimateBody = z.strictObject({
  service: z.optional(z.extend(serviceBody, unnamed)),
  serviceId: z.optional(id),
  charge: z.optional(z.extend(chargeBody, unnamed)),
  chargeId: z.optional(id),
});
export type EstimateBody = z.output<typeof estimateBody>;

export const estimateView = z.object({
  /** The month that is made next, the newest period it bills, and the oldest it looks at. */
  month: z.string(),
  period: z.string(),
  from: z.string(),
  date: z.string(),
  dueDate: z.nullable(z.string()),
  /** What becomes of the customer's whole invoice, and why it is parked or skipped. */
  outcome: z.enum(['invoice', 'parked', 'skipped']),
  reason: z.nullable(z.string()),
  kind: z.nullable(z.enum(['invoice', 'creditNote'])),
  /** Of the draft alone; without one, of the whole invoice. */
  lines: z.array(lineView),
  /** Of these lines. */
  totals: totalsView,
  /** How they come about, or why there are none, in plain sentences. */
  words: z.array(z.string()),
  /** Days that the draft comes too late for, as saving it would answer. */
  notBilled: z.array(z.string()),
});

/** No id of an item begins so. */
const NEW = '#draft';

/** @throws Problem `invalid` naming the field as the caller wrote it, `not-found`, `conflict` for what can no longer be edited */
export function draftFrom(body: EstimateBody, { customer, services, charges }: CustomerFile, coming: Month): Draft {
  const { customerId } = customer;
  const service = body.serviceId === undefined ? undefined : found(services.find(({ serviceId }) => serviceId === body.serviceId));
  const charge = body.chargeId === undefined ? undefined : found(charges.find(({ chargeId }) => chargeId === body.chargeId));
  if (body.service && service?.removed) throw new Problem('conflict', `This service was removed on ${service.removed}: add a new one`);
  if (body.charge && charge) checkNotInvoiced(charge);
  const ids = { customerId, revision: 0 };
  const typed = {
    service: within('service', () => body.service && serviceFrom(body.service, { ...ids, serviceId: body.serviceId ?? NEW }, coming)),
    charge: within('charge', () => body.charge && chargeFrom(body.charge, { ...ids, chargeId: body.chargeId ?? NEW })),
  };
  const isNews = typed.service !== undefined;
  return given({ service: typed.service ?? service, before: service, isNews, charge: typed.charge ?? charge });
}

function found<T>(item: T | undefined): T {
  if (item === undefined) throw new Problem('not-found', 'There is nothing here by that name');
  return item;
}

/** What is wrong with the draft is named as it stands in the body. */
function within<T>(field: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const fields = error.fields.map((each) => ({ ...each, field: `${field}.${each.field}` }));
    throw new Problem(error.code, fields.map((each) => `${each.field}: ${each.message}`).join('; ') || error.message, fields);
  }
}

export function viewEstimate({ terms, date, entry, lines, words, notBilled }: Estimate, currency: string): z.infer<typeof estimateView> {
  const { runMonth: month, period, from } = terms;
  const invoice = entry.outcome === 'invoice' ? entry.invoice : undefined;
  const subtotal = sum(lines.map(({ amount }) => amount));
  const tax = sum(lines.map((line) => line.tax));
  return {
    ...{ month, period, from, date },
    dueDate: invoice?.dueDate ?? null,
    outcome: entry.outcome,
    reason: entry.outcome === 'invoice' ? null : entry.reason,
    kind: invoice?.kind ?? null,
    lines: lines.map(viewLine).map((line) => ({
      ...line,
      serviceId: line.serviceId === NEW ? null : line.serviceId,
      chargeId: line.chargeId === NEW ? null : line.chargeId,
    })),
    totals: viewTotals({ currency, subtotal, tax, total: sum([subtotal, tax]) }),
    words: [...words],
    notBilled: [...notBilled],
  };
}
