import { type Booked, bookedOf, type Charge, type Service } from './customer.ts';
import type { Line } from './invoice.ts';
import type { BilledPeriod } from './ledger.ts';
import { asPrice, type Cents, type Decimal4, decimal4, decimalText, extend, ONE, percentOf } from './money.ts';
import { daysIn, type Month } from './month.ts';
import { activeSpan, type Span } from './proration.ts';
import { rateOf, type Terms } from './terms.ts';

/** Stands for the lines of an invoice that has none, as a repair may leave one: neither Xero nor its import takes an invoice without one. */
export const NOTHING_TO_BILL: Pick<Line, 'description' | 'quantity' | 'unitPrice' | 'taxRate' | 'service'> = {
  description: 'Nothing to bill',
  quantity: ONE,
  unitPrice: decimal4('0'),
  taxRate: decimal4('0'),
};

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** The first bill of a service and period. */
export function periodLine(service: Service, billed: BilledPeriod): Line {
  const { period, price, quantity, days, amount } = billed;
  const whole = daysIn(period);
  const part = days === whole ? '' : ` (${days} of ${whole} days, ${asked(quantity, price)})`;
  const text = `${lead(service)}${spanText(activeSpan(service, period))}${part}`;
  return { ...written(text, price, quantity, amount, billed.taxRate, service), service: { serviceId: service.serviceId, period } };
}

/** Corrects the days of a period billed before; `number` of the invoice that billed it first is named, if one did. */
export function adjustmentLine(service: Service, billed: BilledPeriod, days: number, difference: Cents): Line {
  const { period, price, quantity, taxRate, number } = billed;
  const change = days < billed.days ? `${billed.days - days} fewer` : `${days - billed.days} more`;
  const where = number ? ` on ${number}` : '';
  const whole = daysIn(period);
  const text = `${lead(service)}${monthText(period)}: ${days} of ${whole} days, ${change} than billed${where} (${asked(quantity, price)})`;
  return {
    ...written(text, asPrice(difference), ONE, difference, taxRate, service),
    service: { serviceId: service.serviceId, period },
    ...(number ? { adjusts: { number, period } } : {}),
  };
}

export function chargeLine(charge: Charge, terms: Terms): Line {
  const { description, unitPrice, quantity, chargeId } = charge;
  return { ...written(description, unitPrice, quantity, extend(unitPrice, quantity), rateOf(charge, terms), charge), chargeId };
}

/**
 * A line whose amount is not the rounded product of its quantity and price, because it is of part of a month, is written as quantity 1
 * at its amount: whoever multiplies it again (the reader, the CSV import, Xero) then comes to our amount and not to a cent beside it.
 */
function written(description: string, price: Decimal4, quantity: Decimal4, amount: Cents, taxRate: Decimal4, booked: Booked): Line {
  const asIs = extend(price, quantity) === amount;
  return {
    description,
    quantity: asIs ? quantity : ONE,
    unitPrice: asIs ? price : asPrice(amount),
    amount,
    taxRate,
    tax: percentOf(amount, taxRate),
    ...bookedOf(booked),
  };
}

const RIGHT_TO_LEFT = /\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Syriac}|\p{Script=Thaana}|\p{Script=Nko}/u;

/**
 * What stands before the period. After right-to-left words a left-to-right mark keeps the period's own order: without it `1–31` is shown
 * as `31–1`.
 */
const lead = ({ description }: Service): string => `${description}, ${RIGHT_TO_LEFT.test(description) ? '\u200e' : ''}`;

const asked = (quantity: Decimal4, price: Decimal4) => `${decimalText(quantity)} × ${decimalText(price, 2)}`;

/** `December 2026` */
export function monthText(period: Month): string {
  return `${MONTHS[Number(period.slice(5)) - 1]} ${period.slice(0, 4)}`;
}

/** `12–31 January 2026`, or `12 January 2026` for a single day. */
export function spanText({ from, to }: Span): string {
  const [first, last] = [from, to].map((each) => Number(each.slice(8)));
  return `${first === last ? first : `${first}–${last}`} ${monthText(from.slice(0, 7) as Month)}`;
}
