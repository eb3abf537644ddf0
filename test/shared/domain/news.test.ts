import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type Day, firstDay } from '../../../shared/domain/month.ts';
import { daysNotBilled, type Reach } from '../../../shared/domain/news.ts';
import { endOf } from '../../../shared/domain/proration.ts';
import { aDay, aMonth, aService } from '../../support/builders.ts';

/** The coming run looks at October at the oldest; the account's first looked at July. */
const reach: Reach = { from: aMonth('2026-10'), first: aMonth('2026-07') };

const dates = (from: string, to?: string) => aService({ from: aDay(from), to: to === undefined ? undefined : aDay(to) });

const NOT_BILLED = 'will not be billed: add a charge for those of these days that are on no invoice';
const NOT_CREDITED = 'will not be credited: add a charge with a negative price for those of these days that are on an invoice';

describe('a service that is entered', () => {
  it('is told nothing when its first day is within reach', () => {
    expect(daysNotBilled(undefined, dates('2026-10-01'), reach)).toEqual([]);
    expect(daysNotBilled(undefined, dates('2027-03-12'), reach)).toEqual([]);
  });

  it.each([
    ['2026-09-30', undefined, '30 September 2026'],
    ['2026-09-12', undefined, '12–30 September 2026'],
    ['2026-08-12', undefined, '12 August 2026 to 30 September 2026'],
    ['2026-08-12', '2026-08-20', '12–20 August 2026'],
    ['2019-02-03', '2026-12-31', '3 February 2019 to 30 September 2026'],
    ['0001-01-01', '9999-12-31', '1 January 0001 to 30 September 2026'],
  ])('from %s until %s is too late for %s, told once', (from, to, days) => {
    expect(daysNotBilled(undefined, dates(from, to), reach)).toEqual([`${days} ${NOT_BILLED}`]);
  });

  it('is told so before anything is planned too: what is before the first run is never billed', () => {
    expect(daysNotBilled(undefined, dates('2026-09-12'), { from: aMonth('2026-10') })).toEqual([`12–30 September 2026 ${NOT_BILLED}`]);
  });

  it('is told nothing while it is not enabled, and the same once it is', () => {
    const off = { ...dates('2026-09-12'), enabled: false };
    expect(daysNotBilled(undefined, off, reach)).toEqual([]);
    expect(daysNotBilled(off, { ...off, enabled: true }, reach)).toEqual([`12–30 September 2026 ${NOT_BILLED}`]);
  });
});

describe('a service that is edited', () => {
  it.each([
    ['an earlier start', dates('2026-09-12'), dates('2026-09-01'), [`1–11 September 2026 ${NOT_BILLED}`]],
    ['a later start', dates('2026-09-01'), dates('2026-09-12'), [`1–11 September 2026 ${NOT_CREDITED}`]],
    ['an end moved back', dates('2026-01-01'), dates('2026-01-01', '2026-09-20'), [`21–30 September 2026 ${NOT_CREDITED}`]],
    ['an end moved on', dates('2026-01-01', '2026-08-31'), dates('2026-01-01'), [`1–30 September 2026 ${NOT_BILLED}`]],
    [
      'both at once, oldest first',
      dates('2026-08-01', '2026-08-31'),
      dates('2026-08-10', '2026-09-05'),
      [`1–9 August 2026 ${NOT_CREDITED}`, `1–5 September 2026 ${NOT_BILLED}`],
    ],
    [
      'moved altogether',
      dates('2026-09-01', '2026-09-05'),
      dates('2026-08-01', '2026-08-05'),
      [`1–5 August 2026 ${NOT_BILLED}`, `1–5 September 2026 ${NOT_CREDITED}`],
    ],
  ])('%s', (_what, before, after, told) => expect(daysNotBilled(before, after, reach)).toEqual(told));

  it('is told nothing of days within reach, and nothing when no day has changed', () => {
    expect(daysNotBilled(dates('2026-01-01'), dates('2026-01-01', '2026-10-10'), reach)).toEqual([]);
    expect(daysNotBilled(dates('2026-01-01'), { ...dates('2026-01-01'), description: 'Other words' }, reach)).toEqual([]);
  });

  it('is promised no credit for days before the first run: nothing was billed then', () => {
    expect(daysNotBilled(dates('2026-01-01'), dates('2026-08-01'), reach)).toEqual([`1–31 July 2026 ${NOT_CREDITED}`]);
    expect(daysNotBilled(dates('2026-01-01'), dates('2026-08-01'), { from: reach.from })).toEqual([]);
  });

  it('claims nothing back when it is merely disabled: that holds only what is not billed yet', () => {
    expect(daysNotBilled(dates('2026-01-01'), { ...dates('2026-01-01'), enabled: false }, reach)).toEqual([]);
  });

  it('is told nothing when it is removed: it ends today, and today is within reach', () => {
    const before = dates('2026-01-01');
    expect(daysNotBilled(before, { ...before, removed: aDay('2026-11-15') }, reach)).toEqual([]);
  });
});

describe('for whatever dates', () => {
  const someDay = fc.integer({ min: 0, max: 120 }).map((days) => addDays(aDay('2026-08-01'), days));
  const someService = fc
    .record({
      from: someDay,
      to: fc.option(someDay, { nil: undefined }),
      removed: fc.option(someDay, { nil: undefined }),
      enabled: fc.boolean(),
    })
    .map((over) => aService(over));

  it('each day is told of exactly when it is older than the reach and has changed', () => {
    fc.assert(
      fc.property(someService, someService, fc.constantFrom('2026-08', '2026-09', '2026-10', '2026-11'), (before, after, from) => {
        const told = daysNotBilled(before, after, { from: aMonth(from), first: aMonth('2026-08') });
        const billed = told.filter((words) => words.includes('will not be billed')).flatMap(daysIn);
        const credited = told.filter((words) => words.includes('will not be credited')).flatMap(daysIn);
        const days = Array.from({ length: 121 }, (_, index) => addDays(aDay('2026-08-01'), index)).filter(
          (day) => day < firstDay(aMonth(from)),
        );
        expect(billed.sort()).toEqual(days.filter((day) => after.enabled && has(after, day) && !(before.enabled && has(before, day))));
        expect(credited.sort()).toEqual(days.filter((day) => has(before, day) && !has(after, day)));
      }),
      { numRuns: 300 },
    );
  });
});

const has = (service: ReturnType<typeof aService>, day: Day) => service.from <= day && day <= (endOf(service) ?? day);

/** The days that the words tell of, read as a person does. */
function daysIn(words: string): Day[] {
  const told = words.slice(0, words.indexOf(' will not'));
  const [first = '', last = first] = told.includes(' to ') ? told.split(' to ') : partsOf(told);
  const days: Day[] = [];
  for (let day = read(first); day <= read(last); day = addDays(day, 1)) days.push(day);
  return days;
}

function partsOf(told: string): string[] {
  const [, first, last, month] = /^(\d+)–(\d+) (.*)$/.exec(told) ?? [];
  return first ? [`${first} ${month}`, `${last} ${month}`] : [told];
}

const read = (text: string): Day => aDay(new Date(`${text} UTC`).toISOString().slice(0, 10));
