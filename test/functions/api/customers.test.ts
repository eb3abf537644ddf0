import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customers } from '../../../shared/store/customers.ts';
import { aCustomer } from '../../support/builders.ts';
import { asks, named } from '../../support/clerk.ts';
import { aroundAll, DECEMBER, NOVEMBER, Reseller, setNow } from '../../support/reseller.ts';
import { invoicesOf } from '../../support/world.ts';

aroundAll();

const BAKERY = { name: 'Harbour Bakery', to: ['accounts@bakery.example'] };
const create = (account: string, body: object = BAKERY, more = {}) => asks(account, 'createCustomer', { body, ...more });
const read = (account: string, customerId: string) => asks(account, 'readCustomer', { params: { customerId } });
const save = (account: string, customerId: string, revision: number, body: object) =>
  asks(account, 'saveCustomer', { params: { customerId }, revision, body });
const remove = (account: string, customerId: string, revision: number) =>
  asks(account, 'removeCustomer', { params: { customerId }, revision });

const names = (body: { items: { name: string }[] }) => body.items.map(({ name }) => name).sort();

describe('adding a customer', () => {
  it('answers 201 with where it is, its ETag, and what it is', async () => {
    const { id } = await Reseller.setUp();
    const { status, headers, body } = await create(id);
    expect(status).toBe(201);
    expect(headers).toMatchObject({ location: `/v1/customers/${body.customerId}`, etag: '"1"' });
    expect(body).toMatchObject({
      ...BAKERY,
      cc: [],
      address: [],
      enabled: true,
      phone: null,
      flags: [],
      warnings: [],
      removed: false,
      revision: 1,
    });
    expect((await read(id, body.customerId)).body).toEqual(body);
  });

  it('keeps everything it is told, in any script', async () => {
    const { id } = await Reseller.setUp();
    const told = {
      name: "O'Brien & Söhne <test>",
      to: ['a+b@bakery.example'],
      cc: ['boss@bakery.example'],
      phone: '02 5550 0101',
      address: ['١٢ شارع النيل', 'Łódź 90-001', 'Phường Bến Nghé'],
      reference: 'PO "7"; {{number}}',
      enabled: false,
      termsDays: 0,
      autoInvoice: false,
      notes: 'First line\nsecond\tline\u202Ewith its direction turned 👩‍👩‍👧',
      xeroContactId: '8f1b7f1e-0000-4000-8000-000000000000',
    };
    const { body } = await create(id, told);
    expect(body).toMatchObject(told);
    expect((await read(id, body.customerId)).body).toMatchObject(told);
    expect(names((await asks(id, 'listCustomers')).body)).toEqual([told.name]);
  });

  it('keeps a name in one spelling: trimmed, and accents composed', async () => {
    const { id } = await Reseller.setUp();
    expect((await create(id, { ...BAKERY, name: '  Cafe\u0301  ' })).body.name).toBe('Café');
  });

  it('keeps addresses as mail servers know them', async () => {
    const { id } = await Reseller.setUp();
    const { body } = await create(id, { ...BAKERY, to: [' Rechnung@BÜCHER.example '], cc: ['Boss@Bakery.EXAMPLE'] });
    expect(body).toMatchObject({ to: ['Rechnung@xn--bcher-kva.example'], cc: ['Boss@bakery.example'] });
  });

  it('allows no address at all, and warns of it', async () => {
    const { id } = await Reseller.setUp();
    const { status, body } = await create(id, { name: 'Corner Shop' });
    expect([status, body.to, body.warnings]).toEqual([201, [], ['Corner Shop has no email address']]);
    expect((await asks(id, 'listCustomers')).body.items[0].warnings).toEqual(['Corner Shop has no email address']);
  });

  it.each([
    ['name', { name: undefined }, 'is required'],
    ['name', { name: ' \n ' }, 'must not be empty'],
    ['name', { name: 7 }, 'must be a text'],
    ['name', { name: 'x'.repeat(201) }, 'must be at most 200 characters long'],
    ['name', { name: 'a\u0000b' }, 'must be one line without control characters'],
    ['name', { name: 'a\nb' }, 'must be one line without control characters'],
    ['name', { name: 'a\u2028b' }, 'must be one line without control characters'],
    ['name', { name: 'half \ud83d' }, 'must be one line without control characters'],
    ['notes', { notes: 'a\u0007b' }, 'must not contain control characters'],
    ['notes', { notes: 'x'.repeat(4001) }, 'must be at most 4000 characters long'],
    ['to', { to: 'accounts@bakery.example' }, 'must be a list'],
    ['to[1]', { to: ['a@b.example', 'nobody'] }, 'must be an email address like name@example.com'],
    ['to[0]', { to: ['a@b.example\r\nBcc: c@d.example'] }, 'must be an email address like name@example.com'],
    ['to[0]', { to: [null] }, 'must be a text'],
    ['to[1]', { to: ['a@b.example', 'A@B.example'] }, 'A@b.example stands twice'],
    ['cc[0]', { to: ['a@b.example'], cc: ['a@B.example'] }, 'a@b.example stands twice'],
    ['cc[1]', { cc: ['x@bücher.example', 'X@XN--BCHER-KVA.example'] }, 'X@xn--bcher-kva.example stands twice'],
    ['address[2]', { address: ['1', '2', ''] }, 'must not be empty'],
    ['address', { address: ['1', '2', '3', '4', '5', '6', '7'] }, 'must be at most 6 long'],
    ['termsDays', { termsDays: -1 }, 'must be at least 0'],
    ['termsDays', { termsDays: 366 }, 'must be at most 365'],
    ['termsDays', { termsDays: 1.5 }, 'must be a whole number'],
    ['enabled', { enabled: 'yes' }, 'must be true or false'],
    ['autoInvoice', { autoInvoice: 1 }, 'must be true or false'],
    ['xeroContactId', { xeroContactId: '../7' }, 'must be an id: letters, digits and hyphens'],
    ['customerId', { customerId: 'mine' }, 'is not a known field'],
    ['flags', { flags: [] }, 'is not a known field'],
    ['constructor', { constructor: 'x' }, 'is not a known field'],
  ])('names what is wrong: %s of %j', async (field, over, words) => {
    const { id } = await Reseller.setUp();
    const answer = await create(id, { ...BAKERY, ...over });
    expect([answer.status, named(answer)]).toEqual([400, { [field]: words }]);
    expect((await asks(id, 'listCustomers')).body.items).toEqual([]);
  });

  it('names everything that is wrong at once', async () => {
    const { id } = await Reseller.setUp();
    const answer = await create(id, { to: ['no', 'a@b.example', 'no'], termsDays: 'x', fax: '1', nickname: '' });
    expect(Object.keys(named(answer)).sort()).toEqual(['fax', 'name', 'nickname', 'termsDays', 'to[0]', 'to[2]']);
  });

  it('takes no prototype from a body', async () => {
    const { id } = await Reseller.setUp();
    const { status, body } = await create(id, JSON.parse('{"name":"Sly","__proto__":{"enabled":false,"removed":"2026-01-01"}}'));
    expect([status, body.errors]).toEqual([400, [{ field: '__proto__', message: 'is not a known field' }]]);
    expect(({} as { enabled?: boolean }).enabled).toBeUndefined();
  });

  it.each([[[]], [null], ['text'], [7]])('refuses a body that is no object: %j', async (body) => {
    const { id } = await Reseller.setUp();
    expect((await create(id, body as never)).status).toBe(400);
  });

  it('takes fifty addresses, the account’s BCC counted, and not one more', async () => {
    const base = await Reseller.setUp();
    const { sending } = base.account;
    const { id } = await Reseller.setUp({ sending: { ...sending, bcc: ['archive@acacia.example', 'owner@acacia.example'] } });
    const many = (count: number, at: string) => Array.from({ length: count }, (_, index) => `n${index}@${at}.example`);
    expect((await create(id, { ...BAKERY, to: many(40, 'to'), cc: many(8, 'cc') })).status).toBe(201);
    const answer = await create(id, { ...BAKERY, to: many(40, 'to'), cc: many(9, 'cc') });
    expect([answer.status, Object.keys(named(answer))]).toEqual([400, ['to']]);
    expect(answer.body.detail).toMatch(/at most 50 addresses, to, cc and the account's BCC together/);
  });
});

describe('changing a customer', () => {
  it('replaces it whole: what is left out is cleared', async () => {
    const { id } = await Reseller.setUp();
    const { body } = await create(id, {
      ...BAKERY,
      phone: '1',
      notes: 'n',
      cc: ['c@d.example'],
      termsDays: 7,
      autoInvoice: true,
      enabled: false,
    });
    const saved = await save(id, body.customerId, 1, { name: 'New Name' });
    expect([saved.status, saved.headers.etag]).toEqual([200, '"2"']);
    expect(saved.body).toMatchObject({
      name: 'New Name',
      to: [],
      cc: [],
      phone: null,
      notes: null,
      termsDays: null,
      autoInvoice: null,
      enabled: true,
    });
    expect((await read(id, body.customerId)).body).toEqual(saved.body);
  });

  it('is refused whole when a field is wrong: nothing is half-written', async () => {
    const { id } = await Reseller.setUp();
    const { body } = await create(id);
    expect((await save(id, body.customerId, 1, { name: 'Other', to: ['x'] })).status).toBe(400);
    expect((await read(id, body.customerId)).body).toEqual(body);
  });
});

describe('removing a customer', () => {
  it('hides it from the list, and it can still be read', async () => {
    const { id } = await Reseller.setUp();
    const stays = (await create(id, { name: 'Stays' })).body;
    const goes = (await create(id)).body;
    const { status, body } = await remove(id, goes.customerId, 1);
    expect([status, body.removed, body.revision]).toEqual([200, true, 2]);
    expect((await read(id, goes.customerId)).body).toEqual({ ...goes, removed: true, revision: 2 });
    expect(names((await asks(id, 'listCustomers')).body)).toEqual([stays.name]);
  });

  it('twice is as once, whichever revision is named', async () => {
    const { id } = await Reseller.setUp();
    const { customerId } = (await create(id)).body;
    const first = await remove(id, customerId, 1);
    for (const revision of [1, 2]) expect(await remove(id, customerId, revision)).toEqual(first);
  });

  it('acts as disabling in the next run: no invoice, charges stay open, and the one it has stands', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    await reseller.customer('b');
    await reseller.make(NOVEMBER);
    await reseller.charge('a', '50');
    await remove(reseller.id, 'a', 1);
    await reseller.make(DECEMBER);
    expect((await invoicesOf(reseller.id, DECEMBER)).map(({ customerId }) => customerId)).toEqual(['b']);
    expect((await reseller.read(NOVEMBER, 'a')).total).toBe(11_000);
    const charges = await asks(reseller.id, 'listCharges', { params: { customerId: 'a' } });
    expect(charges.body.items.map(({ status }: { status: string }) => status)).toEqual(['not yet invoiced']);
    const services = await asks(reseller.id, 'listServices', { params: { customerId: 'a' } });
    expect(services.body.items.map(({ removed }: { removed: string | null }) => removed)).toEqual([null]);
  });

  it('leaves it to be read: every change of it or of what it has is refused in words', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    await reseller.charge('a', '50');
    await remove(reseller.id, 'a', 1);
    const before = await customers.file(reseller.id, 'a');
    const at = { customerId: 'a', serviceId: 'fibre', chargeId: 'c-a' };
    const serviceId = before.services[0]?.serviceId ?? '';
    const { customerId, chargeId } = at;
    const service = { description: 'Other', unitPrice: '1', from: '2026-01-01' };
    const charge = { description: 'Other', unitPrice: '1' };
    const answers = await Promise.all([
      asks(reseller.id, 'saveCustomer', { params: { customerId }, revision: 2, body: BAKERY }),
      asks(reseller.id, 'createService', { params: { customerId }, body: service }),
      asks(reseller.id, 'saveService', { params: { customerId, serviceId }, revision: 1, body: service }),
      asks(reseller.id, 'removeService', { params: { customerId, serviceId }, revision: 1 }),
      asks(reseller.id, 'createCharge', { params: { customerId }, body: charge }),
      asks(reseller.id, 'saveCharge', { params: { customerId, chargeId }, revision: 1, body: charge }),
      asks(reseller.id, 'removeCharge', { params: { customerId, chargeId }, revision: 1 }),
      asks(reseller.id, 'clearFlag', { params: { customerId, address: 'a@customer.example' } }),
    ]);
    for (const { status, body } of answers) {
      expect([status, body.detail]).toEqual([409, 'This customer was removed: it can be read, not changed']);
    }
    expect(await customers.file(reseller.id, 'a')).toEqual(before);
  });
});

