import * as z from 'zod/mini';
import type { Service } from '../../domain/customer.ts';
import type { Month } from '../../domain/month.ts';
import { invalid } from '../../domain/problem.ts';
import { day, maybe, month } from '../schemas.ts';
import { priced, pricedBody, pricedView, viewPriced } from './priced.ts';

/** Ten years of months. */
const LEAVE_OUT_LIMIT = 120;

export const serviceBody = z.strictObject({
  ...pricedBody,
  from: day,
  to: maybe(day),
  leaveOut: z._default(z.array(month), []),
  /** Leave it out of the next month to be planned, whichever that is. */
  leaveOutNext: z._default(z.boolean(), false),
});
export type ServiceBody = z.output<typeof serviceBody>;

export const serviceView = z.object({
  serviceId: z.string(),
  ...pricedView,
  from: z.string(),
  to: z.nullable(z.string()),
  leaveOut: z.array(z.string()),
  /** The day on which it was removed. */
  removed: z.nullable(z.string()),
});

/** After an edit: which days it came too late for. */
export const editedServiceView = z.extend(serviceView, { notBilled: z.array(z.string()) });

export function viewService(service: Service, currency: string): z.output<typeof serviceView> {
  const { serviceId, from, to, leaveOut, removed } = service;
  return { serviceId, ...viewPriced(service, currency), from, to: to ?? null, leaveOut: [...leaveOut], removed: removed ?? null };
}

/** @throws Problem `invalid` */
export function serviceFrom(body: ServiceBody, ids: Pick<Service, 'serviceId' | 'customerId' | 'revision'>, coming: Month): Service {
  const { leaveOutNext, leaveOut, ...rest } = body;
  if (rest.to && rest.to < rest.from) throw invalid('to', 'must not be before from');
  const months = [...new Set([...leaveOut, ...(leaveOutNext ? [coming] : [])])].sort();
  if (months.length > LEAVE_OUT_LIMIT) throw invalid('leaveOut', `must be at most ${LEAVE_OUT_LIMIT} months`);
  return { ...priced(rest), leaveOut: months, ...ids };
}
