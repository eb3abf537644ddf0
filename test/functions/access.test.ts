import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ROUTES, type Route } from '../../functions/routes.ts';
import type { ApiHandler } from '../../shared/lambda/api.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { items, LAST } from '../../shared/store/client.ts';
import { anAccount } from '../support/builders.ts';
import { type Answer, type Asking, call } from '../support/call.ts';
import { bytesOf, named } from '../support/clerk.ts';
import { pngOf, repeated } from '../support/logos.ts';
import { freshPostbox, type Postbox } from '../support/postbox.ts';
import { aroundAll, DECEMBER, NOVEMBER, Reseller } from '../support/reseller.ts';
import { settingsOf } from '../support/settings.ts';
import { connects, xeroAroundAll } from '../support/xeroLink.ts';

/** Every endpoint, asked by the account itself and by another: a route that is added is asked too, or fails here until it can be. */
aroundAll({ services: true });
const { xero } = xeroAroundAll();
let postbox: Postbox;
beforeAll(async () => {
  postbox = await freshPostbox();
});
afterAll(() => postbox.stop());

const closed = ROUTES.filter(({ role }) => role !== 'anyone');
const namedRoutes = (routes: readonly Route[]) => routes.map((route) => [`${route.method} ${route.path}`, route] as const);

const OWN = {
  customerId: 'a',
  serviceId: 's-a',
  chargeId: 'open',
  address: 'a@customer.example',
  invoiceId: `${NOVEMBER}_a`,
  month: NOVEMBER,
};
/** What could stand, and does not; an address is a customer's own affair, and none is another's. */
const MISSING = { ...OWN, customerId: 'nobody', serviceId: 'nothing', chargeId: 'nothing', invoiceId: `${NOVEMBER}_nobody` };
const paramsOf = ({ path }: Route, ids: Record<string, string>) =>
  Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, ids[name] ?? `no test knows what {${name}} is`]));

const ITEM = { description: 'Fibre', unitPrice: '100' };
const logo = pngOf(2, 2, { color: 2, samples: () => repeated(2, 200, 30, 30) });
/** What a clerk would send. An endpoint that needs more than nothing is named here. */
const SENDS: Record<string, Partial<Asking>> = {
  'api/saveAccount': { body: { ...settingsOf('access'), firstMonth: NOVEMBER } },
  'api/saveLogo': { bytes: logo, headers: { 'content-type': 'image/png', 'if-match': '"1"' } },
  'api/createCustomer': { body: { name: 'New' } },
  'api/saveCustomer': { body: { name: 'Changed' } },
  'api/importCustomers': { body: { dryRun: false, skipErrors: false, rows: [{ row: 2, name: 'Imported' }] } },
  'api/importServices': {
    body: {
      dryRun: true,
      skipErrors: false,
      rows: [{ row: 2, customer: 'Nobody', description: 'Fibre', unitPrice: '10', from: '2026-11-01' }],
    },
  },
  'api/createService': { body: { ...ITEM, from: '2026-11-01' } },
  'api/saveService': { body: { ...ITEM, from: '2026-01-01' } },
  'api/createCharge': { body: ITEM },
  'api/saveCharge': { body: ITEM },
  'api/estimate': { body: { service: { ...ITEM, from: '2026-12-12' }, chargeId: 'open' } },
  'api/previewPdf': { body: { company: { name: 'New name' }, layout: 'modern', logo: logo.toString('base64') } },
  'api/previewEmail': { body: { subject: '{{number}}', customerId: 'a' } },
  'api/previewRun': { params: { month: DECEMBER } },
  get 'api/chooseOrganisation'() {
    return { body: { organisationId: xero().hands.organisations()[0]?.tenantId } };
  },
  'api/xeroContacts': { query: { search: 'a' } },
};
/** Nothing stands in the way of a reseller’s own but this: what was made and queued cannot be queued again, nor repaired. */
const REFUSED_FOR_NOW = ['api/sendInvoice', 'api/repairInvoice'];

/** A reseller with a verified domain, a customer, a service, a charge that is open, November made and queued, and Xero connected. */
async function standing(): Promise<Reseller> {
  const domain = `${crypto.randomUUID()}.example`;
  const sending = { ...anAccount().sending, from: `billing@${domain}` };
  const reseller = await Reseller.setUp({ sending, xero: { ...anAccount().xero, uploadFrom: 'atOnce' } });
  await accounts.claimDomain(domain, reseller.id, 1);
  postbox.senders.decide(domain, true);
  const flag = { reason: 'bounced', words: 'unknown', at: '2026-11-01T00:00:00.000Z', invoice: '2026-10_a' } as never;
  await reseller.customer('a', '100');
  await reseller.make(NOVEMBER);
  await reseller.edit('a', { flags: { 'a@customer.example': flag }, revision: 1 });
  await reseller.charge('a', '50', { chargeId: 'open' });
  expect(await connects(xero(), reseller.id)).toBe('connected');
  return reseller;
}

const everythingOf = async ({ id }: Reseller) => {
  const all = [];
  for await (const item of items({ partition: id, from: '!', to: LAST })) all.push(item);
  return all;
};

type Made = { readonly body?: unknown; readonly binary?: unknown; readonly output: never };

async function load({ file }: Route): Promise<{ handler: ApiHandler; made: Made }> {
  // The test runner finds files by a pattern of one folder.
  const module: Record<string, unknown> = await import(`../../functions/api/${file.replace('api/', '')}.ts`);
  const made = Object.values(module).find((value) => typeof value === 'object' && value !== null && 'run' in value);
  return { handler: module.handler as ApiHandler, made: made as unknown as Made };
}

