import { describe, expect, it } from 'vitest';
import { SETTINGS_NEEDED } from '../../../shared/domain/account.ts';
import { customers } from '../../../shared/store/customers.ts';
import { asks, bytesOf, named, type Task, type Told } from '../../support/clerk.ts';
import { aroundAll, Reseller } from '../../support/reseller.ts';

/** What holds for customers, services and charges alike. */
aroundAll();

const ITEM = { description: 'Fibre', unitPrice: '100' };
const BODY = { customer: { name: 'A', to: ['a@customer.example'] }, service: { ...ITEM, from: '2026-11-01' }, charge: ITEM };
type Kind = keyof typeof BODY;

/** Each task as it would be asked about customer `a` of a reseller that `standing` made. */
const TASKS: Record<Task, Told & { readonly kind?: Kind }> = {
  listCustomers: {},
  createCustomer: { kind: 'customer' },
  readCustomer: { params: { customerId: 'a' } },
  saveCustomer: { kind: 'customer', params: { customerId: 'a' }, revision: 1 },
  removeCustomer: { params: { customerId: 'a' }, revision: 1 },
  clearFlag: { params: { customerId: 'a', address: 'a@customer.example' } },
  listServices: { params: { customerId: 'a' } },
  createService: { kind: 'service', params: { customerId: 'a' } },
  saveService: { kind: 'service', params: { customerId: 'a', serviceId: 's-a' }, revision: 1 },
  removeService: { params: { customerId: 'a', serviceId: 's-a' }, revision: 1 },
  listCharges: { params: { customerId: 'a' } },
  createCharge: { kind: 'charge', params: { customerId: 'a' } },
  saveCharge: { kind: 'charge', params: { customerId: 'a', chargeId: 'c-a' }, revision: 1 },
  removeCharge: { params: { customerId: 'a', chargeId: 'c-a' }, revision: 1 },
};
const all = Object.keys(TASKS) as Task[];
const writing = all.filter((task) => !/^(list|read)/.test(task));
const creating = all.filter((task) => task.startsWith('create'));
const editing = all.filter((task) => TASKS[task].revision !== undefined);

const told = (task: Task): Told => {
  const { kind, ...rest } = TASKS[task];
  return { ...rest, ...(kind ? { body: BODY[kind] } : {}) };
};

async function standing(): Promise<Reseller> {
  const reseller = await Reseller.setUp();
  const flag = { reason: 'bounced', words: 'unknown', at: '2026-11-01T00:00:00.000Z', invoice: '2026-10_a' } as never;
  await reseller.customer('a', '100', { flags: { 'a@customer.example': flag } });
  await reseller.charge('a', '50');
  return reseller;
}

const everything = async ({ id }: Reseller) => {
  const files = [];
  for await (const file of customers.files(id)) files.push(file);
  return files;
};

describe('who may', () => {
  it.each(all)('%s: a viewer reads and never writes', async (task) => {
    const reseller = await standing();
    const before = await everything(reseller);
    const { status } = await asks(reseller.id, task, { ...told(task), role: 'viewer' });
    expect(status).toBe(writing.includes(task) ? 403 : 200);
    expect(await everything(reseller)).toEqual(before);
  });

  it.each(all)('%s: nobody before set-up is finished, and the answer lists what is missing', async (task) => {
    const { status, body } = await asks('not-yet-set-up', task, told(task));
    expect([status, body.code, body.missing]).toEqual([409, 'setup-required', [...SETTINGS_NEEDED]]);
  });

  it.each(all.filter((task) => TASKS[task].params))(
    '%s: another reseller’s is as unknown as what does not exist, to the byte',
    async (task) => {
      const [mine, other] = [await Reseller.setUp(), await standing()];
      const before = await everything(other);
      const foreign = await asks(mine.id, task, told(task));
      const params = Object.fromEntries(
        Object.entries(told(task).params ?? {}).map(([name, id]) => [name, name === 'address' ? id : `no-${id}`]),
      );
      const unknown = await asks(mine.id, task, { ...told(task), params });
      expect(foreign.status).toBe(404);
      expect(bytesOf(foreign)).toBe(bytesOf(unknown));
      expect(JSON.stringify(foreign.body)).not.toContain('"a"');
      expect(await everything(other)).toEqual(before);
      if (told(task).params?.serviceId || told(task).params?.chargeId) {
        await mine.idle('a');
        expect(bytesOf(await asks(mine.id, task, told(task)))).toBe(bytesOf(unknown));
      }
    },
  );

  it.each(all.filter((task) => TASKS[task].params))('%s: an id that could reach elsewhere in the table is refused', async (task) => {
    const reseller = await standing();
    for (const customerId of ['a#SERVICE#fibre', '../a', 'a b', 'a~', '', 'x'.repeat(65), 'ä']) {
      const answer = await asks(reseller.id, task, { ...told(task), params: { ...told(task).params, customerId } });
      expect([answer.status, Object.keys(named(answer))], customerId).toEqual([400, ['customerId']]);
    }
  });
});

