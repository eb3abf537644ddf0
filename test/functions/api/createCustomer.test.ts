import { describe, expect, it } from 'vitest';
import { asks, named } from '../../support/clerk.ts';
import { aroundAll, Reseller } from '../../support/reseller.ts';

aroundAll();

const BAKERY = { name: 'Harbour Bakery', to: ['accounts@bakery.example'] };
const create = (account: string, body: object = BAKERY, more = {}) => asks(account, 'createCustomer', { body, ...more });
const read = (account: string, customerId: string) => asks(account, 'readCustomer', { params: { customerId } });

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
