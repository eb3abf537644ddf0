import { beforeAll, describe, expect, it } from 'vitest';
import type { Route } from '../../functions/routes.ts';
import { cursorOf } from '../../shared/lambda/cursor.ts';
import type { Answer, Asking } from '../support/call.ts';
import { bytesOf, named } from '../support/clerk.ts';
import { documentAroundAll, type JsonSchema } from '../support/documented.ts';
import { closedRoutes, namedRoutes, OWN, PAGED } from '../support/endpoints.ts';
import { DECEMBER, JANUARY, type Reseller } from '../support/reseller.ts';
import { everythingOf, said, standingAroundAll } from '../support/standing.ts';

/**
 * What a caller names in a query, a body or a header may be another account's: it is as good as what does not exist. Ids in a path are
 * asked in access.test.ts.
 */
const { standing, sends, asks, xero } = standingAroundAll();
const documented = documentAroundAll();

/** Names of fields that name something which is kept. One that is added is found by it, and fails until it is asked here. */
const NAMES = /(?<!tax)Id$|\.(cursor|month|firstMonth|customer|key|leaveOut|Idempotency-Key|If-Match)$/;

function fieldsOf(schema: JsonSchema, path: string): string[] {
  const {
    properties = {},
    items,
    anyOf = [],
  } = schema as {
    properties?: Record<string, JsonSchema>;
    items?: JsonSchema;
    anyOf?: JsonSchema[];
  };
  return [
    ...Object.entries(properties).flatMap(([name, each]) => [`${path}.${name}`, ...fieldsOf(each, `${path}.${name}`)]),
    ...(items ? fieldsOf(items, `${path}[]`) : []),
    ...anyOf.flatMap((each) => fieldsOf(each, path)),
  ];
}

/** `listInvoices query.customerId`, but for those in a path. */
function namingFields(route: Route): string[] {
  const { parameters, requestBody } = documented.operation(route);
  const outside = parameters.filter((parameter) => parameter.in !== 'path').map((parameter) => `${parameter.in}.${parameter.name}`);
  const bodies = Object.values(requestBody?.content ?? {}).flatMap(({ schema }) => fieldsOf(schema, 'body'));
  return [...new Set([...outside, ...bodies])]
    .filter((name) => NAMES.test(name))
    .map((name) => `${route.file.replace('api/', '')} ${name}`);
}

type Probe = {
  /** Another's, and one that is nobody's. */
  readonly values: () => readonly [string, string];
  readonly over: (value: string) => Partial<Asking>;
};

const THEIRS = 'only-theirs';
const NOBODYS = 'no-bodys';
const customer = () => [THEIRS, NOBODYS] as const;
/** One that the other has made, and one that nobody has; neither is the coming one of who asks. */
const months = () => [JANUARY, '2027-12'] as const;
const organisation = (index: number) => xero().hands.organisations()[index]?.tenantId ?? '';
const contact = () => xero().hands.contacts(organisation(1))[0]?.contactId ?? 'none';
const inBody = (field: string) => (value: string) => ({ body: { [field]: value } });
const inQuery = (field: string) => (value: string) => ({ query: { [field]: value } });
const service = (more: object) => ({ description: 'Fibre', unitPrice: '1', from: '2026-11-01', ...more });
const rows = (rows: readonly object[], more: object = {}) => ({ body: { rows, ...more } });
const settings = () => sends('api/saveAccount').body as { xero?: object };

