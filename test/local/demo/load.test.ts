import { expect, test } from 'vitest';
import { type Api, loadDemo, monthAfter } from '../../../local/demo/load.ts';

type Made = { readonly path: string; readonly key: string };

/** Something that keeps what it is sent as the API's contract says, and breaks off after `most` calls. */
function recorder(made: Map<string, Made>, most = Number.POSITIVE_INFINITY): Api {
  let calls = 0;
  return async (method, path, { key = '' } = {}) => {
    calls += 1;
    if (calls > most) throw new Error('broken off');
    if (method === 'GET') {
      const body = made.has('PUT /v1/account/logo') ? { logo: {} } : {};
      return { status: made.has('PUT /v1/account') ? 200 : 409, body };
    }
    const id = key || `${method} ${path}`;
    if (!made.has(id)) made.set(id, { path, key });
    return { status: 200, body: { customerId: `c-${key}` } };
  };
}

test.each([2, 3, 100])('a load that was broken off after %d calls, and is done again, makes what one load makes', async (most) => {
  const whole = new Map<string, Made>();
  await loadDemo(recorder(whole), '2026-12');
  const twice = new Map<string, Made>();
  await expect(loadDemo(recorder(twice, most), '2026-12')).rejects.toThrow('broken off');
  await loadDemo(recorder(twice), '2026-12');
  expect([...twice.values()].toSorted(byKey)).toEqual([...whole.values()].toSorted(byKey));
  expect([...whole.values()].filter(({ path }) => path === '/v1/customers')).toHaveLength(25);
});

const byKey = (a: Made, b: Made) => (a.key + a.path < b.key + b.path ? -1 : 1);

test.each([
  ['2026-11-22T00:00:00Z', '2026-12'],
  ['2026-11-30T14:00:00Z', '2027-01'],
  ['2026-12-31T12:00:00Z', '2027-01'],
])('at %s the demo begins with %s', (now, month) => expect(monthAfter(new Date(now))).toBe(month));
