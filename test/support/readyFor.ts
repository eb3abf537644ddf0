import fc from 'fast-check';
import type { Route } from '../../functions/routes.ts';
import { instant } from '../../shared/domain/month.ts';
import { cancelled } from '../../shared/domain/sending.ts';
import { asked, refused } from '../../shared/domain/xero/uploadLife.ts';
import { cursorOf } from '../../shared/lambda/cursor.ts';
import type { Hint } from './arbitrary.ts';
import { OWN, PAGED } from './endpoints.ts';
import { DECEMBER, firstOf, NOVEMBER, Reseller } from './reseller.ts';
import { LOGO, revisionOf, type Standing } from './standing.ts';

/** The day on which everything is asked: November is made, December may be. */
export const TODAY = new Date(firstOf(DECEMBER).getTime() + 2 * 86_400_000);

/** A reseller with whom a request of the route that is as documented can succeed. */
export async function readyFor({ file }: Route, { standing, xero }: Standing): Promise<Reseller> {
  if (file === 'api/repairInvoice') return Reseller.withParked();
  const reseller = await standing();
  const asker = { now: TODAY, by: 'clerk' };
  if (file === 'api/sendInvoice') {
    await reseller.edit('a', { flags: {} });
    await reseller.change(NOVEMBER, 'a', (read) => cancelled(read, asker));
  }
  if (file === 'api/uploadInvoice') {
    const organisationId = xero().hands.organisations()[0]?.tenantId ?? '';
    const [at, no] = [instant(TODAY), { words: 'No such account', advice: 'Choose another' }];
    await reseller.change(NOVEMBER, 'a', (read) => refused(asked(read, { organisationId, at }), no, at));
  }
  return reseller;
}

/** What the parked invoice of `Reseller.withParked` comes to. */
const PARKED_TOTAL = '11110.00';

const from = <T>(...values: T[]) => fc.constantFrom(...values);
const emails = fc
  .tuple(fc.stringMatching(/^[a-z][a-z0-9+_-]{0,8}(\.[a-z]{1,4})?$/), fc.nat(1e6))
  .map(([name, at]) => `${name}@c${at}.example`);

/** What schemas do not say of a text or number: what it means, by its path. */
const MEANT: readonly (readonly [RegExp, fc.Arbitrary<unknown>])[] = [
  [/^path\.address$/, from('a@customer.example', 'A@Customer.Example')],
  [/taxId$/, from('51 824 753 556', '51824753556')],
  // A domain is one account's.
  [/sending\.from$/, fc.uuid().map((id) => `billing@${id}.example`)],
  [/(email|bounceRecipient|\b(to|cc|bcc)\[\])$/i, emails],
  [/timeZone$/, from('Australia/Sydney', 'Pacific/Auckland', 'UTC', 'America/St_Johns')],
  [/currency$/, from('AUD')],
  [/numbering\.first$/, from(1)],
  [/\bfrom$/, from('2026-01-01', '2026-02-28', '2026-11-30', '2024-02-29')],
  [/\bto$/, from('2026-12-01', '2027-02-28', '2030-12-31')],
  [/taxRate$/, from('0', '10', '15.5', '100', '0.0001')],
  [/quantity$/, from('1', '0.0001', '2.5', '999999')],
  [/unitPrice$/, from('1', '-1', '99.9999', '0', '0.0001', '-1000')],
  [/confirmTotal$/, from(PARKED_TOTAL)],
  [/query\.limit$/, fc.integer({ min: 1, max: 100 }).map(String)],
  [/firstMonth$/, from(NOVEMBER)],
  [/Idempotency-Key$/, fc.stringMatching(/^[!-~]{1,255}$/)],
  [/body\.logo$/, from(LOGO.toString('base64'))],
  [/^file$/, from(LOGO)],
];

/** Months of which the route can be asked on that day. */
const MONTHS: Readonly<Record<string, string>> = { 'api/previewRun': DECEMBER, 'api/startRun': DECEMBER };

export function hintsFor(route: Route, { id }: Reseller, { xero }: Standing): Hint {
  const month = MONTHS[route.file] ?? NOVEMBER;
  const [list = '', place = ''] = PAGED[route.file] ?? [];
  return (path) => {
    const [where = '', name = ''] = path.split('.');
    if (path === 'path.month') return from(month);
    if (path === 'query.cursor') return from(cursorOf(id, list, place));
    if (/^(path|query|body)$/.test(where) && /^(customer|service|charge|invoice)Id$/.test(name)) return from(OWN[name]);
    if (path === 'header.If-Match') return from(`"${revisionOf(route)}"`, `W/"${revisionOf(route)}"`);
    if (path === 'body.organisationId') return from(xero().hands.organisations()[0]?.tenantId);
    return MEANT.find(([which]) => which.test(path))?.[1];
  };
}

/** A cursor goes with the filters that it was answered for. */
export function withoutForeignCursor<R extends { readonly query: Readonly<Record<string, string>> }>(request: R): R {
  const { cursor: _, ...query } = request.query;
  return 'month' in query || 'status' in query || 'customerId' in query ? { ...request, query } : request;
}
