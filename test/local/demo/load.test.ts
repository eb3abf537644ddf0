import { expect, test } from 'vitest';
import { type Api, loadDemo } from '../../../local/demo/load.ts';

type Made = { readonly path: string; readonly key: string };

/** Something that keeps what it is sent as the API's contract says, and breaks off after `most` calls. */
function recorder(made: Map<string, Made>, most = Number.POSITIVE_INFINITY): Api {
  let calls = 0;
  return async (method, path, { key = '' } = {}) => {
    calls += 1;
    if (calls > most) throw new Error('broken off');
    if (method === 'GET') return { status: made.has('PUT /v1/account') ? 200 : 404, body: {} };
    const id = key || `${method} ${path}`;
    if (!made.has(id)) made.set(id, { path, key });
    return { status: 200, body: { customerId: `c-${key}` } };
  };
}

test('a load that was broken off, and is done again, makes what one load makes', async () => {
  const now = new Date('2026-11-22T00:00:00Z');
  const whole = new Map<string, Made>();
  await loadDemo(recorder(whole), now);
  const twice = new Map<string, Made>();
  await expect(loadDemo(recorder(twice, 100), now)).rejects.toThrow('broken off');
  await loadDemo(recorder(twice), now);
  expect([...twice.values()].toSorted(byKey)).toEqual([...whole.values()].toSorted(byKey));
  expect([...whole.values()].filter(({ path }) => path === '/v1/customers')).toHaveLength(25);
});

const byKey = (a: Made, b: Made) => (a.key + a.path < b.key + b.path ? -1 : 1);
