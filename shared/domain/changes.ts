import type { Line } from './invoice.ts';
import type { BilledPeriod, Ledger } from './ledger.ts';
import { type Cents, cents, decimalText, minus, percentOf, prorate, sum, ZERO } from './money.ts';
import { daysIn, type Month } from './month.ts';

/** Why a customer's total is not last month's. `late` is a period before this run's that is billed only now. */
export const CHANGE_KINDS = ['new', 'gone', 'price', 'quantity', 'prorated', 'tax', 'late', 'credit', 'charge', 'onceOff'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** `amount` includes tax. */
export type Reason = { readonly kind: ChangeKind; readonly words: string; readonly amount: Cents };

/** Totals include tax; the amounts of the reasons always add up to the difference. */
export type Change = { readonly lastTotal: Cents; readonly difference: Cents; readonly reasons: readonly Reason[] };

/** The invoice that the last run made for the customer, and the period it billed; `invoice` is absent when it made none. */
export type LastTime = { readonly period: Month; readonly invoice?: { readonly number: string; readonly total: Cents } };

/** What this run makes for the customer: nothing at all when it is skipped. */
export type ThisTime = { readonly period: Month; readonly lines: readonly Line[]; readonly total: Cents };

/** What services are called, by their ids. */
export type Names = ReadonlyMap<string, string>;

/**
 * The change against last month, from the ledgers before and after. A service's change is told one cause at a time (price, then quantity,
 * tax, days), each with its own effect. What is left over is last month's charges, credits and corrections, which do not come again.
 */
export function changeOf(last: LastTime, before: Ledger, now: ThisTime, after: Ledger, names: Names): Change {
  const lastTotal = last.invoice?.total ?? ZERO;
  const difference = minus(now.total, lastTotal);
  const earlier = billedBy(last, before);
  const main = now.lines.filter((line) => line.service?.period === now.period && !line.adjusts);
  const told = [
    ...main.flatMap((line) => {
      const id = line.service?.serviceId ?? '';
      const was = earlier.get(id);
      const is = after.settled.find((row): row is BilledPeriod => row.serviceId === id && row.period === now.period && !('held' in row));
      return was && is ? stepsBetween(was, is, nameOf(id, names)) : [newly(line, nameOf(id, names))];
    }),
    ...[...earlier.values()].flatMap((was) => (main.some(({ service }) => service?.serviceId === was.serviceId) ? [] : [gone(was, names)])),
    ...now.lines.flatMap((line) => (main.includes(line) ? [] : [extra(line)])),
  ];
  const reasons = told.filter(({ amount }) => amount !== 0);
  const left = minus(difference, sum(reasons.map(({ amount }) => amount)));
  if (left === 0) return { lastTotal, difference, reasons };
  const words = `Charges, credits and corrections on ${last.invoice?.number ?? 'the last invoice'} that do not come again`;
  return { lastTotal, difference, reasons: [...reasons, { kind: 'onceOff', words, amount: left }] };
}

/** What the last invoice billed for its own period, by service. */
function billedBy({ period, invoice }: LastTime, { settled }: Ledger): Map<string, BilledPeriod> {
  const rows = settled.filter((row): row is BilledPeriod => !('held' in row) && row.period === period && row.amount !== 0);
  return new Map(rows.filter(({ number }) => invoice && number === invoice.number).map((row) => [row.serviceId, row]));
}

type Priced = Pick<BilledPeriod, 'price' | 'quantity' | 'taxRate' | 'days' | 'period'>;

/** Tax included. */
function amountOf({ price, quantity, taxRate, days, period }: Priced): Cents {
  const amount = prorate(price, quantity, days, daysIn(period));
  return sum([amount, percentOf(amount, taxRate)]);
}

/** From what was billed to what is, one cause at a time; the effects add up to the whole change exactly. */
function stepsBetween(was: BilledPeriod, is: BilledPeriod, name: string): Reason[] {
  const priced = { ...was, price: is.price };
  const counted = { ...priced, quantity: is.quantity };
  const taxed = { ...counted, taxRate: is.taxRate };
  const effect = (from: Priced, to: Priced) => minus(amountOf(to), amountOf(from));
  return [
    { kind: 'price', words: `${name}: price ${decimalText(was.price, 2)} → ${decimalText(is.price, 2)}`, amount: effect(was, priced) },
    {
      kind: 'quantity',
      words: `${name}: quantity ${decimalText(was.quantity)} → ${decimalText(is.quantity)}`,
      amount: effect(priced, counted),
    },
    { kind: 'tax', words: `${name}: tax ${decimalText(was.taxRate)}% → ${decimalText(is.taxRate)}%`, amount: effect(counted, taxed) },
    { kind: 'prorated', words: `${name}: ${daysText(is)}, after ${daysText(was)}`, amount: effect(taxed, is) },
  ];
}

const daysText = ({ days, period }: Priced): string => (days === daysIn(period) ? 'the whole month' : `${days} of ${daysIn(period)} days`);

const withTax = ({ amount, tax }: Line): Cents => sum([amount, tax]);

const newly = (line: Line, name: string): Reason => ({ kind: 'new', words: `${name} is new`, amount: withTax(line) });

const gone = (was: BilledPeriod, names: Names): Reason => ({
  kind: 'gone',
  words: `${nameOf(was.serviceId, names)} is not billed this time`,
  amount: cents(-amountOf(was) || 0),
});

/** A line that is not a service's for the period of this run. */
function extra(line: Line): Reason {
  const amount = withTax(line);
  if (amount < 0) return { kind: 'credit', words: line.description, amount };
  if (line.chargeId) return { kind: 'charge', words: line.description, amount };
  return { kind: line.adjusts ? 'prorated' : 'late', words: line.description, amount };
}

const nameOf = (serviceId: string, names: Names): string => names.get(serviceId) ?? serviceId;
