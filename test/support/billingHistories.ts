import fc from 'fast-check';
import type { BillingPeriod } from '../../shared/domain/account.ts';
import type { Month } from '../../shared/domain/month.ts';
import { monthAfter } from './billingOracle.ts';
import { aMonth } from './builders.ts';

/** One of several things with the same particulars; each is a type of its own, so that the compiler tells them apart. */
type Do<What extends string, With = unknown> = What extends string ? { readonly do: What } & Readonly<With> : never;

export type ToCharge = Do<'edit charge' | 'turn charge' | 'remove charge', { at: number; price: number }>;
export type ToService =
  | Do<'price' | 'quantity' | 'tax', { at: number; to: number }>
  | Do<'begin', { at: number; days: number }>
  | Do<'end', { at: number; days: number | null }>
  | Do<'enable' | 'remove' | 'describe', { at: number }>
  | Do<'leave out', { at: number; months: number }>;

/** One thing that a person does between two runs. `at` is which service or charge; days are counted from the day it is done. */
export type Doing =
  | Do<'start', { from: number; length: number | null; price: number; quantity: number }>
  | ToService
  | Do<'charge', { price: number; quantity: number }>
  | ToCharge
  | Do<'spoil', { how: 'cannot be held' | 'absurd' }>
  | Do<'customer', { how: 'enable' | 'disable' | 'remove' }>
  | Do<'switch' | 'register'>
  | Do<'default tax', { to: number }>
  | Do<'repair', { heal: boolean; confirm: boolean }>;

/** `late`: by how many months the run is late, so that what is done before it is done in months it does not bill. */
export type Step = { readonly day: number; readonly late: number; readonly doings: readonly Doing[]; readonly skip: boolean };
export type History = {
  readonly first: Month;
  readonly mode: BillingPeriod;
  readonly begins: readonly Doing[];
  readonly steps: readonly Step[];
};

const small = fc.nat(60);
const days = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -25, max: 40 }) },
  { weight: 1, arbitrary: fc.integer({ min: -100, max: 100 }) },
);
const how = fc.nat(19).map((each) => (each === 0 ? 'remove' : each < 7 ? 'disable' : 'enable'));
const maybeDays = fc.option(days, { freq: 4 });

const start = fc.record({
  do: fc.constant('start'),
  from: days,
  length: fc.option(fc.nat(95), { freq: 2 }),
  price: small,
  quantity: small,
});

const doing: fc.Arbitrary<Doing> = fc.oneof(
  { weight: 3, arbitrary: start },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('price', 'quantity', 'tax'), at: small, to: small }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('begin'), at: small, days }) },
  { weight: 12, arbitrary: fc.record({ do: fc.constant('end'), at: small, days: maybeDays }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('enable', 'remove', 'describe'), at: small }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('leave out'), at: small, months: fc.integer({ min: -1, max: 2 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('charge'), price: small, quantity: small }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('edit charge', 'turn charge', 'remove charge'), at: small, price: small }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('spoil'), how: fc.constantFrom('cannot be held', 'absurd') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('customer'), how }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('switch', 'switch', 'register') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('default tax'), to: small }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('repair'), heal: fc.boolean(), confirm: fc.boolean() }) },
) as fc.Arbitrary<Doing>;

const step: fc.Arbitrary<Step> = fc.record({
  day: fc.nat(30),
  late: fc.nat(9).map((each) => Math.max(0, each - 7)),
  doings: fc.array(doing, { maxLength: 4, size: 'max' }),
  skip: fc.integer({ min: 0, max: 11 }).map((each) => each === 0),
});

/** At least twelve months; among the first months are those around a leap day. */
export const histories: fc.Arbitrary<History> = fc.record({
  first: fc.integer({ min: 0, max: 17 }).map((count) => aMonth(monthAfter('2026-10', count))),
  mode: fc.constantFrom('advance', 'arrears'),
  begins: fc.array(start as fc.Arbitrary<Doing>, { minLength: 1, maxLength: 3 }),
  steps: fc.array(step, { minLength: 12, maxLength: 16, size: 'max' }),
});