const PROBES: Readonly<Record<string, Probe>> = {
  'saveAccount body.xero.brandingThemeId': {
    values: () => [contact(), NOBODYS],
    over: (value) => ({ body: { ...settings(), xero: { brandingThemeId: value } } }),
  },
  'saveAccount body.firstMonth': { values: months, over: (value) => ({ body: { ...settings(), firstMonth: value } }) },
  'previewEmail body.customerId': { values: customer, over: inBody('customerId') },
  'createCustomer body.xeroContactId': {
    values: () => [contact(), NOBODYS],
    over: (value) => ({ body: { name: 'New', xeroContactId: value } }),
  },
  'saveCustomer body.xeroContactId': {
    values: () => [contact(), NOBODYS],
    over: (value) => ({ body: { name: 'Changed', xeroContactId: value } }),
  },
  'createService body.leaveOut': { values: months, over: (value) => ({ body: service({ leaveOut: [value] }) }) },
  'saveService body.leaveOut': { values: months, over: (value) => ({ body: service({ leaveOut: [value] }) }) },
  'estimate body.service.leaveOut': { values: months, over: (value) => ({ body: { service: service({ leaveOut: [value] }) } }) },
  'estimate body.serviceId': { values: () => [`s-${THEIRS}`, NOBODYS], over: inBody('serviceId') },
  'estimate body.chargeId': { values: () => [`c-${THEIRS}`, NOBODYS], over: inBody('chargeId') },
  'importCustomers body.earlier[].key': {
    values: () => [THEIRS, NOBODYS],
    over: (key) => rows([{ row: 2, name: 'Somebody' }], { earlier: [{ row: 1, key }] }),
  },
  'importServices body.rows[].customer': {
    values: () => [`Customer ${THEIRS}`, `Customer ${NOBODYS}`],
    over: (name) => rows([service({ row: 2, customer: name }), service({ row: 3, customer: name.replace('Customer ', '') })]),
  },
  'importServices body.earlier[].key': {
    values: () => [`s-${THEIRS}`, NOBODYS],
    over: (key) => rows([service({ row: 2, customer: 'a' })], { earlier: [{ row: 1, key }] }),
  },
  ...Object.fromEntries(
    ['listInvoices', 'previousInvoices'].flatMap((list) => [
      [`${list} query.month`, { values: months, over: inQuery('month') }],
      [`${list} query.customerId`, { values: customer, over: inQuery('customerId') }],
    ]),
  ),
  'previewRun query.customerId': { values: customer, over: inQuery('customerId') },
  'chooseOrganisation body.organisationId': { values: () => [organisation(1), NOBODYS], over: inBody('organisationId') },
};

/** Asked apart, below: a cursor of every list, a key of every creation, a revision of every edit. */
const APART = /query\.cursor$|header\.(Idempotency-Key|If-Match)$/;

let other: Reseller;
beforeAll(async () => {
  other = await standing();
  await other.customer(THEIRS);
  await other.customer('theirs-too');
  await other.charge(THEIRS, '50');
  await other.make(DECEMBER);
  await other.make(JANUARY);
  await other.sent(DECEMBER, THEIRS);
  await other.sent(DECEMBER, 'theirs-too');
});

async function leavesTheirs(ask: () => Promise<void>): Promise<void> {
  const before = await everythingOf(other);
  await ask();
  expect(await everythingOf(other)).toEqual(before);
}

const telling = (value: string) => expect(value).not.toMatch(new RegExp(`${other.id}\\b|Customer ${THEIRS}|Customer theirs-too`));

it('every field that names something is asked about here', () => {
  const fields = closedRoutes.flatMap(namingFields).filter((field) => !APART.test(field));
  expect(fields.sort()).toEqual(Object.keys(PROBES).sort());
  const added = {
    type: 'object',
    properties: { secret: { type: 'array', items: { type: 'object', properties: { secretId: { type: 'string' } } } } },
  };
  expect(fieldsOf(added as JsonSchema, 'body').filter((name) => NAMES.test(name))).toEqual(['body.secret[].secretId']);
});

describe('what is another’s is as good as nobody’s', () => {
  it.each(Object.entries(PROBES))('%s', async (field, { values, over }) => {
    const route = closedRoutes.find(({ file }) => file === `api/${field.split(' ')[0]}`);
    if (!route) throw new Error(`${field} is of no route`);
    await leavesTheirs(async () => {
      const [foreign, missing] = values();
      const answers: string[] = [];
      for (const value of [foreign, missing]) {
        const answer = await asks(await standing(), route, OWN, over(value));
        answers.push(said(answer).replaceAll(value, 'VALUE').replaceAll(value.replace('Customer ', ''), 'VALUE'));
      }
      expect(answers[0]).toBe(answers[1]);
      if (!field.startsWith('import')) telling(answers[0] ?? '');
    });
  });
});

const paged = () => closedRoutes.filter((route) => namingFields(route).some((field) => field.endsWith('query.cursor')));
const REFUSED = { cursor: 'is not one that this list answered' };