describe('creating', () => {
  const count = async (reseller: Reseller, task: Task) => {
    const files = await everything(reseller);
    if (task === 'createCustomer') return files.length;
    return files.flatMap<object>(({ services, charges }) => (task === 'createService' ? services : charges)).length;
  };

  it.each(creating)('%s again with the same key creates nothing new and answers the same', async (task) => {
    const reseller = await standing();
    const before = await count(reseller, task);
    const first = await asks(reseller.id, task, { ...told(task), key: 'one' });
    expect(first.status).toBe(201);
    expect(await asks(reseller.id, task, { ...told(task), key: 'one' })).toEqual(first);
    expect(await count(reseller, task)).toBe(before + 1);
  });

  it.each(creating)('%s twice at once with the same key creates one', async (task) => {
    const reseller = await standing();
    const before = await count(reseller, task);
    const answers = await Promise.all([1, 2, 3].map(() => asks(reseller.id, task, { ...told(task), key: 'one' })));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1);
    expect(await count(reseller, task)).toBe(before + 1);
  });

  it.each(creating)('%s without a key, or with another, creates another each time', async (task) => {
    const reseller = await standing();
    const before = await count(reseller, task);
    for (const more of [{}, {}, { key: 'one' }, { key: 'two' }]) {
      expect((await asks(reseller.id, task, { ...told(task), ...more })).status).toBe(201);
    }
    expect(await count(reseller, task)).toBe(before + 4);
  });

  it.each(creating)('%s with a key that was used for something else is refused: one field other, one more, one less', async (task) => {
    const reseller = await standing();
    const body = { ...(told(task).body as object), ...(task === 'createCustomer' ? { reference: '1' } : { accountCode: '1' }) };
    await asks(reseller.id, task, { ...told(task), body, key: 'one' });
    const before = await everything(reseller);
    const name = task === 'createCustomer' ? 'name' : 'description';
    const more = task === 'createCustomer' ? { notes: 'n' } : { taxRate: '0' };
    for (const other of [{ ...body, [name]: 'Other' }, { ...body, ...more }, told(task).body]) {
      const answer = await asks(reseller.id, task, { ...told(task), body: other, key: 'one' });
      expect([answer.status, Object.keys(named(answer))]).toEqual([409, ['Idempotency-Key']]);
    }
    expect(await everything(reseller)).toEqual(before);
  });

  it.each(creating)('%s refuses a key that is none', async (task) => {
    const reseller = await standing();
    for (const key of ['', 'a b', 'ä', 'x'.repeat(256), 'a\nb']) {
      const answer = await asks(reseller.id, task, { ...told(task), key });
      expect([answer.status, Object.keys(named(answer))]).toEqual([400, ['Idempotency-Key']]);
    }
  });

  it('one key for a service of two customers, and for a charge, are three items', async () => {
    const reseller = await standing();
    await reseller.idle('b');
    const asked = [
      asks(reseller.id, 'createService', { ...told('createService'), key: 'one' }),
      asks(reseller.id, 'createService', { ...told('createService'), params: { customerId: 'b' }, key: 'one' }),
      asks(reseller.id, 'createCharge', { ...told('createCharge'), key: 'one' }),
    ];
    const places = (await Promise.all(asked)).map(({ headers }) => String(headers.location).split('/').at(-1));
    expect(new Set(places).size).toBe(3);
  });
});

describe('editing', () => {
  it.each(editing)('%s needs to say which revision was read', async (task) => {
    const reseller = await standing();
    const before = await everything(reseller);
    const { revision: _, ...without } = told(task);
    const answer = await asks(reseller.id, task, without);
    expect([answer.status, named(answer)]).toEqual([400, { 'If-Match': 'is required' }]);
    for (const tag of ['1', '*', '"x"', '"1", "2"', '"-1"']) {
      const wrong = await asks(reseller.id, task, { ...without, headers: { 'if-match': tag } });
      expect([wrong.status, Object.keys(named(wrong))], tag).toEqual([400, ['If-Match']]);
    }
    expect(await everything(reseller)).toEqual(before);
  });

  it.each(editing)('%s with a revision that no longer stands, or none yet, changes nothing: 412', async (task) => {
    const reseller = await standing();
    const before = await everything(reseller);
    for (const revision of [0, 2, 999_999_999_999_999]) {
      const { status, body } = await asks(reseller.id, task, { ...told(task), revision });
      expect([status, body.code]).toEqual([412, 'stale']);
    }
    expect(await everything(reseller)).toEqual(before);
  });

  it.each(['saveCustomer', 'saveService', 'saveCharge'] as const)('%s by two clerks at once: one wins, the other is told', async (task) => {
    const reseller = await standing();
    const name = task === 'saveCustomer' ? 'name' : 'description';
    const asked = ['Ann', 'Ben'].map((who) =>
      asks(reseller.id, task, { ...told(task), body: { ...(told(task).body as object), [name]: who } }),
    );
    const answers = await Promise.all(asked);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const won = answers.find(({ status }) => status === 200)?.body;
    expect(won.revision).toBe(2);
    expect(JSON.stringify(await everything(reseller))).toContain(JSON.stringify(won[name]));
  });

  it.each(editing)('%s carries the next revision on as its ETag', async (task) => {
    const reseller = await standing();
    const { status, headers, body } = await asks(reseller.id, task, told(task));
    expect(status).toBe(200);
    expect(headers.etag).toBe(`"${body.revision}"`);
    expect(body.revision).toBe(task === 'removeCharge' ? 1 : 2);
  });
});
