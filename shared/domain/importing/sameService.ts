import { priceText } from '../currency.ts';
import type { Service } from '../customer.ts';
import { decimalText } from '../money.ts';
import { sameName } from './cells.ts';

/** What makes two services the same to an import: whose, what, how many, at what price and since when. */
export const contentOf = ({ customerId, description, quantity, unitPrice, from }: Omit<Service, 'serviceId'>): string =>
  JSON.stringify([customerId, sameName(description), decimalText(quantity), decimalText(unitPrice), from]);

/** The one that was imported as this, edited or removed since or not; or one that says the same, however it came there. */
export function sameService(service: Service, services: readonly Service[]): Service | undefined {
  const content = contentOf(service);
  return (
    services.find(({ serviceId }) => serviceId === service.serviceId) ??
    services.find((other) => !other.removed && contentOf(other) === content)
  );
}

/** A new price in the file adds a second service beside the first: both are billed, and nobody but the clerk can tell whether they should. */
export function billedBeside(service: Service, services: readonly Service[], currency: string): string[] {
  const name = sameName(service.description);
  const beside = services.find((other) => !other.removed && sameName(other.description) === name && overlap(service, other));
  if (!beside?.enabled || !service.enabled) return [];
  const { quantity, unitPrice, from } = beside;
  return [`is there already: ${decimalText(quantity)} at ${priceText(unitPrice, currency)} since ${from}. Both will be billed`];
}

const overlap = (one: Service, other: Service): boolean => !(one.to && one.to < other.from) && !(other.to && other.to < one.from);
