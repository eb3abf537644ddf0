import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { billCustomer } from '../../../shared/domain/billing.ts';
import { type Change, changeOf } from '../../../shared/domain/changes.ts';
import type { Charge, Service } from '../../../shared/domain/customer.ts';
import type { Line } from '../../../shared/domain/invoice.ts';
import { EMPTY_LEDGER, type Ledger } from '../../../shared/domain/ledger.ts';
import { type Cents, type Decimal4, sum } from '../../../shared/domain/money.ts';
import { type Day, type Month, nextMonth } from '../../../shared/domain/month.ts';
import { aCharge, aCustomer, aDay, aFile, aMonth, aService, dec, money, someTerms } from '../../support/builders.ts';

const JULY = aMonth('2026-07');
const AUGUST = aMonth('2026-08');

type Data = { readonly services?: readonly Service[]; readonly charges?: readonly Charge[]; readonly enabled?: boolean };
type Made = { readonly lines: readonly Line[]; readonly total: Cents; readonly ledger: Ledger; readonly number: string };

function make(runMonth: Month, { services = [], charges = [], enabled = true }: Data, before: Ledger, number: string): Made {
  const terms = someTerms({ runMonth, from: runMonth === JULY ? JULY : aMonth('2026-07') });
  const bill = billCustomer(aFile({ customer: aCustomer({ enabled }), services, charges }), before, terms, number);
  const total = sum(bill.lines.flatMap(({ amount, tax }) => [amount, tax]));
  return { lines: bill.lines, total, ledger: { settled: bill.settlements.carriedOn(runMonth), recentTotals: [] }, number };
}

/** What August changes, when July was billed `first` and the data are `second` by then. */
function change(first: Data, second: Data): Change {
  const july = make(JULY, first, EMPTY_LEDGER, 'A-1');
  const august = make(nextMonth(JULY), second, july.ledger, 'A-2');
  const names = new Map(
    [...(first.services ?? []), ...(second.services ?? [])].map(({ serviceId, description }) => [serviceId, description]),
  );
  const invoice = july.lines.length > 0 ? { invoice: { number: july.number, total: july.total } } : {};
  return changeOf(
    { period: JULY, ...invoice },
    july.ledger,
    { period: AUGUST, lines: august.lines, total: august.total },
    august.ledger,
    names,
  );
}

const told = ({ reasons }: Change) => reasons.map(({ kind, amount }) => [kind, amount]);

