import * as z from 'zod/mini';
import type { Service } from '../../domain/customer.ts';
import { decimalText, ONE } from '../../domain/money.ts';
import type { Month } from '../../domain/month.ts';
import { invalid } from '../../domain/problem.ts';
import { day, decimal, line, maybe, month, quantity, rate } from '../schemas.ts';
import { checkAmount } from './amount.ts';
import { given } from './customer.ts';

/** Ten years of months. */
const LEAVE_OUT_LIMIT = 120;

export const serviceBody = z.strictObject({
  description: line(1000),
  /** One, where it is not given. */
  quantity: maybe(quantity),
  unitPrice: decimal,
  taxRate: maybe(rate),
  accountCode: maybe(line(10)),
  from: day,
  to: maybe(day),
  enabled: z._default(z.boolean(), true),
  leaveOut: z._default(z.array(month), []),
  /** Leave it out of the next month to be planned, whichever that is. */
  leaveOutNext: z._default(z.boolean(), false),
});
export type ServiceBody = z.output<typeof serviceBody>;

export const serviceView = z.object({
  serviceId: z.string(),
  customerId: z.string(),
  description: z.string(),
  quantity: z.string(),
  unitPrice: z.string(),
  currency: z.string(),
  taxRate: z.nullable(z.string()),
  accountCode: z.nullable(z.string()),
  from: z.string(),
  to: z.nullable(z.string()),
  enabled: z.boolean(),
  leaveOut: z.array(z.string()),
  /** The day on which it was removed. */
  removed: z.nullable(z.string()),
  revision: z.number(),
});

/** After an edit: which days it came too late for. */
export const editedServiceView = z.extend(serviceView, { notBilled: z.array(z.string()) });

export function viewService(service: Service, currency: string): z.output<typeof serviceView> {
  const { serviceId, customerId, description, unitPrice, taxRate, accountCode, from, to, enabled, leaveOut, removed, revision } = service;
  return {
    serviceId,
    customerId,
    description,
    quantity: decimalText(service.quantity),
    unitPrice: decimalText(unitPrice, 2),
    currency,
    taxRate: taxRate === undefined ? null : decimalText(taxRate),
    accountCode: accountCode ?? null,
    from,
    to: to ?? null,
    enabled,
    leaveOut: [...leaveOut],
    removed: removed ?? null,
    revision,
  };
}

/** @throws Problem `invalid` */
export function serviceFrom(body: ServiceBody, ids: Pick<Service, 'serviceId' | 'customerId' | 'revision'>, coming: Month): Service {
  const { leaveOutNext, leaveOut, ...rest } = body;
  const told = { ...given(rest), quantity: body.quantity ?? ONE };
  if (told.to && told.to < told.from) throw invalid('to', 'must not be before from');
  checkAmount(told);
  const months = [...new Set([...leaveOut, ...(leaveOutNext ? [coming] : [])])].sort();
  if (months.length > LEAVE_OUT_LIMIT) throw invalid('leaveOut', `must be at most ${LEAVE_OUT_LIMIT} months`);
  return { ...told, leaveOut: months, ...ids };
}
