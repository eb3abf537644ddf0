import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { Route } from '../../functions/routes.ts';
import { Problem } from '../../shared/domain/problem.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { customerId } from '../../shared/lambda/schemas.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { customers } from '../../shared/store/customers.ts';
import type { Answer, Asking } from '../support/call.ts';
import { bytesOf, named } from '../support/clerk.ts';
import { documentAroundAll } from '../support/documented.ts';
import { closedRoutes, type Load, type Loaded, loaded, MISSING, namedRoutes, OWN, paramsOf } from '../support/endpoints.ts';
import { Reseller } from '../support/reseller.ts';
import { everythingOf, REFUSED_FOR_NOW, said, standingAroundAll } from '../support/standing.ts';

/**
 * Every endpoint, asked by the account itself and by another: a route that is added is asked too, or fails here until it can be. What a
 * clerk would send to it is told in test/support/standing.ts.
 */
const { standing, sends, asks } = standingAroundAll();
const documented = documentAroundAll();

async function ownIsDone(route: Route, load: Load = loaded): Promise<Answer> {
  const [mine, other] = [await standing(), await standing()];
  const before = await everythingOf(other);
  const answer = await asks(mine, route, OWN, {}, load);
  expect(REFUSED_FOR_NOW.includes(route.file) ? [409] : [200, 201, 202], JSON.stringify(answer.body)).toContain(answer.status);
  expect(await everythingOf(other)).toEqual(before);
  return answer;
}

/** Whatever is said of it: a right or wrong `If-Match`, a body that would do and one that would not. */
const SAID_OF_FOREIGN: readonly Partial<Asking>[] = [
  {},
  { headers: { 'if-match': '"7"' } },
  { headers: {} },
  { body: { colour: 'red' } },
  { query: { colour: 'red' } },
];

async function foreignIsMissing(route: Route, load: Load = loaded): Promise<void> {
  const [mine, other] = [await Reseller.setUp(), await standing()];
  const [before, own] = [await everythingOf(other), await everythingOf(mine)];
  for (const [index, over] of SAID_OF_FOREIGN.entries()) {
    const foreign = await asks(mine, route, OWN, over, load);
    if (index === 0) expect([foreign.status, foreign.body.code]).toEqual([404, 'not-found']);
    expect(foreign.status).toBeGreaterThanOrEqual(400);
    expect(bytesOf(foreign)).toBe(bytesOf(await asks(mine, route, MISSING, over, load)));
    expect(JSON.stringify(foreign)).not.toContain(other.id);
  }
  expect([await everythingOf(other), await everythingOf(mine)]).toEqual([before, own]);
}

describe('a reseller', () => {
  it.each(namedRoutes(closedRoutes))(
    '%s: can do it with its own, touches nobody else’s, and is answered as documented',
    async (_, route) => {
      const { status, body } = await ownIsDone(route);
      const { asked, answered } = documented.read(route);
      const sent = sends(route.file).body;
      if (sent) expect(asked.parse(sent)).toMatchObject(sent);
      if (status < 300) expect(answered.get(status)?.parse(body)).toEqual(body);
    },
  );
});

const withItem = closedRoutes.filter(({ path }) => /\{(customerId|invoiceId)\}/.test(path));

describe('another reseller’s', () => {
  it.each(namedRoutes(withItem))('%s: is answered, to the byte, like what does not exist, and stays as it is', (_, route) =>
    foreignIsMissing(route),
  );

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

  it.each(namedRoutes(closedRoutes.filter((route) => !withItem.includes(route))))(
    '%s: shows nothing of it, and does what it does for one who is alone',
    async (_, route) => {
      const [mine, nobodys] = [await Reseller.setUp(), await asks(await Reseller.setUp(), route, OWN)];
      const other = await standing();
      const before = await everythingOf(other);
      const answer = await asks(mine, route, OWN);
      expect(said(answer)).toBe(said(nobodys));
      expect(JSON.stringify(answer)).not.toContain(other.id);
      expect(await everythingOf(other)).toEqual(before);
    },
  );
});

