import { expect, it } from 'vitest';
import { Problem } from '../../../../admin/api/problem.ts';
import { unusualTotal } from '../../../../admin/screens/invoices/unusualTotal.ts';
import { absurdity } from '../../../../shared/domain/audit.ts';
import { cents } from '../../../../shared/domain/money.ts';

/** As the API refuses a repair whose total is absurd. */
const refusal = (total: number) => {
  const reason = absurdity(cents(total), [cents(1_000), cents(2_000), cents(1_500)], 'AUD');
  return new Problem(409, { code: 'conflict', detail: `This invoice still needs attention: ${reason}` });
};

it.each([
  [6_000_000, { shown: 'AUD 60,000.00', digits: '60000.00' }],
  [123_456_789, { shown: 'AUD 1,234,567.89', digits: '1234567.89' }],
])('reads the total that a person is to confirm out of the refusal: %s cents', (total, expected) => {
  expect(unusualTotal(refusal(total))).toEqual(expected);
});

it('asks for no confirmation of anything else that is wrong', () => {
  expect(unusualTotal(new Problem(409, { detail: 'This invoice still needs attention: it cannot be priced' }))).toBeUndefined();
  expect(unusualTotal(new Problem(409, { detail: 'The total is 12.00 now, not the 11.00 that was confirmed' }))).toBeUndefined();
  expect(unusualTotal(new Error(refusal(6_000_000).message))).toBeUndefined();
});
