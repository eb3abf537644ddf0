import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Account } from '../../shared/domain/account.ts';
import { executePage } from '../../shared/domain/executing.ts';
import { decimal4 } from '../../shared/domain/money.ts';
import type { Day, Month } from '../../shared/domain/month.ts';
import { planMonth, skipMonth } from '../../shared/domain/planning.ts';
import { finishRepair, repair } from '../../shared/domain/repairing.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { customers } from '../../shared/store/customers.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { runs } from '../../shared/store/runs.ts';
import { aCharge, aCustomer, anAccount, anInvoice, aService } from '../support/builders.ts';
import { dyingPorts } from '../support/crashes.ts';
import { freshTable } from '../support/table.ts';
import { aWorld, DELAY_S, executePages, invoicesOf, makeMonth, type World } from '../support/world.ts';

const DECEMBER = '2026-12' as Month;
const JANUARY = '2027-01' as Month;
const FIRST_OF_DECEMBER = new Date('2026-11-30T14:05:00Z');
const FIRST_OF_JANUARY = new Date('2026-12-31T14:05:00Z');

let table: Awaited<ReturnType<typeof freshTable>>;
beforeAll(async () => {
  table = await freshTable();
});
afterAll(() => table.stop());

let made = 0;
async function reseller(overrides: Partial<Account> = {}): Promise<Account> {
  made += 1;
  return accounts.save(anAccount({ accountId: `reseller-${made}`, revision: 0, firstMonth: DECEMBER, ...overrides }));
}

/** Five customers: plain, prorated with a charge, in credit, disabled, without an address. */
async function fiveCustomers(account: Account): Promise<void> {
  const { accountId } = account;
  const add = async (customerId: string, price: string, overrides: Parameters<typeof aCustomer>[0] = {}, from = '2026-01-01') => {
    await customers.save(accountId, aCustomer({ customerId, name: `Customer ${customerId}`, revision: 0, ...overrides }));
    await customers.saveService(
      accountId,
      aService({ serviceId: `s-${customerId}`, customerId, unitPrice: decimal4(price), from: from as Day, revision: 0 }),
    );
  };
  await add('a', '100');
  await add('b', '10', {}, '2026-12-12');
  await add('c', '-25');
  await add('d', '50', { enabled: false });
  await add('e', '70', { to: [] });
  await customers.saveCharge(accountId, aCharge({ chargeId: 'once', customerId: 'b', unitPrice: decimal4('33'), revision: 0 }));
}

