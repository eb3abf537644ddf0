import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { config } from '../config.ts';
import type { Charge, Customer, Service } from '../domain/customer.ts';
import type { Customers, Page } from '../domain/ports.ts';
import { Problem } from '../domain/problem.ts';
import { getAll } from './batch.ts';
import { client, get } from './client.ts';
import { filesBetween, listCustomers, namesOf } from './customerFiles.ts';
import { checkIds, notFound, stripped } from './names.ts';
import { conditionFailed, putIf, save, stale } from './putIf.ts';
import { type Key, keys } from './table.ts';

export const customers: Customers = {
  async get(account, customer) {
    checkIds(account, customer);
    return read<Customer>(keys.customer(account, customer));
  },

  async getAll(account, all) {
    checkIds(account, ...all);
    const found = await getAll([...new Set(all)].map((customer) => keys.customer(account, customer)));
    return new Map(found.map((item) => [String(item.customerId), stripped(item) as Customer]));
  },

  async file(account, customer) {
    checkIds(account, customer);
    for await (const file of filesBetween(account, { from: customer, to: customer })) return file;
    throw notFound();
  },

  list: (account, cursor, limit): Promise<Page<Customer>> => listCustomers(account, cursor, limit),

  names: namesOf,

  files: (account, after, to) => filesBetween(account, { ...(after === undefined ? {} : { after }), ...(to === undefined ? {} : { to }) }),

  save: (account, customer) => save(keys.customer(account, customer.customerId), customer),

  async getService(account, customer, service) {
    checkIds(account, customer, service);
    return read<Service>(keys.service(account, customer, service));
  },

  saveService: (account, service) => save(keys.service(account, service.customerId, service.serviceId), service),

  async getCharge(account, customer, charge) {
    checkIds(account, customer, charge);
    return read<Charge>(keys.charge(account, customer, charge));
  },

  // One that was billed meanwhile is never overwritten, whatever its revision.
  saveCharge: (account, charge) => save(keys.charge(account, charge.customerId, charge.chargeId), charge, charge, 'number'),

  removeCharge,
  markInvoiced,
};

async function read<T>(key: Key): Promise<T> {
  const item = await get(key);
  if (!item) throw notFound();
  return stripped(item) as T;
}

async function removeCharge(account: string, { customerId, chargeId, revision }: Charge): Promise<void> {
  const key = keys.charge(account, customerId, chargeId);
  try {
    await client().send(
      new DeleteCommand({
        TableName: config.tableName(),
        Key: key,
        ConditionExpression: '#revision = :revision AND attribute_not_exists(#number)',
        ExpressionAttributeNames: { '#revision': 'revision', '#number': 'number' },
        ExpressionAttributeValues: { ':revision': revision },
      }),
    );
  } catch (error) {
    const stands = await get(key);
    // Gone, by this request or another: what was asked for.
    if (!stands) return;
    if (!conditionFailed(error)) throw error;
    if (stands.number) throw new Problem('conflict', `This charge was invoiced meanwhile, on ${stands.number}: it cannot be removed`);
    throw stale();
  }
}

async function markInvoiced(account: string, charge: Charge & { readonly number: string; readonly invoiceId: string }): Promise<boolean> {
  const key = keys.charge(account, charge.customerId, charge.chargeId);
  for (;;) {
    const stands = await get(key);
    if (stands?.number) return stands.number === charge.number;
    // Lost to an edit: look again, because what was billed is written over whatever a person makes of it.
    if (await putIf(key, charge, Number(stands?.revision ?? 0))) return true;
  }
}
