import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ROUTES, type Route } from '../../../functions/routes.ts';
import { accounts } from '../../../shared/store/accounts.ts';
import { checkOf, handed, handlersOf } from '../../support/answers.ts';
import type { Hint } from '../../support/arbitrary.ts';
import { words } from '../../support/arbitrary.ts';
import { type ArbitraryRequest, soundRequests } from '../../support/arbitraryRequests.ts';
import { atRandomAroundAll, SEED, short } from '../../support/atRandom.ts';
import { OWN } from '../../support/endpoints.ts';
import { hintsFor } from '../../support/readyFor.ts';
import { DECEMBER, NOVEMBER, Reseller, setNow } from '../../support/reseller.ts';
import { makeMonth } from '../../support/world.ts';

/**
 * What an endpoint has taken, the others must bear: extremes are written, the month is made of them, and everything is read, printed,
 * exported and reckoned. `WORLDS=` and `SEED=` in the environment try more.
 */
const WORLDS = Number(process.env.WORLDS ?? 20);

const at = atRandomAroundAll();

const WRITING = [
  'saveAccount',
  'createCustomer',
  'saveCustomer',
  'createService',
  'saveService',
  'createCharge',
  'importCustomers',
  'importServices',
];
const route = (name: string): Route => {
  const found = ROUTES.find(({ file }) => file === `api/${name}`);
  if (!found) throw new Error(`There is no ${name}`);
  return found;
};

const from = <T>(...values: T[]) => fc.constantFrom(...values);
const PRICES = from('999999999.9999', '-999999999.9999', '0.0001', '-0.0001', '0', '-0', '000000001', '0.5', '123456.789');
/** Among them what is no day, no month, no rate: were it taken, it would have to be borne too. */
const DAYS = from(
  '2026-02-30',
  '2026-11-31',
  '0001-01-01',
  '0000-01-01',
  '1999-12-31',
  '2026-10-15',
  '2026-11-01',
  '2026-11-30',
  '2027-01-01',
  '9999-12-31',
);
const MONTHS = from('2026-13', '0000-01', NOVEMBER, DECEMBER, '9999-12');
const HARD = from(
  'x\ud800',
  'a\u0000b',
  '\u202eRTL\u202c',
  '😀'.repeat(20),
  'a\u0301\u0323',
  '=1+1',
  '<b>&amp;</b>',
  '"\'`',
  'א'.repeat(60),
  '%s %d {0} $& $1',
  '\u200bx\u200d',
  'ﷺ'.repeat(9),
);

/** Whatever the schema lets through, where it is not about what stands. */
const EXTREME: readonly (readonly [RegExp, fc.Arbitrary<unknown>])[] = [
  [/body\.rows\[\]\.customer$/, from('a', 'Customer a', 'nobody')],
  [/unitPrice$/, PRICES],
  [/quantity$/, from('0.0001', '1', '999999999.9999', '0000.5', '0')],
  [/taxRate$/, from('0', '100', '0.0001', '99.9999', '100.0001', '999')],
  [/\.(from|to)$/, DAYS],
  [/leaveOut\[\]$/, MONTHS],
  [/\.(name|description|notes|reference|address\[\]|text|fromName)$/, fc.oneof(words(10), words(100), HARD)],
  [/(subject|sending\.body)$/, from('{{number}}', '{{customer}} {{customer}}', '{{dueDate}}', 'plain', '{{total}} of {{month}}')],
  [/timeZone$/, from('Pacific/Kiritimati', 'Pacific/Pago_Pago', 'America/St_Johns', 'UTC', 'Asia/Kathmandu')],
];

function extremesFor(to: Route, reseller: Reseller): Hint {
  const usual = hintsFor(to, reseller, at.around);
  return (path) => {
    // Another's domain, taken before, would only be refused.
    if (/(sending\.from|firstMonth|numbering\.first|currency)$/.test(path)) return usual(path);
    return EXTREME.find(([which]) => which.test(path))?.[1] ?? usual(path);
  };
}

const READING = ROUTES.filter(({ method, file, role }) => role !== 'anyone' && method === 'GET' && !/[xX]ero/.test(file));
const ALSO = ['sendInvoice', 'previewPdf', 'previewEmail', 'estimate', 'repairInvoice'].map(route);

async function ask(to: Route, reseller: Reseller, request: Partial<ArbitraryRequest>): Promise<number> {
  const { handler } = await handlersOf(to, at.documented);
  const whole = { params: {}, query: {}, headers: {}, ...request };
  try {
    return checkOf(to, at.documented, at.secrets())(await handler(handed(whole, reseller.id)));
  } catch (error) {
    throw new Error(`${to.method} ${to.path} ${short(whole)}: ${String(error).slice(0, 800)}`, { cause: error });
  }
}

async function everythingAsked(reseller: Reseller, months: readonly string[]): Promise<void> {
  for (const month of months) {
    for (const to of [...READING, ...ALSO]) {
      const names = [...to.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
      const ids: Record<string, string> = { ...OWN, month, invoiceId: `${month}_a` };
      const body = to.method === 'POST' ? { body: '{}' } : {};
      await ask(to, reseller, { params: Object.fromEntries(names.map((name) => [name, ids[name] ?? ''])), ...body });
    }
  }
}

it(`${WORLDS} worlds of extremes from SEED=${SEED}: whatever was taken is planned, billed, read, printed and exported`, {
  timeout: 60_000 + WORLDS * 5000,
}, async () => {
  let taken = 0;
  const wishes = fc.array(fc.constantFrom(...WRITING), { minLength: 6, maxLength: 16 });
  const property = fc.asyncProperty(wishes, fc.gen(), async (names, gen) => {
    const reseller = await Reseller.setUp({ firstMonth: NOVEMBER });
    await reseller.customer('a', '100');
    await reseller.charge('a', '50', { chargeId: 'open' });
    for (const name of names) {
      const to = route(name);
      const request = gen((hints: Hint) => soundRequests(at.documented.operation(to), hints), extremesFor(to, reseller));
      const revision = name === 'saveAccount' ? (await accounts.get(reseller.id))?.revision : undefined;
      const headers = { ...request.headers, ...(to.path.endsWith('Id}') || revision ? { 'if-match': `"${revision ?? 1}"` } : {}) };
      if ((await ask(to, reseller, { ...request, headers })) < 400) taken += 1;
    }
    await everythingAsked(reseller, [NOVEMBER]);
    for (const month of [NOVEMBER, DECEMBER]) {
      const settings = await accounts.get(reseller.id);
      if (!settings) throw new Error('The settings are gone');
      // The month has begun in every time zone.
      const now = new Date(`${month}-03T00:00:00Z`);
      setNow(now);
      await makeMonth(settings, month, reseller.world, now);
    }
    await everythingAsked(reseller, [NOVEMBER, DECEMBER]);
  });
  const { failed, errorInstance, counterexample, counterexamplePath } = await fc.check(property, {
    seed: SEED,
    numRuns: WORLDS,
    endOnFailure: true,
  });
  if (failed)
    throw new Error(`${String(errorInstance).slice(0, 3000)}\n${short(counterexample)}\nPath ${counterexamplePath}\n${at.logged()}`, {
      cause: errorInstance,
    });
  expect(taken).toBeGreaterThan(WORLDS * 3);
});
