import type { BillingPeriod } from '../../shared/domain/account.ts';
import type { Charge, Customer, Service } from '../../shared/domain/customer.ts';
import type { Decimal4 } from '../../shared/domain/money.ts';
import { addDays, type Day, type Month } from '../../shared/domain/month.ts';
import type { Doing, ToCharge, ToService } from './billingHistories.ts';
import { monthAfter } from './billingOracle.ts';
import { aCharge, aCustomer, aDay, aMonth, anInstant, aService, dec } from './builders.ts';

const PRICES = ['10', '100', '0.0825', '49.95', '-20', '33.3333', '0.0049', '1999.99', '0', '-0.0151'].map(dec);
const QUANTITIES = ['1', '3', '0.5', '12.3456', '250'].map(dec);
const RATES = ['10', '0', '5.5', '15'].map(dec);
const TOO_LARGE = dec('999999999.9999');
/** Charges that cannot be billed without a person: too large to be held exactly, or absurdly large. */
const SPOILT: Record<'cannot be held' | 'absurd', readonly [Decimal4, Decimal4, string]> = {
  'cannot be held': [TOO_LARGE, TOO_LARGE, 'spoilt'],
  absurd: [dec('250000'), dec('1'), 'absurd'],
};

const picked = <T>(all: readonly T[], at: number): T => {
  const one = all[at % all.length];
  if (one === undefined) throw new Error('nothing to pick from');
  return one;
};

/** What a reseller has told us of one customer, and of itself. */
export type World = {
  mode: BillingPeriod;
  registered: boolean;
  taxRate: number;
  customer: Customer;
  services: Service[];
  charges: Charge[];
  made: number;
};

export const emptyWorld = (mode: BillingPeriod): World => ({
  mode,
  registered: true,
  taxRate: dec('10'),
  customer: aCustomer(),
  services: [],
  charges: [],
  made: 0,
});

/** Does one thing on `today`, before the run of `coming`. What is not there cannot be changed; what is invoiced or removed neither. */
export function apply(world: World, doing: Exclude<Doing, { do: 'repair' }>, today: Day, coming: Month): void {
  if (doing.do === 'start') startService(world, doing, today);
  else if (doing.do === 'customer') world.customer = changedCustomer(world.customer, doing.how);
  else if (doing.do === 'switch') world.mode = world.mode === 'advance' ? 'arrears' : 'advance';
  else if (doing.do === 'register') world.registered = !world.registered;
  else if (doing.do === 'default tax') world.taxRate = picked(RATES, doing.to);
  else if (doing.do === 'charge') addCharge(world, picked(PRICES, doing.price), picked(QUANTITIES, doing.quantity));
  else if (doing.do === 'spoil') addCharge(world, ...SPOILT[doing.how]);
  else if (doing.do === 'edit charge' || doing.do === 'turn charge' || doing.do === 'remove charge') changeCharge(world, doing);
  else changeService(world, doing, today, coming);
}

function startService(world: World, { from, length, price, quantity }: Extract<Doing, { do: 'start' }>, today: Day): void {
  if (world.services.length >= 5) return;
  world.made += 1;
  const begins = addDays(today, from);
  world.services.push(
    aService({
      serviceId: `s${world.made}`,
      quantity: picked(QUANTITIES, quantity),
      unitPrice: picked(PRICES, price),
      from: begins,
      to: length === null ? undefined : addDays(begins, length),
      taxRate: price % 4 === 0 ? picked(RATES, quantity) : undefined,
    }),
  );
}

function changeService(world: World, doing: ToService, today: Day, coming: Month): void {
  const there = world.services.filter(({ removed }) => !removed);
  if (there.length === 0) return;
  const service = picked(there, doing.at);
  const changed = changedService(service, doing, today, coming);
  world.services = world.services.map((each) => (each === service ? changed : each));
}

function changedService(service: Service, doing: ToService, today: Day, coming: Month): Service {
  const { to: _, ...endless } = service;
  switch (doing.do) {
    case 'price':
      return { ...service, unitPrice: picked(PRICES, doing.to) };
    case 'quantity':
      return { ...service, quantity: picked(QUANTITIES, doing.to) };
    case 'tax':
      return { ...service, taxRate: picked(RATES, doing.to) };
    case 'begin':
      return { ...service, from: addDays(today, doing.days) };
    case 'end':
      return doing.days === null ? endless : { ...service, to: addDays(today, doing.days) };
    case 'enable':
      return { ...service, enabled: !service.enabled };
    case 'remove':
      return { ...service, removed: today };
    case 'leave out':
      return { ...service, leaveOut: [...service.leaveOut, aMonth(monthAfter(coming, doing.months))] };
    default:
      return { ...service, description: `${service.description}, renamed` };
  }
}

function addCharge(world: World, unitPrice: Charge['unitPrice'], quantity: Charge['quantity'], kind = 'charge'): void {
  world.made += 1;
  world.charges.push(aCharge({ chargeId: `${kind}${world.made}`, unitPrice, quantity }));
}

function changeCharge(world: World, doing: ToCharge): void {
  const open = world.charges.filter(({ number }) => !number);
  if (open.length === 0) return;
  const charge = picked(open, doing.at);
  const changed = { ...charge, unitPrice: picked(PRICES, doing.price) };
  const turned = { ...charge, enabled: !charge.enabled };
  const next = doing.do === 'edit charge' ? [changed] : doing.do === 'turn charge' ? [turned] : [];
  world.charges = world.charges.flatMap((each) => (each === charge ? next : [each]));
}

function changedCustomer(customer: Customer, how: 'enable' | 'disable' | 'remove'): Customer {
  if (customer.removed) return customer;
  if (how === 'remove') return { ...customer, removed: anInstant('2026-01-01T00:00:00Z') };
  return { ...customer, enabled: how === 'enable' };
}

/** The day on which things are done before the run of `coming`: one of the month before. */
export function dayBefore(coming: Month, day: number): Day {
  return addDays(aDay(`${monthAfter(coming, -1)}-01`), Math.min(day, 27));
}
