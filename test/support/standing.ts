import { afterAll, beforeAll, expect } from 'vitest';
import type { Route } from '../../functions/routes.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { type Item, items, LAST } from '../../shared/store/client.ts';
import { anAccount } from './builders.ts';
import { type Answer, type Asking, call } from './call.ts';
import { type Load, loaded, paramsOf } from './endpoints.ts';
import { pngOf, repeated } from './logos.ts';
import { freshPostbox, type Postbox } from './postbox.ts';
import { aroundAll, DECEMBER, NOVEMBER, Reseller } from './reseller.ts';
import type { Services } from './services.ts';
import { settingsOf } from './settings.ts';
import { connects, xeroAroundAll } from './xeroLink.ts';

const ITEM = { description: 'Fibre', unitPrice: '100' };
export const LOGO = pngOf(2, 2, { color: 2, samples: () => repeated(2, 200, 30, 30) });
const IMPORTED_SERVICE = { row: 2, customer: 'Nobody', description: 'Fibre', unitPrice: '10', from: '2026-11-01' };

/** What a clerk would send. An endpoint that needs more than nothing is named here. */
const SENDS: Readonly<Record<string, Partial<Asking>>> = {
  'api/saveLogo': { bytes: LOGO, headers: { 'content-type': 'image/png', 'if-match': '"1"' } },
  'api/createCustomer': { body: { name: 'New' } },
  'api/saveCustomer': { body: { name: 'Changed' } },
  'api/importCustomers': { body: { dryRun: false, skipErrors: false, rows: [{ row: 2, name: 'Imported' }] } },
  'api/importServices': { body: { dryRun: true, skipErrors: false, rows: [IMPORTED_SERVICE] } },
  'api/createService': { body: { ...ITEM, from: '2026-11-01' } },
  'api/saveService': { body: { ...ITEM, from: '2026-01-01' } },
  'api/createCharge': { body: ITEM },
  'api/saveCharge': { body: ITEM },
  'api/estimate': { body: { service: { ...ITEM, from: '2026-12-12' }, chargeId: 'open' } },
  'api/previewPdf': { body: { company: { name: 'New name' }, layout: 'modern', logo: LOGO.toString('base64') } },
  'api/previewEmail': { body: { subject: '{{number}}', customerId: 'a' } },
  'api/previewRun': { params: { month: DECEMBER } },
  'api/xeroContacts': { query: { search: 'a' } },
};
/** Nothing stands in the way of a reseller’s own but this: what was made and queued cannot be queued again, nor repaired. */
export const REFUSED_FOR_NOW = ['api/sendInvoice', 'api/repairInvoice'];

/** One with a verified domain, a customer, a service, a charge that is open, November made and queued, and Xero connected. */
export type Standing = {
  standing(): Promise<Reseller>;
  sends(file: string): Partial<Asking>;
  /** What a clerk of theirs asks of the route; `over` says what is different. */
  asks(reseller: Reseller, route: Route, ids: Readonly<Record<string, string>>, over?: Partial<Asking>, load?: Load): Promise<Answer>;
  services(): Services;
  /** What SES took of the account. */
  taken(account: string): ReturnType<Postbox['taken']>;
  xero: ReturnType<typeof xeroAroundAll>['xero'];
};

/** Everything that endpoints use, for all tests of the file. */
export function standingAroundAll(): Standing {
  const { services } = aroundAll({ services: true });
  const { xero } = xeroAroundAll();
  let postbox: Postbox;
  beforeAll(async () => {
    postbox = await freshPostbox();
  });
  afterAll(() => postbox.stop());

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

  const sends = (file: string): Partial<Asking> => {
    if (file === 'api/chooseOrganisation') return { body: { organisationId: xero().hands.organisations()[0]?.tenantId } };
    // A domain is one account's, so everybody has another.
    if (file === 'api/saveAccount') return { body: { ...settingsOf(crypto.randomUUID()), firstMonth: NOVEMBER } };
    return SENDS[file] ?? {};
  };

  const asks: Standing['asks'] = async ({ id }, route, ids, over = {}, load = loaded) => {
    const { handler, made } = await load(route);
    const usual = { account: id, params: paramsOf(route, ids), headers: { 'if-match': `"${revisionOf(route)}"` } };
    return call(handler, made, { ...usual, ...sends(route.file), ...over });
  };
  return { standing, sends, asks, services, taken: (account) => postbox.taken(account), xero };
}

/** The customer of `standing()` was edited once; nothing else was. */
export const revisionOf = ({ path }: Route): number => (/customers\/\{customerId\}$/.test(path) ? 2 : 1);

/** All that is kept of an account, keys and all. */
export async function everythingOf({ id }: Reseller): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items({ partition: id, from: '!', to: LAST })) all.push(item);
  return all;
}

/** What was answered, whoever asked and whenever: without names made for the occasion, and links' signatures. */
export const said = ({ status, body }: Answer): string =>
  JSON.stringify([status, body])
    .replaceAll(/api-\d+-\d+/g, 'ACCOUNT')
    .replaceAll(/"(now|checkedAt|expiresAt)":"[^"]*"/g, 'NOW')
    .replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}|\b[\da-f]{26}\b|(?<=[?&](state|X-Amz-[\w-]+)=)[^&"]+/g, 'FRESH');
