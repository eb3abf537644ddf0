import type { Account } from './account.ts';
import { domainOf } from './address.ts';
import { addMonths, type Month, monthAt, nextMonth } from './month.ts';
import { invalid, Problem } from './problem.ts';

/** How far back the first month may lie: more than three missed months wait for a person, so this is for catching up, not for history. */
const MONTHS_BACK = 11;
const MONTHS_AHEAD = 12;

/** The next month on the reseller's own calendar: what has begun already is billed elsewhere. */
export const usualFirstMonth = (timeZone: string, now: Date): Month => nextMonth(monthAt(now, timeZone));

/** @throws Problem `invalid` when the first month is nowhere near today */
export function checkFirstMonth({ firstMonth, billing }: Pick<Account, 'firstMonth' | 'billing'>, now: Date): void {
  const current = monthAt(now, billing.timeZone);
  const [oldest, newest] = [addMonths(current, -MONTHS_BACK), addMonths(current, MONTHS_AHEAD)];
  if (firstMonth < oldest || firstMonth > newest) throw invalid('firstMonth', `must be from ${oldest} to ${newest}`);
}

/** Invoices that exist were numbered and priced with these. @throws Problem `conflict` naming what may no longer be changed */
export function checkFixed(before: Account, after: Account): void {
  const changed = [
    ...(before.numbering.first === after.numbering.first ? [] : ['numbering.first']),
    ...(before.billing.currency === after.billing.currency ? [] : ['billing.currency']),
    ...(before.firstMonth === after.firstMonth ? [] : ['firstMonth']),
  ];
  if (changed.length === 0) return;
  const fields = changed.map((field) => ({ field, message: 'is fixed once a month is planned' }));
  throw new Problem('conflict', `${changed.join(', ')}: fixed since the first month was planned`, fields);
}

/** Where countries let anyone register under a second level: `reseller.com.au` is a name of its own, `com.au` is nobody's. */
const SHARED_SECOND_LEVELS = new Set(
  'ac asn biz co com edu firm gen geek go gob gov govt gr id idv ind info iwi kiwi ltd maori me mil muni ne net nom or org plc school web'.split(
    ' ',
  ),
);

/**
 * The domain that becomes an account's own when it sends from `address`: the registered one. A sender that is verified for a domain may
 * send from every name under it, so `reseller.example` and `mail.reseller.example` must have one owner.
 */
export function ownDomain(address: string): string {
  const labels = domainOf(address).split('.');
  const [second = '', top = ''] = labels.slice(-2);
  return labels.slice(top.length === 2 && SHARED_SECOND_LEVELS.has(second) ? -3 : -2).join('.');
}