describe('the list of customers', () => {
  it('gives each one exactly once, whatever the page size and whoever is removed, services between them or not', async () => {
    const reseller = await Reseller.setUp();
    const ids = Array.from({ length: 23 }, (_, index) => ['a', 'a-', 'a-b', 'A', `${index}`][index % 5] + String.fromCharCode(97 + index));
    for (const [index, customerId] of ids.entries()) {
      if (index % 4 === 0) await reseller.customer(customerId);
      else await customers.save(reseller.id, aCustomer({ customerId, revision: 0 }));
    }
    const gone = new Set(ids.filter((_, index) => index % 6 === 0));
    for (const customerId of gone) await remove(reseller.id, customerId, 1);
    const there = ids.filter((each) => !gone.has(each)).sort();
    const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(sizes, async (limits) => {
        const seen: string[] = [];
        let cursor: string | null | undefined;
        for (let page = 0; cursor !== null; page += 1) {
          const limit = limits[page % limits.length] ?? 1;
          const query = { limit: String(limit), ...(cursor ? { cursor } : {}) };
          const { status, body } = await asks(reseller.id, 'listCustomers', { query });
          expect(status).toBe(200);
          expect(body.items.length).toBeLessThanOrEqual(limit);
          seen.push(...body.items.map(({ customerId }: { customerId: string }) => customerId));
          cursor = body.nextCursor;
        }
        expect(seen).toEqual(there);
      }),
      { numRuns: 25 },
    );
  });

  it('shows no reseller another’s customers', async () => {
    const [mine, other] = [await Reseller.setUp(), await Reseller.setUp()];
    await other.customer('a');
    expect((await asks(mine.id, 'listCustomers')).body).toEqual({ items: [], nextCursor: null });
  });

  it('goes on only from its own cursors', async () => {
    const [mine, other] = [await Reseller.setUp(), await Reseller.setUp()];
    for (const reseller of [mine, other]) for (const customerId of ['a', 'b']) await reseller.idle(customerId);
    const foreign = (await asks(other.id, 'listCustomers', { query: { limit: '1' } })).body.nextCursor;
    const forged = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
    const cursors = [
      foreign,
      '',
      'x',
      '%%%',
      forged(mine.id, 'invoices', 'a'),
      forged(mine.id, 'customers', 'a#~'),
      forged(mine.id, 'customers', '../x'),
      forged(mine.id, 'customers', 7),
      forged(mine.id, 'customers', 'a', 'b'),
      Buffer.from('null').toString('base64url'),
    ];
    for (const cursor of cursors) {
      const answer = await asks(mine.id, 'listCustomers', { query: { cursor } });
      expect([answer.status, named(answer)], cursor).toEqual([400, { cursor: 'is not one that this list answered' }]);
    }
  });

  it.each([
    ['limit', { limit: '0' }],
    ['limit', { limit: '201' }],
    ['limit', { limit: '-1' }],
    ['limit', { limit: 'ten' }],
    ['limit', { limit: '1,2' }],
    ['page', { page: '2' }],
  ])('names what is wrong in its query: %s of %j', async (field, query) => {
    const { id } = await Reseller.setUp();
    const answer = await asks(id, 'listCustomers', { query: query as Record<string, string> });
    expect([answer.status, Object.keys(named(answer))]).toEqual([400, [field]]);
  });
});

describe('when it was removed', () => {
  it('is an instant that is kept', async () => {
    const { id } = await Reseller.setUp();
    const { customerId } = (await create(id)).body;
    setNow(new Date('2026-11-15T03:00:00Z'));
    await remove(id, customerId, 1);
    expect((await customers.get(id, customerId)).removed).toBe('2026-11-15T03:00:00.000Z');
  });
});
