import { asks } from './clerk.ts';
import { Reseller } from './reseller.ts';

/** One service of the customer `a`, as a clerk enters, changes and lists it. */

export const FIBRE = { description: 'Fibre 100/40', unitPrice: '100', from: '2026-11-01' };

export const at = (serviceId: string) => ({ customerId: 'a', serviceId });

export const create = (account: string, body: object = FIBRE, more = {}) =>
  asks(account, 'createService', { params: { customerId: 'a' }, body, ...more });

export const save = (account: string, serviceId: string, revision: number, body: object) =>
  asks(account, 'saveService', { params: at(serviceId), revision, body });

export const list = async (account: string) => (await asks(account, 'listServices', { params: { customerId: 'a' } })).body.items;

/** A reseller with the customer `a`, who has nothing yet; its first month is November. */
export async function aReseller(over: Parameters<typeof Reseller.setUp>[0] = {}): Promise<Reseller> {
  const reseller = await Reseller.setUp(over);
  await reseller.idle('a');
  return reseller;
}