describe('a cursor', () => {
  it('of every list that is paged is asked with here', () => {
    expect(paged().map(({ file }) => file)).toEqual(Object.keys(PAGED));
  });

  it.each(Object.entries(PAGED))(
    'of %s: another’s is refused as one that nobody made; one forged shows one’s own at most',
    async (file, [list, place]) => {
      const [route] = paged().filter((each) => each.file === file);
      if (!route) throw new Error(`${file} is not paged`);
      const mine = await standing();
      const asksWith = (reseller: Reseller, cursor: string): Promise<Answer> => asks(reseller, route, OWN, { query: { cursor } });
      const theirs = cursorOf(other.id, list, place);
      expect((await asksWith(other, theirs)).status).not.toBe(400);
      const refused = await asksWith(mine, theirs);
      expect([refused.status, named(refused)]).toEqual([400, REFUSED]);
      expect(bytesOf(refused)).toBe(bytesOf(await asksWith(mine, cursorOf('nobody', list, place))));
      expect(bytesOf(refused)).toBe(bytesOf(await asksWith(mine, 'forged')));
      for (const forged of [place, THEIRS, '1', 'a', '0', ' ', `${other.id}#CUSTOMER#${THEIRS}`, '../', '999999.999999']) {
        telling(JSON.stringify(await asksWith(mine, cursorOf(mine.id, list, forged))));
      }
    },
  );

  it.each(['api/listCustomers', 'api/listInvoices', 'api/previousInvoices'])(
    'that %s really answered is no good to another',
    async (file) => {
      const [route] = paged().filter((each) => each.file === file);
      if (!route) throw new Error(`${file} is not paged`);
      const { body } = await asks(other, route, OWN, { query: { limit: '1' } });
      expect(body.nextCursor).toEqual(expect.any(String));
      const refused = await asks(await standing(), route, OWN, { query: { limit: '1', cursor: body.nextCursor } });
      expect([refused.status, named(refused)]).toEqual([400, REFUSED]);
    },
  );
});

const withField = (name: string) => (route: Route) =>
  namedRoutes([route]).filter(() => documented.operation(route).parameters.some((parameter) => parameter.name === name));

describe('an Idempotency-Key', () => {
  it('is an account’s own: the same of two makes two', async () => {
    const creating = closedRoutes.flatMap(withField('Idempotency-Key'));
    expect(creating.length).toBeGreaterThanOrEqual(3);
    for (const [name, route] of creating) {
      const over = { headers: { 'idempotency-key': 'the-very-same' } };
      const first = await asks(other, route, OWN, over);
      expect([name, first.status]).toEqual([name, 201]);
      await leavesTheirs(async () => {
        const mine = await standing();
        const [second, again] = [await asks(mine, route, OWN, over), await asks(mine, route, OWN, over)];
        const idOf = ({ body }: Answer) => body.chargeId ?? body.serviceId ?? body.customerId;
        expect([second.status, idOf(again)]).toEqual([201, idOf(second)]);
        expect(idOf(second)).not.toBe(idOf(first));
      });
    }
  });
});

describe('an If-Match', () => {
  it('of what is another’s says nothing of one’s own', async () => {
    const editing = closedRoutes.flatMap(withField('If-Match'));
    expect(editing.length).toBeGreaterThanOrEqual(9);
    const mine = await standing();
    const before = await everythingOf(mine);
    await other.edit('a', { name: 'Edited', revision: 2 });
    const { revision = 0 } = (await everythingOf(other)).find(({ sk }) => sk === 'CUSTOMER#a') ?? {};
    expect(revision).toBe(3);
    for (const [name, route] of editing) {
      const [theirs, nobodys] = [`"${revision}"`, '"77"'].map((etag) => ({ headers: { ...sends(route.file).headers, 'if-match': etag } }));
      const stale = await asks(mine, route, OWN, theirs);
      expect([name, stale.status]).toEqual([name, 412]);
      expect(bytesOf(stale)).toBe(bytesOf(await asks(mine, route, OWN, nobodys)));
    }
    expect(await everythingOf(mine)).toEqual(before);
  });
});