describe('the change against last month', () => {
  const fibre = aService();

  it('tells nothing when nothing changed', () => {
    expect(change({ services: [fibre] }, { services: [fibre] })).toEqual({ lastTotal: money('110'), difference: 0, reasons: [] });
  });

  it('tells a new service, and that the last invoice was none', () => {
    const phone = aService({ serviceId: 'phone', description: 'Phone', unitPrice: dec('20'), from: AUGUST_FIRST });
    expect(told(change({ services: [fibre] }, { services: [fibre, phone] }))).toEqual([['new', money('22')]]);
    expect(change({}, { services: [{ ...fibre, from: AUGUST_FIRST }] })).toMatchObject({ lastTotal: 0, difference: money('110') });
  });

  it('tells a service that is gone', () => {
    const ended = { ...fibre, to: aDay('2026-07-31') };
    const { reasons, difference } = change({ services: [fibre] }, { services: [ended] });
    expect(reasons).toEqual([{ kind: 'gone', words: 'Fibre 100/40 is not billed this time', amount: money('-110') }]);
    expect(difference).toBe(money('-110'));
  });

  it('tells a new price and a new quantity apart, each with its own effect', () => {
    const more = { ...fibre, unitPrice: dec('110'), quantity: dec('3') };
    const { reasons } = change({ services: [fibre] }, { services: [more] });
    expect(reasons).toEqual([
      { kind: 'price', words: 'Fibre 100/40: price 100.00 → 110.00', amount: money('11') },
      { kind: 'quantity', words: 'Fibre 100/40: quantity 1 → 3', amount: money('242') },
    ]);
  });

  it('tells a part month that became a whole one', () => {
    const begun = { ...fibre, from: aDay('2026-07-16') };
    const { reasons } = change({ services: [begun] }, { services: [begun] });
    expect(reasons).toEqual([{ kind: 'prorated', words: 'Fibre 100/40: the whole month, after 16 of 31 days', amount: money('53.23') }]);
  });

  it('tells a period that is billed late', () => {
    const entered = { ...fibre, from: aDay('2026-07-16') };
    expect(told(change({}, { services: [entered] }))).toEqual([
      ['new', money('110')],
      ['late', money('56.77')],
    ]);
  });

  it('tells a credit for unused days beside the service that is gone', () => {
    const ended = { ...fibre, to: aDay('2026-07-10') };
    expect(told(change({ services: [fibre] }, { services: [ended] }))).toEqual([
      ['gone', money('-110')],
      ['credit', money('-74.51')],
    ]);
  });

  it('tells charges and credits of this month, and what was once-off last month', () => {
    const setUp = aCharge({ chargeId: 'one' });
    const { reasons } = change(
      { services: [fibre], charges: [setUp] },
      { services: [fibre], charges: [aCharge({ chargeId: 'two', unitPrice: dec('-5') })] },
    );
    expect(reasons).toEqual([
      { kind: 'credit', words: 'Set-up', amount: money('-5.50') },
      { kind: 'onceOff', words: 'Charges, credits and corrections on A-1 that do not come again', amount: money('-55') },
    ]);
  });

  it('tells everything of a disabled customer as gone', () => {
    expect(told(change({ services: [fibre] }, { services: [fibre], enabled: false }))).toEqual([['gone', money('-110')]]);
  });

  it('always adds up to the difference, whatever happened', () => {
    fc.assert(
      fc.property(
        fc.array(aHistory, { maxLength: 6 }),
        fc.array(aPrice, { maxLength: 3 }),
        fc.array(aPrice, { maxLength: 3 }),
        (histories, once, then) => {
          const services = (which: 'was' | 'is') =>
            histories
              .map((history, index) => aService({ serviceId: `s${index}`, ...history[which] }))
              .filter(({ quantity }) => quantity > 0);
          const charges = (prices: readonly Decimal4[], of: string) =>
            prices.map((unitPrice, index) => aCharge({ chargeId: `${of}${index}`, unitPrice }));
          const { difference, reasons } = change(
            { services: services('was'), charges: charges(once, 'july') },
            { services: services('is'), charges: charges(then, 'august') },
          );
          expect(sum(reasons.map(({ amount }) => amount))).toBe(difference);
          expect(reasons.every(({ amount }) => amount !== 0)).toBe(true);
        },
      ),
    );
  });
});

const AUGUST_FIRST = aDay('2026-08-01');
const aPrice = fc.integer({ min: -2_000_000, max: 2_000_000 }).map((price) => price as Decimal4);
const aQuantity = fc.integer({ min: 0, max: 90_000 }).map((quantity) => quantity as Decimal4);
const aStart = fc.constantFrom('2026-01-01', '2026-07-16', '2026-08-01', '2026-08-20').map((day) => day as Day);
const anEnd = fc.constantFrom(undefined, '2026-07-10', '2026-07-31', '2026-08-15').map((day) => day as Day | undefined);
const aHistory = fc.record({
  was: fc.record({ unitPrice: aPrice, quantity: aQuantity, from: aStart, taxRate: fc.constantFrom(dec('10'), dec('0')) }),
  is: fc.record({
    unitPrice: aPrice,
    quantity: aQuantity,
    from: aStart,
    to: anEnd,
    enabled: fc.boolean(),
    taxRate: fc.constantFrom(dec('10'), dec('15')),
  }),
});