describe('a run', () => {
  it('makes one gap-free numbered invoice for each customer that has something to bill', async () => {
    const account = await reseller();
    await fiveCustomers(account);
    const world = aWorld();
    await makeMonth(account, DECEMBER, world, FIRST_OF_DECEMBER);

    const all = await invoicesOf(account.accountId, DECEMBER);
    expect(all.map(({ customerId, number, kind, status }) => [customerId, number, kind, status])).toEqual([
      ['a', 'AAP-00001', 'invoice', 'queued'],
      ['b', 'AAP-00002', 'invoice', 'queued'],
      ['c', 'AAP-00003', 'creditNote', 'queued'],
      ['e', 'AAP-00004', 'invoice', 'failed'],
    ]);
    expect(world.emails.map(({ message }) => message.customer).sort()).toEqual(['a', 'b', 'c']);
    expect(all.find(({ customerId }) => customerId === 'e')?.history[0]?.words).toMatch(/no email address/);
    expect(await runs.find(account.accountId, DECEMBER)).toMatchObject({ state: 'closed', totals: { count: 4, skipped: 1 } });
    expect(world.counted).toEqual([]);
  });

  it('marks each charge with the number of the one invoice that bills it, and never bills it again', async () => {
    const account = await reseller();
    await fiveCustomers(account);
    const world = aWorld();
    await makeMonth(account, DECEMBER, world, FIRST_OF_DECEMBER);
    expect(await customers.getCharge(account.accountId, 'b', 'once')).toMatchObject({ number: 'AAP-00002', invoiceId: '2026-12_b' });

    await makeMonth(account, JANUARY, world, FIRST_OF_JANUARY);
    const january = await invoices.get(account.accountId, JANUARY, 'b');
    expect((await invoices.lines(january)).filter(({ chargeId }) => chargeId)).toEqual([]);
  });

  it('writes a charge that was edited or removed after the commit back as it was billed', async () => {
    const account = await reseller();
    await fiveCustomers(account);
    const world = aWorld();
    await planMonth(account, DECEMBER, world, { clock: () => FIRST_OF_DECEMBER });
    const charge = await customers.getCharge(account.accountId, 'b', 'once');
    const edited = await customers.saveCharge(account.accountId, { ...charge, unitPrice: decimal4('99') });
    await customers.removeCharge(account.accountId, edited);
    await executePages(world, FIRST_OF_DECEMBER);
    expect(await customers.getCharge(account.accountId, 'b', 'once')).toMatchObject({ number: 'AAP-00002', unitPrice: decimal4('33') });
  });

  it('plans a month once: asked again it is refused, and nothing changes', async () => {
    const account = await reseller();
    await fiveCustomers(account);
    const world = aWorld();
    await makeMonth(account, DECEMBER, world, FIRST_OF_DECEMBER);
    await expect(planMonth(account, DECEMBER, world, { clock: () => FIRST_OF_DECEMBER })).rejects.toThrow(/planned already/);
    expect((await invoicesOf(account.accountId, DECEMBER)).length).toBe(4);
  });

  it('two planners at once commit one plan, with one set of numbers', async () => {
    const account = await reseller();
    await fiveCustomers(account);
    const world = aWorld();
    const clock = () => FIRST_OF_DECEMBER;
    const results = await Promise.allSettled([1, 2, 3].map(() => planMonth(account, DECEMBER, world, { clock })));
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1);
    await executePages(world, FIRST_OF_DECEMBER);
    const all = await invoicesOf(account.accountId, DECEMBER);
    expect(all.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
    expect(new Set(all.map(({ plan }) => plan)).size).toBe(1);
  });

  it('plans anew when the settings are saved while it is being planned: the first plan fixes the currency for ever', async () => {
    const account = await reseller();
    await fiveCustomers(account);
    const world = aWorld();
    const saving = {
      ...world,
      runs: {
        ...runs,
        writeHead: async (head: Parameters<typeof runs.writeHead>[0]) => {
          await runs.writeHead(head);
          await accounts.save({ ...account, billing: { ...account.billing, currency: 'NZD' } });
        },
      },
    };
    await expect(planMonth(account, DECEMBER, saving, { clock: () => FIRST_OF_DECEMBER })).rejects.toMatchObject({ code: 'stale' });
    expect(await runs.numbers(account.accountId)).toBeUndefined();
    const now = await accounts.get(account.accountId);
    await makeMonth(now ?? account, DECEMBER, world, FIRST_OF_DECEMBER);
    expect((await invoicesOf(account.accountId, DECEMBER)).map(({ currency }) => currency)).toEqual(['NZD', 'NZD', 'NZD', 'NZD']);
  });

  it('rings when the month in the store is not the month that was planned', async () => {
    const account = await reseller();
    await fiveCustomers(account);
    const world = aWorld();
    await planMonth(account, DECEMBER, world, { clock: () => FIRST_OF_DECEMBER });
    await invoices.create(anInvoice({ accountId: account.accountId, month: DECEMBER, customerId: 'stranger', sequence: 9, revision: 0 }));
    await executePages(world, FIRST_OF_DECEMBER);
    expect(world.counted).toEqual(['RunCheckFailed']);
    expect(await runs.find(account.accountId, DECEMBER)).toMatchObject({ state: 'closed', fault: '4 invoices were planned, 5 exist' });
  });

  it('rings when a charge bears the number of another invoice, and leaves it there', async () => {
    const account = await reseller();
    await fiveCustomers(account);
    const world = aWorld();
    await planMonth(account, DECEMBER, world, { clock: () => FIRST_OF_DECEMBER });
    const charge = await customers.getCharge(account.accountId, 'b', 'once');
    await customers.markInvoiced(account.accountId, { ...charge, number: 'AAP-00099', invoiceId: '2026-11_b' });
    await executePages(world, FIRST_OF_DECEMBER);
    expect(world.counted).toEqual(['ChargeClash']);
    expect((await customers.getCharge(account.accountId, 'b', 'once')).number).toBe('AAP-00099');
  });

  it('makes months oldest first, one open at a time', async () => {
    const account = await reseller();
    const world = aWorld();
    await fiveCustomers(account);
    await expect(planMonth(account, JANUARY, world, { clock: () => FIRST_OF_JANUARY })).rejects.toThrow(/2026-12 comes first/);
    await planMonth(account, DECEMBER, world, { clock: () => FIRST_OF_JANUARY });
    await expect(planMonth(account, JANUARY, world, { clock: () => FIRST_OF_JANUARY })).rejects.toThrow(/still being made/);
  });

  it('closes at once when there is nobody to bill', async () => {
    const account = await reseller();
    const world = aWorld();
    await makeMonth(account, DECEMBER, world, FIRST_OF_DECEMBER);
    expect(await runs.find(account.accountId, DECEMBER)).toMatchObject({ state: 'closed', totals: { count: 0 } });
    await makeMonth(account, JANUARY, world, FIRST_OF_JANUARY);
    expect(await runs.find(account.accountId, JANUARY)).toMatchObject({ state: 'closed' });
  });

  it('a skipped month makes nothing, and carries what was billed over it', async () => {
    const account = await reseller();
    await fiveCustomers(account);
    const world = aWorld();
    await makeMonth(account, DECEMBER, world, FIRST_OF_DECEMBER);
    await skipMonth(account, JANUARY, 'billed by hand', world, { clock: () => FIRST_OF_JANUARY });
    expect(await invoicesOf(account.accountId, JANUARY)).toEqual([]);
    const february = '2027-02' as Month;
    await makeMonth({ ...account, billing: { ...account.billing, period: 'arrears' } }, february, world, new Date('2027-02-01T00:00:00Z'));
    const periods = (await invoices.lines(await invoices.get(account.accountId, february, 'a'))).map(({ service }) => service?.period);
    expect(periods).toEqual(['2027-01']);
  });
});

