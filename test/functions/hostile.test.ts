import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ROUTES } from '../../functions/routes.ts';
import type { ApiHandler } from '../../shared/lambda/api.ts';
import { call } from '../support/call.ts';
import { freshPostbox, type Postbox } from '../support/postbox.ts';
import { aroundAll, NOVEMBER, Reseller } from '../support/reseller.ts';
import { xeroAroundAll } from '../support/xeroLink.ts';

/** Nothing that a caller can write may look like a fault of ours. */
aroundAll({ services: true });
xeroAroundAll();
let postbox: Postbox;
beforeAll(async () => {
  postbox = await freshPostbox();
});
afterAll(() => postbox.stop());

const PARAMS: Record<string, readonly string[]> = {
  month: ['0000-01', '0001-01', '9999-12', '2026-13', '2026-11-01', '', ' ', '２０２６-11', '__proto__'],
  invoiceId: ['0000-01_a', '9999-12_a', '2026-11_', '2026-11_a#b', '_', `2026-11_${'x'.repeat(65)}`, '__proto__', '2026-11_nobody'],
  address: ['', '@', '%', '__proto__', 'constructor', 'a@b', `${'x'.repeat(5000)}@y.example`, '\u0000', '\ud800'],
  customerId: ['', '#', 'ACCOUNT', '__proto__', 'x'.repeat(5000), '\ud800', 'nobody'],
  serviceId: ['', '#', '__proto__', '\u0000', 'nobody'],
  chargeId: ['', '#', '__proto__', '\u0000', 'nobody'],
};
const QUERIES = [
  { limit: '0' },
  { limit: '1e3' },
  { limit: '999999' },
  { cursor: '' },
  { cursor: 'e30' },
  { month: '9999-12' },
  { month: '0000-01' },
  { status: 'constructor' },
  { customerId: '#' },
  { __proto__x: 'x' },
];
const ITEM = { description: 'x', unitPrice: '1' };
const BODIES: readonly unknown[] = [
  null,
  [],
  'text',
  { name: { toString: 1 } },
  { ...ITEM, from: '0000-01-01' },
  { ...ITEM, from: '0000-01-01', to: '9999-12-31' },
  { ...ITEM, from: '9999-12-31', leaveOutNext: true },
  { ...ITEM, from: '2026-01-01', leaveOut: ['0000-01', '9999-12'] },
  { ...ITEM, from: '10000-01-01' },
  { ...ITEM, quantity: '999999999.9999', unitPrice: '-999999999.9999' },
  { ...ITEM, quantity: '0.0001', unitPrice: '0.0001', taxRate: '100' },
  { confirmTotal: '99999999999999999999.99' },
  { skip: '\ud800' },
];

async function statusOf(file: string, reseller: Reseller, over: object): Promise<number> {
  const module: Record<string, unknown> = await import(`../../functions/api/${file.replace('api/', '')}.ts`);
  const made = Object.values(module).find((value) => typeof value === 'object' && value !== null && 'run' in value);
  const headers = { 'if-match': '"1"' };
  const { status } = await call(module.handler as ApiHandler, made as never, { account: reseller.id, headers, ...over });
  return status;
}

const usual: Record<string, string> = { month: NOVEMBER, invoiceId: `${NOVEMBER}_a`, customerId: 'a', address: 'x@y.example' };
const usualOf = (path: string) =>
  Object.fromEntries(
    [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, usual[name] ?? (name === 'serviceId' ? 's-a' : 'c-a')]),
  );

describe('whatever a caller writes', () => {
  const routes = ROUTES.filter(({ file }) => file !== 'api/openApi');

  it.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s never answers a fault of ours',
    async (_, route) => {
      const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
      const reseller = await Reseller.setUp();
      await reseller.customer('a');
      await reseller.charge('a', '50');
      await reseller.make(NOVEMBER);
      const params = usualOf(route.path);
      const tries = [
        ...Object.keys(params).flatMap((name) => (PARAMS[name] ?? []).map((value) => ({ params: { ...params, [name]: value } }))),
        ...QUERIES.map((query) => ({ params, query })),
        ...(route.method === 'GET' ? [] : BODIES.map((body) => ({ params, body }))),
      ];
      for (const each of tries) {
        const status = await statusOf(route.file, reseller, each);
        expect(status, `${JSON.stringify(each).slice(0, 200)} ${log.mock.calls.flat().join(' ').slice(0, 600)}`).toBeLessThan(500);
      }
      log.mockRestore();
    },
  );

  it('the preview and the run survive services of any dates', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    for (const body of BODIES.slice(4, 8)) await statusOf('api/createService', reseller, { params: { customerId: 'a' }, body });
    expect(await statusOf('api/previewRun', reseller, { params: { month: NOVEMBER } })).toBe(200);
    await reseller.make(NOVEMBER);
    expect(await statusOf('api/readInvoice', reseller, { params: { invoiceId: `${NOVEMBER}_a` } })).toBe(200);
  });
});
