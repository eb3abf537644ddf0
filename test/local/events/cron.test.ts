import { describe, expect, test } from 'vitest';
import { dueOf, nextDue } from '../../../local/events/cron.ts';

const at = (text: string) => new Date(`${text}:00Z`);

describe('a schedule is due', () => {
  test.each([
    ['cron(5 * * * ? *)', '2026-11-22T21:05'],
    ['cron(0/15 9-17 ? * MON-FRI *)', '2026-11-23T09:45'],
    ['cron(0 0 1 * ? *)', '2026-12-01T00:00'],
    ['cron(0 0 L * ? *)', '2028-02-29T00:00'],
    ['cron(30 8 ? * 5#2 *)', '2026-11-12T08:30'],
    ['cron(30 8 ? * 6L *)', '2026-11-27T08:30'],
    ['cron(0 12 ? JAN,JUL SUN 2027)', '2027-01-03T12:00'],
    ['rate(5 minutes)', '2026-11-22T21:05'],
    ['rate(1 minute)', '2026-11-22T21:06'],
    ['rate(1 day)', '2026-11-22T00:00'],
  ])('%s at %s', (expression, minute) => expect(dueOf(expression)(at(minute))).toBe(true));

  test.each([
    ['cron(5 * * * ? *)', '2026-11-22T21:06'],
    ['cron(0/15 9-17 ? * MON-FRI *)', '2026-11-22T09:45'],
    ['cron(0 0 1 * ? *)', '2026-11-30T00:00'],
    ['cron(30 8 ? * 5#2 *)', '2026-11-05T08:30'],
    ['cron(30 8 ? * 6L *)', '2026-11-20T08:30'],
    ['cron(0 12 ? JAN,JUL SUN 2027)', '2028-01-02T12:00'],
    ['rate(5 minutes)', '2026-11-22T21:06'],
    ['rate(2 hours)', '2026-11-22T21:00'],
  ])('not %s at %s', (expression, minute) => expect(dueOf(expression)(at(minute))).toBe(false));
});

test('the next time is found', () => {
  expect(nextDue(dueOf('cron(5 * * * ? *)'), new Date('2026-11-22T21:05:30Z'))).toEqual(at('2026-11-22T22:05'));
  expect(nextDue(dueOf('cron(0 0 1 1 ? *)'), new Date('2026-02-01T00:00:00Z'))).toBeUndefined();
});

test.each([
  'every hour',
  'cron(5 * * *)',
  'cron(5 * * * * *)',
  'cron(5 * ? * ? *)',
  'cron(61 * * * ? *)',
  'cron(x * * * ? *)',
  'cron(1/0 * * * ? *)',
  'rate(5 weeks)',
])('%s is refused when the host starts', (expression) => expect(() => dueOf(expression)).toThrow());
