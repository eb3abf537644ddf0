import { ROUTES, type Route } from '../../functions/routes.ts';
import type { ApiHandler } from '../../shared/lambda/api.ts';
import { DECEMBER, NOVEMBER } from './reseller.ts';

/** Every endpoint by its route: a route that is added tomorrow is found too. */

export type Made = {
  readonly role: string;
  readonly body?: unknown;
  readonly binary?: readonly string[];
  readonly ifMatch?: true | 'optional';
  readonly output: never;
};
export type Loaded = { readonly handler: ApiHandler; readonly made: Made };
export type Load = (route: Route) => Promise<Loaded>;

export const loaded: Load = async ({ file }) => {
  // The test runner finds files by a pattern of one folder.
  const module: Record<string, unknown> = await import(`../../functions/api/${file.replace('api/', '')}.ts`);
  const made = Object.values(module).find((value) => typeof value === 'object' && value !== null && 'run' in value);
  if (!made) throw new Error(`functions/${file}.ts exports no endpoint`);
  return { handler: module.handler as ApiHandler, made: made as unknown as Made };
};

export const closedRoutes = ROUTES.filter(({ role }) => role !== 'anyone');
export const namedRoutes = (routes: readonly Route[]) => routes.map((route) => [`${route.method} ${route.path}`, route] as const);

/** What stands at the reseller of `standing()`. */
export const OWN: Readonly<Record<string, string>> = {
  customerId: 'a',
  serviceId: 's-a',
  chargeId: 'open',
  address: 'a@customer.example',
  invoiceId: `${NOVEMBER}_a`,
  month: NOVEMBER,
};
/** What could stand, and does not; an address is a customer's own affair, and none is another's. */
export const MISSING = { ...OWN, customerId: 'nobody', serviceId: 'nothing', chargeId: 'nothing', invoiceId: `${NOVEMBER}_nobody` };

/** @throws Error for a parameter that no test knows: a route with a new one is asked with an id that stands, or not at all */
export function paramsOf({ path }: Route, ids: Readonly<Record<string, string>>): Record<string, string> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return Object.fromEntries(
    names.map((name) => {
      const id = ids[name];
      if (id === undefined) throw new Error(`No test knows what {${name}} is: name one in test/support/endpoints.ts`);
      return [name, id];
    }),
  );
}

/** What each list that is paged calls itself in its cursors, and a place in it. A list that is added is named here. */
export const PAGED: Readonly<Record<string, readonly [string, string]>> = {
  'api/listCustomers': ['customers', 'a'],
  'api/listInvoices': ['invoices [null,null,null]', '3'],
  'api/previousInvoices': ['previous [null,null,null]', '3'],
  'api/readRun': [`skipped ${NOVEMBER}`, '1.0'],
  'api/previewRun': [`preview ${DECEMBER}`, 'a'],
};