describe('a removed customer', () => {
  it('is told once, with what is not billed, and heard of no more', async () => {
    const account = await reseller();
    await fiveCustomers(account);
    const world = aWorld();
    await makeMonth(account, DECEMBER, world, FIRST_OF_DECEMBER);
    const customer = await customers.get(account.accountId, 'a');
    await customers.save(account.accountId, {
      ...customer,
      removed: FIRST_OF_DECEMBER.toISOString() as NonNullable<typeof customer.removed>,
    });
    const skipped = async (month: Month, now: Date) => {
      await makeMonth(account, month, world, now);
      const run = await runs.find(account.accountId, month);
      const entries = await runs.entries(account.accountId, run?.plan ?? '', 1);
      return entries.flatMap((entry) => (entry.outcome === 'skipped' ? [`${entry.customerId} ${entry.reason}`] : []));
    };
    expect(await skipped(JANUARY, FIRST_OF_JANUARY)).toContain('a removed: AUD 100.00 ex tax is not billed');
    expect((await skipped('2027-02' as Month, new Date('2027-02-01T00:00:00Z'))).join()).not.toMatch(/^a /);
  });
});

describe('a crash anywhere in a run', () => {
  const outcome = async (account: Account) => {
    const all = await invoicesOf(account.accountId, DECEMBER);
    const lines = await Promise.all(all.map((invoice) => invoices.lines(invoice)));
    const charge = await customers.getCharge(account.accountId, 'b', 'once');
    const run = await runs.find(account.accountId, DECEMBER);
    const bare = all.map(({ accountId: _, plan: __, revision: ___, ...invoice }) => invoice);
    return { bare, lines, charge: { number: charge.number, price: charge.unitPrice }, run: { state: run?.state, totals: run?.totals } };
  };

  /** One worker after another picks up what lies in the queues, as SQS would deliver it again; a failure leaves the message there. */
  async function live(account: Account, world: World, dying: World | undefined): Promise<void> {
    const clock = () => FIRST_OF_DECEMBER;
    const attempt = async (ports: World) => {
      await planMonth(account, DECEMBER, ports, { clock }).catch((error: unknown) => {
        if (!/planned already/.test(String(error))) throw error;
      });
      for (const page of [...world.pages]) {
        await executePage(page, ports, FIRST_OF_DECEMBER, DELAY_S);
        world.pages.splice(world.pages.indexOf(page), 1);
      }
    };
    if (dying) await attempt(dying).catch(() => undefined);
    await attempt(world);
  }

  it.each(['before', 'after'] as const)('%s each single I/O, run again, ends in the same invoices, numbers and charges', async (when) => {
    const plain = await reseller();
    await fiveCustomers(plain);
    const counting = dyingPorts(aWorld(), Number.MAX_SAFE_INTEGER, 'before');
    const undisturbed = aWorld();
    const whole = { ...counting.ports, pages: undisturbed.pages, pageQueue: undisturbed.pageQueue };
    await live(plain, whole, undefined);
    const expected = await outcome(plain);
    expect(expected.bare.length).toBe(4);

    const calls = counting.count();
    expect(calls).toBeGreaterThan(15);
    for (let index = 1; index <= calls; index += 1) {
      const account = await reseller();
      await fiveCustomers(account);
      const world = aWorld();
      const { ports } = dyingPorts(world, index, when);
      await live(account, world, { ...ports, pages: world.pages });
      expect(await outcome(account), `${when} call ${index}`).toEqual(expected);
    }
  });
});