async function asks({ id }: Reseller, route: Route, ids: Record<string, string>, over: Partial<Asking> = {}): Promise<Answer> {
  const { handler, made } = await load(route);
  const revision = /customers\/\{customerId\}$/.test(route.path) ? 2 : 1;
  const usual = { account: id, params: paramsOf(route, ids), headers: { 'if-match': `"${revision}"` } };
  return call(handler, made, { ...usual, ...SENDS[route.file], ...over });
}

type JsonSchema = Parameters<typeof z.fromJSONSchema>[0];
type Body = { readonly content: Record<string, { readonly schema: JsonSchema }> };
type Operation = { readonly requestBody?: Body; readonly responses: Record<string, Body> };
let documented: {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: { readonly Problem: JsonSchema } };
};
beforeAll(async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['bin/openapi.ts'], { maxBuffer: 20_000_000 });
  documented = JSON.parse(stdout);
});

/** What is documented of a request and of its success. What is not documented fits nothing. */
function documentedOf({ path, method }: Route): { readonly asked: z.ZodType; readonly answered: z.ZodType } {
  const { requestBody, responses = {} } = documented.paths[path]?.[method.toLowerCase()] ?? {};
  const [, success] = Object.entries(responses).find(([status]) => /^2\d\d$/.test(status)) ?? [];
  const read = (body: Body | undefined) => z.fromJSONSchema(body?.content['application/json']?.schema ?? false);
  return { asked: read(requestBody), answered: read(success) };
}

describe('a reseller', () => {
  it.each(namedRoutes(closed))('%s: can do it with its own, touches nobody else’s, and is answered as documented', async (_, route) => {
    const [mine, other] = [await standing(), await standing()];
    const before = await everythingOf(other);
    const { status, body } = await asks(mine, route, OWN);
    expect(REFUSED_FOR_NOW.includes(route.file) ? [409] : [200, 201, 202], JSON.stringify(body)).toContain(status);
    expect(await everythingOf(other)).toEqual(before);
    const { asked, answered } = documentedOf(route);
    const sent = SENDS[route.file]?.body;
    if (sent) expect(asked.parse(sent)).toMatchObject(sent);
    if (status < 300) expect(answered.parse(body)).toEqual(body);
  });
});

const withItem = closed.filter(({ path }) => /\{(customerId|invoiceId)\}/.test(path));

describe('another reseller’s', () => {
  it.each(namedRoutes(withItem))('%s: is answered, to the byte, like what does not exist, and stays as it is', async (_, route) => {
    const [mine, other] = [await Reseller.setUp(), await standing()];
    const [before, own] = [await everythingOf(other), await everythingOf(mine)];
    const foreign = await asks(mine, route, OWN);
    expect([foreign.status, foreign.body.code]).toEqual([404, 'not-found']);
    expect(bytesOf(foreign)).toBe(bytesOf(await asks(mine, route, MISSING)));
    expect([await everythingOf(other), await everythingOf(mine)]).toEqual([before, own]);
  });

  it.each(namedRoutes(withItem.filter(({ path }) => /\{(serviceId|chargeId)\}/.test(path))))(
    '%s: nor under a customer of one’s own',
    async (_, route) => {
      const mine = await Reseller.setUp();
      await mine.idle('a');
      await standing();
      const foreign = await asks(mine, route, OWN);
      expect([foreign.status, bytesOf(foreign)]).toEqual([404, bytesOf(await asks(mine, route, { ...MISSING, customerId: 'a' }))]);
    },
  );

  it.each(namedRoutes(closed.filter(({ path, method }) => method === 'GET' && !withItem.some((item) => item.path === path))))(
    '%s: shows nothing of it',
    async (_, route) => {
      const [mine, nobodys] = [await Reseller.setUp(), await asks(await Reseller.setUp(), route, OWN)];
      const other = await standing();
      const answer = await asks(mine, route, OWN);
      const said = (each: Answer) =>
        JSON.stringify([each.status, each.body])
          .replaceAll(/api-\d+-\d+/g, 'ACCOUNT')
          .replaceAll(/"(now|checkedAt)":"[^"]*"/g, 'NOW');
      expect(said(answer)).toBe(said(nobodys));
      expect(JSON.stringify(answer)).not.toContain(other.id);
    },
  );
});

describe('what nobody asked for', () => {
  it.each(namedRoutes(closed))('%s: is refused in the path, the query and the body, and changes nothing', async (_, route) => {
    const [mine, { made }] = [await standing(), await load(route)];
    const before = await everythingOf(mine);
    const more = { colour: 'red' };
    const body = { ...(SENDS[route.file]?.body as object | undefined), ...more };
    const query = { ...SENDS[route.file]?.query, ...more };
    for (const over of [{ query }, { params: { ...paramsOf(route, OWN), ...more } }, ...(made.binary ? [] : [{ body }])]) {
      const answer = await asks(mine, route, OWN, over);
      expect([answer.status, named(answer)], JSON.stringify(over)).toEqual([400, { colour: 'is not a known field' }]);
      expect(z.fromJSONSchema(documented.components.schemas.Problem).parse(answer.body)).toEqual(answer.body);
    }
    expect(await everythingOf(mine)).toEqual(before);
  });
});
