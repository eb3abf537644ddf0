import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { accountQuery } from '../api/account.ts';

/** How the account's people write money, days and times: by its currency and its time zone, wherever this browser is. */
export type Format = {
  readonly locale: string;
  readonly timeZone: string;
  /** `"1234.50"` → `$1,234.50`. The digits are the API's: nothing is computed here. */
  money(amount: string, currency?: string): string;
  /** The same with its sign always: `+$12.00`. */
  change(amount: string, currency?: string): string;
  /** `2026-12-01` → `1 Dec 2026` */
  day(day: string): string;
  /** `2026-12` → `December 2026` */
  month(month: string): string;
  /** `2026-12` → `Dec 26` */
  shortMonth(month: string): string;
  /** An instant, in the account's zone: `1 Dec 2026, 9:05 am` */
  instant(at: string): string;
  /** The same, as short as it can be told: a time today, else a day and a time. */
  shortInstant(at: string, now?: number): string;
};

/** The English of where the currency is used; else the browser's own language. */
const LOCALES: Readonly<Record<string, string>> = {
  AUD: 'en-AU',
  NZD: 'en-NZ',
  GBP: 'en-GB',
  USD: 'en-US',
  CAD: 'en-CA',
  SGD: 'en-SG',
  ZAR: 'en-ZA',
  INR: 'en-IN',
};

export function formatFor(currency: string, timeZone: string): Format {
  const locale = LOCALES[currency] ?? navigator.language;
  const moneyIn = (in_: string, signDisplay: 'auto' | 'exceptZero') =>
    new Intl.NumberFormat(locale, { style: 'currency', currency: in_, currencyDisplay: 'narrowSymbol', signDisplay });
  const own = moneyIn(currency, 'auto');
  const ownChange = moneyIn(currency, 'exceptZero');
  const text = (digits: string) => digits as `${number}`;
  // Days and months have no zone: noon UTC is that day everywhere it is printed in UTC.
  const days = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  const months = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const shortMonths = new Intl.DateTimeFormat(locale, { month: 'short', year: '2-digit', timeZone: 'UTC' });
  const instants = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const times = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone });
  const dayAndTime = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit', timeZone });
  const dayIn = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone });
  return {
    locale,
    timeZone,
    money: (amount, other) => (other && other !== currency ? moneyIn(other, 'auto') : own).format(text(amount)),
    change: (amount, other) => (other && other !== currency ? moneyIn(other, 'exceptZero') : ownChange).format(text(amount)),
    day: (day) => days.format(new Date(`${day}T12:00:00Z`)),
    month: (month) => months.format(new Date(`${month}-15T12:00:00Z`)),
    shortMonth: (month) => shortMonths.format(new Date(`${month}-15T12:00:00Z`)),
    instant: (at) => instants.format(new Date(at)),
    shortInstant: (at, now) => {
      const when = new Date(at);
      if (now !== undefined && dayIn.format(when) === dayIn.format(new Date(now))) return times.format(when);
      return dayAndTime.format(when);
    },
  };
}

export function useFormat(): Format {
  const { data } = useQuery(accountQuery);
  const { currency, timeZone } = data?.setUp ? data.billing : { currency: 'AUD', timeZone: 'UTC' };
  return useMemo(() => formatFor(currency, timeZone), [currency, timeZone]);
}