describe('a parked invoice', () => {
  /** Three Decembers' worth of $100 and then $10,000: absurd until someone says it is right. */
  async function withAnAbsurdMonth() {
    const account = await reseller({ firstMonth: '2026-09' as Month });
    const { accountId } = account;
    await customers.save(accountId, aCustomer({ customerId: 'a', revision: 0 }));
    await customers.saveService(
      accountId,
      aService({ serviceId: 's', customerId: 'a', unitPrice: decimal4('100'), from: '2026-01-01' as Day, revision: 0 }),
    );
    const world = aWorld();
    for (const month of ['2026-09', '2026-10', '2026-11'] as Month[])
      await makeMonth(account, month, world, new Date(`${month}-02T00:00:00Z`));
    await customers.saveCharge(accountId, aCharge({ chargeId: 'typo', customerId: 'a', unitPrice: decimal4('10000'), revision: 0 }));
    await makeMonth(account, DECEMBER, world, FIRST_OF_DECEMBER);
    const parked = await invoices.get(accountId, DECEMBER, 'a');
    return { account, world, parked };
  }
  const now = new Date('2026-12-03T02:00:00Z');
  const asking = { now, delaySeconds: DELAY_S, by: 'clerk@example.com' };

  it('keeps its number and a reason, bills nothing, and raises an alarm', async () => {
    const { account, world, parked } = await withAnAbsurdMonth();
    expect(parked).toMatchObject({ status: 'parked', number: 'AAP-00004', total: 0, lineCount: 0 });
    expect(parked.parked).toMatch(/more than 5 times the largest of the last 3/);
    expect((await customers.getCharge(account.accountId, 'a', 'typo')).number).toBeUndefined();
    expect(world.counted).toContain('Parked');
  });

  it('is repaired under its own number once the total is confirmed or the data corrected, dated that day', async () => {
    const { account, world, parked } = await withAnAbsurdMonth();
    await expect(repair(account, parked, world, asking)).rejects.toThrow(/needs attention/);
    await expect(repair(account, parked, world, { ...asking, confirmedTotal: 5 as typeof parked.total })).rejects.toThrow();

    const charge = await customers.getCharge(account.accountId, 'a', 'typo');
    await customers.saveCharge(account.accountId, { ...charge, unitPrice: decimal4('100') });
    const repaired = await repair(account, await invoices.get(account.accountId, DECEMBER, 'a'), world, asking);
    expect(repaired).toMatchObject({ number: 'AAP-00004', status: 'queued', attempt: 1, date: '2026-12-03', total: 22_000 });
    expect((await customers.getCharge(account.accountId, 'a', 'typo')).number).toBe('AAP-00004');
    expect(world.emails.at(-1)?.message).toMatchObject({ customer: 'a', month: DECEMBER, attempt: 1 });
  });

  it('passes with a confirmed total', async () => {
    const { account, world, parked } = await withAnAbsurdMonth();
    const repaired = await repair(account, parked, world, { ...asking, confirmedTotal: 1_111_000 as typeof parked.total });
    expect(repaired).toMatchObject({ status: 'queued', total: 1_111_000 });
  });

  it('parks what comes after it, and is repaired oldest first, with nothing billed twice', async () => {
    const { account, world, parked } = await withAnAbsurdMonth();
    await makeMonth(account, JANUARY, world, FIRST_OF_JANUARY);
    const next = await invoices.get(account.accountId, JANUARY, 'a');
    expect(next).toMatchObject({ status: 'parked', number: 'AAP-00005' });
    await expect(repair(account, next, world, { ...asking, now: FIRST_OF_JANUARY })).rejects.toThrow(/AAP-00004 .* needs attention first/);

    const later = { ...asking, now: FIRST_OF_JANUARY };
    await repair(account, parked, world, { ...later, confirmedTotal: 1_111_000 as typeof parked.total });
    const second = await repair(account, next, world, later);
    const periods = (await invoices.lines(second)).map(({ service }) => service?.period);
    expect(periods).toEqual([JANUARY]);
    expect(second.total).toBe(11_000);

    await makeMonth(account, '2027-02' as Month, world, new Date('2027-02-01T00:00:00Z'));
    expect(await invoices.get(account.accountId, '2027-02' as Month, 'a')).toMatchObject({ status: 'queued', total: 11_000 });
  });

  it.each(['before', 'after'] as const)('survives a crash %s each single I/O of its repair', async (when) => {
    for (let index = 1; index < 30; index += 1) {
      const { account, world, parked } = await withAnAbsurdMonth();
      const confirmed = { ...asking, confirmedTotal: 1_111_000 as typeof parked.total };
      const dying = dyingPorts(world, index, when);
      await repair(account, parked, dying.ports, confirmed).catch(() => undefined);
      const left = await invoices.get(account.accountId, DECEMBER, 'a');
      if (left.status === 'parked') await (left.repair ? finishRepair(left, world, confirmed) : repair(account, left, world, confirmed));
      const repaired = await invoices.get(account.accountId, DECEMBER, 'a');
      expect(repaired, `${when} call ${index}`).toMatchObject({ status: 'queued', attempt: 1, total: 1_111_000, number: 'AAP-00004' });
      expect((await customers.getCharge(account.accountId, 'a', 'typo')).number).toBe('AAP-00004');
      expect((await invoices.lines(repaired)).length).toBe(2);
      if (dying.count() < index) break;
    }
  });
});
