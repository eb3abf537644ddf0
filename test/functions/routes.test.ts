import { describe, expect, it } from 'vitest';
import { ROUTES, type Route } from '../../functions/routes.ts';
import { SETTINGS_NEEDED } from '../../shared/domain/account.ts';
import type { ApiHandler } from '../../shared/lambda/api.ts';
import { call } from '../support/call.ts';
import { aroundAll } from '../support/reseller.ts';

/** What holds for every endpoint alike, one that is added tomorrow too. */
aroundAll();

type Loaded = { readonly handler: ApiHandler; readonly made: { readonly role: string; readonly output: never; readonly setup?: string } };

async function load({ file }: Route): Promise<Loaded> {
  // The test runner finds files by a pattern of one folder.
  const module: Record<string, unknown> = await import(`../../functions/api/${file.replace('api/', '')}.ts`);
  const made = Object.values(module).find((value) => typeof value === 'object' && value !== null && 'run' in value);
  if (!made) throw new Error(`functions/${file}.ts exports no endpoint`);
  return { handler: module.handler as ApiHandler, made: made as unknown as Loaded['made'] };
}

const IDS: Record<string, string> = { month: '2026-11', invoiceId: '2026-11_a', address: 'a@customer.example' };
const paramsOf = ({ path }: Route) => Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, IDS[name] ?? 'a']));

const withName = (routes: readonly Route[]) => routes.map((route) => [`${route.method} ${route.path}`, route] as const);
const closed = ROUTES.filter(({ role }) => role !== 'anyone');

/** The only ones that are there before set-up is finished: they are set-up itself. */
const SET_UP = ['api/readAccount', 'api/saveAccount', 'api/previewPdf', 'api/previewEmail'];
/** They work out what they are told and store nothing; only what they are told is too much for a query. */
const WORKING_OUT = ['api/previewPdf', 'api/previewEmail', 'api/estimate'];

describe('who may do what', () => {
  it.each(withName(ROUTES))('%s is for whom its route says', async (_, route) => {
    expect((await load(route)).made.role).toBe(route.role);
  });

  it('only writing needs the role “billing”, and every writing does', () => {
    const reading = ({ method, file }: Route) => method === 'GET' || WORKING_OUT.includes(file);
    expect(ROUTES.filter((route) => reading(route) && route.role === 'billing')).toEqual([]);
    expect(closed.filter((route) => !reading(route) && route.role !== 'billing')).toEqual([]);
  });

  it.each(withName(closed))('%s: nobody without an account’s ID token', async (_, route) => {
    const { handler, made } = await load(route);
    const id = { 'custom:account': 'a', 'custom:role': 'billing', sub: 'someone', token_use: 'id' };
    const strangers = [
      null,
      {},
      { ...id, 'custom:account': undefined },
      { ...id, 'custom:account': '' },
      { ...id, 'custom:account': 'a#b' },
    ];
    for (const claims of [...strangers, { ...id, token_use: 'access' }, { ...id, token_use: undefined }]) {
      const { status, body } = await call(handler, made, { account: 'unused', claims, params: paramsOf(route) });
      expect([status, body.code], JSON.stringify(claims)).toEqual([401, 'unauthorised']);
    }
  });

  it.each(withName(closed))('%s: nobody without a role that we know', async (_, route) => {
    const { handler, made } = await load(route);
    for (const role of [undefined, 'admin', 'Billing', ['billing']]) {
      const claims = { 'custom:account': 'a', 'custom:role': role, sub: 'someone', token_use: 'id' };
      expect((await call(handler, made, { account: 'unused', claims, params: paramsOf(route) })).status).toBe(403);
    }
  });

  it.each(withName(closed.filter(({ role }) => role === 'billing')))('%s: no viewer', async (_, route) => {
    const { handler, made } = await load(route);
    const { status, body } = await call(handler, made, { account: 'a', role: 'viewer', params: paramsOf(route) });
    expect([status, body.code]).toEqual([403, 'forbidden']);
  });
});

describe('until the settings are saved', () => {
  it.each(withName(closed.filter(({ file }) => !SET_UP.includes(file))))(
    '%s cannot be used: the answer lists what is missing',
    async (_, route) => {
      const { handler, made } = await load(route);
      const { status, body } = await call(handler, made, { account: 'not-set-up', params: paramsOf(route) });
      expect([status, body.code, body.missing]).toEqual([409, 'setup-required', [...SETTINGS_NEEDED]]);
    },
  );

  it('only set-up itself can be', async () => {
    const open = await Promise.all(closed.map(async (route) => ((await load(route)).made.setup ? [route.file] : [])));
    expect(open.flat().sort()).toEqual([...SET_UP].sort());
  });
});

describe('without a token', () => {
  it('the API says that it answers, and nothing more', async () => {
    const [health] = ROUTES.filter(({ file }) => file === 'api/health');
    if (!health) throw new Error('There is no health');
    const { handler, made } = await load(health);
    expect((await call(handler, made, { account: '', claims: null })).body).toEqual({ ok: true });
  });
});
