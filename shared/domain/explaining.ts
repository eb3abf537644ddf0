import type { Bill } from './billing.ts';
import { moneyText, priceText } from './currency.ts';
import { type Charge, type Customer, isBilled, type Service } from './customer.ts';
import { type BilledPeriod, type Ledger, type SettledPeriod, Settlements } from './ledger.ts';
import { monthText, spanText } from './line.ts';
import { type Decimal4, decimalText, extend, minus, ONE } from './money.ts';
import { daysIn, firstDay, lastDay, type Month, months, nextMonth } from './month.ts';
import { activeSpan, endOf } from './proration.ts';
import { dayText } from './templates.ts';
import type { Terms } from './terms.ts';

/** What is needed to say why a run bills what it bills: where the customer stood before, and how the run settled it. */
export type Reckoning = {
  readonly customer: Customer;
  readonly before: Ledger;
  readonly settlements: Bill['settlements'];
  readonly terms: Terms;
  readonly currency: string;
};

/** What the run does with a service, period by period, in plain sentences; nothing is said of an old period that stays as it is. */
export function explainService(service: Service, reckoning: Reckoning): string[] {
  const before = new Settlements(reckoning.before);
  const { from, period: newest } = reckoning.terms;
  return months(from, newest).flatMap((period) => {
    const was = before.of(service.serviceId, period);
    const is = reckoning.settlements.of(service.serviceId, period);
    if (was && 'held' in was) return period === newest ? [`${monthText(period)} was left out before: it is not billed any more`] : [];
    if (was) return billedBefore(service, was, is, period === newest, reckoning);
    if (is && 'held' in is) return [`${monthText(period)} is not billed, now or later: ${whyHeld(service, reckoning)}`];
    if (is) return [firstBilled(service, is, reckoning)];
    return period === newest ? [`Nothing is billed for ${monthText(period)}: ${whyNone(service, period)}`] : [];
  });
}

/** `20–31 January 2027: 12 of 31 days × $100.00 = $38.71` */
function firstBilled(service: Service, { period, price, quantity, days, amount }: BilledPeriod, { terms, currency }: Reckoning): string {
  const span = spanText(activeSpan(service, period));
  const late = period < terms.period ? ', not billed so far' : '';
  const share = days === daysIn(period) ? 'the whole month' : `${days} of ${daysIn(period)} days`;
  return `${span}${late}: ${share} × ${pricedText(price, quantity, currency)} = ${moneyText(amount, currency)}`;
}

function billedBefore(
  { unitPrice, quantity }: Service,
  was: BilledPeriod,
  is: SettledPeriod | undefined,
  isNewest: boolean,
  { currency }: Reckoning,
): string[] {
  const { period, price, days, amount, number } = was;
  const on = number ? ` on ${number}` : '';
  const now = is && !('held' in is) ? is : was;
  const at = pricedText(price, was.quantity, currency);
  if (now.amount !== amount) {
    const difference = moneyText(minus(now.amount, amount), currency);
    const due = `${now.days} of ${daysIn(period)} days × ${at} = ${moneyText(now.amount, currency)}`;
    return [`${monthText(period)}: ${due}, of which ${moneyText(amount, currency)} (${days} days) is billed${on}: ${difference}`];
  }
  const repriced = unitPrice !== price || quantity !== was.quantity;
  if (repriced) return [`${monthText(period)} is billed already${on} at ${at}: the change starts with ${monthText(nextMonth(period))}`];
  return isNewest ? [`${monthText(period)} is billed already${on}: ${moneyText(amount, currency)}`] : [];
}

function whyHeld({ enabled }: Service, { customer, terms }: Reckoning): string {
  if (!isBilled(customer)) return customerOff(customer);
  return enabled ? `it is left out of the run of ${monthText(terms.runMonth)}` : 'it is not enabled for invoicing';
}

const customerOff = ({ removed }: Customer): string => (removed ? 'the customer is removed' : 'the customer is disabled');

function whyNone(service: Service, period: Month): string {
  const end = endOf(service);
  if (service.from > lastDay(period)) return `it starts on ${dayText(service.from)}`;
  if (end && end < firstDay(period)) return `it ended on ${dayText(end)}`;
  return end && end < service.from ? 'it ends before it starts' : 'it was removed before it was ever billed';
}

export function explainCharge({ number, enabled, quantity, unitPrice }: Charge, { customer, currency }: Reckoning): string[] {
  if (number) return [`It is billed already, on ${number}`];
  if (!enabled) return ['It is not billed: it is disabled'];
  if (!isBilled(customer)) return [`It is not billed now and stays open: ${customerOff(customer)}`];
  const amount = moneyText(extend(unitPrice, quantity), currency);
  return [quantity === ONE ? `Billed once: ${amount}` : `Billed once: ${pricedText(unitPrice, quantity, currency)} = ${amount}`];
}

const pricedText = (price: Decimal4, quantity: Decimal4, currency: string): string =>
  quantity === ONE ? priceText(price, currency) : `${decimalText(quantity)} × ${priceText(price, currency)}`;
