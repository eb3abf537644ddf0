import * as clearFlag from '../../functions/api/clearFlag.ts';
import * as createCharge from '../../functions/api/createCharge.ts';
import * as createCustomer from '../../functions/api/createCustomer.ts';
import * as createService from '../../functions/api/createService.ts';
import * as listCharges from '../../functions/api/listCharges.ts';
import * as listCustomers from '../../functions/api/listCustomers.ts';
import * as listServices from '../../functions/api/listServices.ts';
import * as readCustomer from '../../functions/api/readCustomer.ts';
import * as removeCharge from '../../functions/api/removeCharge.ts';
import * as removeCustomer from '../../functions/api/removeCustomer.ts';
import * as removeService from '../../functions/api/removeService.ts';
import * as saveCharge from '../../functions/api/saveCharge.ts';
import * as saveCustomer from '../../functions/api/saveCustomer.ts';
import * as saveService from '../../functions/api/saveService.ts';
import type { Month } from '../../shared/domain/month.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { type Answer, type Asking, call } from './call.ts';

/** What a clerk does with customers, their services and their charges. */
const ENDPOINTS = {
  listCustomers: [listCustomers.handler, listCustomers.listCustomers],
  createCustomer: [createCustomer.handler, createCustomer.createCustomer],
  readCustomer: [readCustomer.handler, readCustomer.readCustomer],
  saveCustomer: [saveCustomer.handler, saveCustomer.saveCustomer],
  removeCustomer: [removeCustomer.handler, removeCustomer.removeCustomer],
  clearFlag: [clearFlag.handler, clearFlag.clearFlag],
  listServices: [listServices.handler, listServices.listServices],
  createService: [createService.handler, createService.createService],
  saveService: [saveService.handler, saveService.saveService],
  removeService: [removeService.handler, removeService.removeService],
  listCharges: [listCharges.handler, listCharges.listCharges],
  createCharge: [createCharge.handler, createCharge.createCharge],
  saveCharge: [saveCharge.handler, saveCharge.saveCharge],
  removeCharge: [removeCharge.handler, removeCharge.removeCharge],
} as const;

export type Task = keyof typeof ENDPOINTS;

/** `revision` is what the clerk read, sent as `If-Match`; `key` is the `Idempotency-Key`. */
export type Told = Omit<Asking, 'account'> & { readonly revision?: number; readonly key?: string };

export function asks(account: string, task: Task, { revision, key, headers, ...told }: Told = {}): Promise<Answer> {
  const [handler, made] = ENDPOINTS[task];
  const ifMatch = revision === undefined ? {} : { 'if-match': `"${revision}"` };
  return call(handler, made, {
    account,
    ...told,
    headers: { ...ifMatch, ...(key === undefined ? {} : { 'idempotency-key': key }), ...headers },
  });
}

/** The fields that a refusal names, each with its words. */
export const named = ({ body }: Answer): Record<string, string> =>
  Object.fromEntries((body.errors ?? []).map(({ field, message }: { field: string; message: string }) => [field, message]));

/** What was answered, to the byte. */
export const bytesOf = ({ status, headers, body }: Answer): string => JSON.stringify([status, headers, body]);

/** The service lines of a customer's invoice of the month, each as `64.52 of 2027-01`; none when there is no invoice. */
export async function billedTo(account: string, customer: string, month: Month): Promise<string[]> {
  const invoice = await invoices.find(account, month, customer);
  const lines = invoice ? await invoices.lines(invoice) : [];
  return lines.map(({ amount, service }) => `${amount / 100} of ${service?.period}`).sort();
}