describe('what nobody asked for', () => {
  it.each(namedRoutes(closedRoutes))('%s: is refused in the path, the query and the body, and changes nothing', async (_, route) => {
    const [mine, { made }] = [await standing(), await loaded(route)];
    const before = await everythingOf(mine);
    const more = { colour: 'red' };
    const { body, query } = sends(route.file);
    const added = { body: { ...(body as object | undefined), ...more }, query: { ...query, ...more } };
    const tries = [
      { query: added.query },
      { params: { ...paramsOf(route, OWN), ...more } },
      ...(made.binary ? [] : [{ body: added.body }]),
    ];
    for (const over of tries) {
      const answer = await asks(mine, route, OWN, over);
      expect([answer.status, named(answer)], JSON.stringify(over)).toEqual([400, { colour: 'is not a known field' }]);
      expect(documented.problem().parse(answer.body)).toEqual(answer.body);
    }
    expect(await everythingOf(mine)).toEqual(before);
  });
});

/** Whose data the made-up endpoints below tell to anyone. */
let victim = '';
const PATH = '/v1/customers/{customerId}/secret';
const madeUp = (path: string, made: Parameters<typeof api>[0]): readonly [Route, Load] => [
  { method: 'GET', path, file: 'api/madeUp', role: 'viewer' },
  async () => ({ handler: api(made), made }) as unknown as Loaded,
];
const output = z.object({ name: z.string() });
const ofCustomer = { summary: '', role: 'viewer', params: z.strictObject({ customerId }), output, ports: { accounts } } as const;

describe('a route that is added', () => {
  const good = madeUp(
    PATH,
    endpoint({ ...ofCustomer, run: async ({ account, params }) => ({ name: (await customers.get(account, params.customerId)).name }) }),
  );
  const leaky = madeUp(
    PATH,
    endpoint({ ...ofCustomer, run: async ({ params }) => ({ name: (await customers.get(victim, params.customerId)).name }) }),
  );
  const telling = madeUp(
    PATH,
    endpoint({
      ...ofCustomer,
      async run({ account, params }) {
        const { name } = await customers.get(account, params.customerId).catch(async () => {
          await customers.get(victim, params.customerId);
          throw new Problem('forbidden', 'That one is somebody else’s');
        });
        return { name };
      },
    }),
  );
  const meddling = madeUp(
    PATH,
    endpoint({
      ...ofCustomer,
      async run({ account, params }) {
        const stands = await customers.get(victim, params.customerId).catch(() => undefined);
        if (stands) await customers.save(victim, { ...stands, name: 'Meddled with' });
        return { name: (await customers.get(account, params.customerId)).name };
      },
    }),
  );
  const withVictim = async () => {
    victim = (await standing()).id;
  };

  it('passes when it keeps to the account that asks', async () => {
    await ownIsDone(...good);
    await foreignIsMissing(...good);
  });

  it.each([
    ['tells what is another’s', leaky],
    ['answers a foreign id otherwise than a missing one', telling],
  ])('fails when it %s', async (_, [route, load]) => {
    await withVictim();
    await expect(foreignIsMissing(route, load)).rejects.toThrow();
  });

  it('fails when it changes what is another’s', async () => {
    await expect(changesNothingOf(await standing(), () => asksAsSomebody(meddling))).rejects.toThrow();
    await changesNothingOf(await standing(), () => asksAsSomebody(good));
  });

  it('fails while no test knows its parameter, or what a clerk sends to it', async () => {
    const [route, load] = good;
    await expect(ownIsDone({ ...route, path: '/v1/secrets/{secretId}' }, load)).rejects.toThrow('No test knows what {secretId} is');
    const needy = endpoint({ ...ofCustomer, body: z.strictObject({ reason: z.string() }), run: async () => ({ name: '' }) });
    await expect(ownIsDone(...madeUp(PATH, needy))).rejects.toThrow('reason');
  });
});

async function asksAsSomebody([route, load]: readonly [Route, Load]): Promise<void> {
  await asks(await Reseller.setUp(), route, OWN, {}, load);
}

async function changesNothingOf(other: Reseller, ask: () => Promise<void>): Promise<void> {
  victim = other.id;
  const before = await everythingOf(other);
  await ask();
  expect(await everythingOf(other)).toEqual(before);
}
