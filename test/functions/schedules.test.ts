import { describe, expect, it } from 'vitest';
import { CUSTOMERS } from '../support/simulatedClerk.ts';
import { ACCOUNT, Simulation } from '../support/simulation.ts';

const MONTHS = ['2026-08', '2026-09', '2026-10', '2026-11'];

/** Three months of trouble, then calm; everything that needs attention is repaired, and one more month is made. */
async function lived(seed: number): Promise<Simulation> {
  const simulation = new Simulation(seed);
  await simulation.setUp();
  for (const month of MONTHS.slice(0, 3)) {
    simulation.until(month);
    await simulation.storm(22);
  }
  await simulation.calm();
  await simulation.repairAll();
  simulation.until(MONTHS[3] ?? '');
  await simulation.calm();
  return simulation;
}

async function check(simulation: Simulation): Promise<void> {
  const { store, strays, counted } = simulation;
  const { taken, doubted } = simulation.mail;
  const { cancelled } = simulation.clerk;
  const all = await simulation.invoices();
  // 1. One invoice a customer and month, and none besides.
  expect(all.map(({ month, customerId }) => `${month} ${customerId}`).sort()).toEqual(
    MONTHS.flatMap((month) => CUSTOMERS.map((customer) => `${month} ${customer}`)).sort(),
  );
  // 2. Numbers without a gap or a double.
  expect(all.map(({ sequence }) => sequence)).toEqual(all.map((_, index) => index + 1));
  const numbers = await store.runs.numbers(ACCOUNT);
  expect([numbers?.next, numbers?.openMonth]).toEqual([all.length + 1, undefined]);
  // 3. At most one email for each request to send; 4. none after a cancel that was granted.
  expect([...taken].filter(([, count]) => count > 1)).toEqual([]);
  expect([...cancelled].filter((attempt) => taken.has(attempt))).toEqual([]);
  // 5. Every attempt ended, or is in doubt for a cause.
  for (const { month, customerId, attempt, status, history } of all) {
    expect(['queued', 'sending', 'parked']).not.toContain(status);
    if (status === 'unconfirmed') expect(doubted).toContain(`${month} ${customerId} ${attempt}`);
    if (['sent', 'delayed', 'delivered', 'bounced', 'complained'].includes(status)) {
      expect([...taken.keys()], 'only the current attempt moves a status').toContain(`${month} ${customerId} ${attempt}`);
    }
    if (status === 'failed') expect(history.at(-1)?.words).toBeTruthy();
    if (taken.has(`${month} ${customerId} ${attempt}`)) expect(['queued', 'draft', 'cancelled']).not.toContain(status);
  }
  await checkMoney(simulation);
  // 7. A status moves along the table alone.
  expect(strays).toEqual([]);
  expect(counted.filter((name) => ['RunCheckFailed', 'ChargeClash', 'StrangerEvent'].includes(name))).toEqual([]);
}

/** 6. Lines and totals agree, each period is billed once, and each charge on one invoice. */
async function checkMoney(simulation: Simulation): Promise<void> {
  const { store } = simulation;
  const billed: string[] = [];
  const charged = new Map<string, string>();
  for (const invoice of await simulation.invoices()) {
    const lines = await store.invoices.lines(invoice);
    expect(invoice.total).toBe(lines.reduce((so, { amount, tax }) => so + amount + tax, 0));
    for (const { service, chargeId } of lines) {
      if (service) billed.push(`${service.serviceId} ${service.period}`);
      if (chargeId) {
        expect(charged.has(chargeId), `${chargeId} is billed twice`).toBe(false);
        charged.set(chargeId, invoice.number);
      }
    }
  }
  const due = CUSTOMERS.flatMap((customer) => [0, 1].flatMap((index) => MONTHS.map((month) => `${customer}-${index} ${month}`)));
  expect(billed.sort()).toEqual(due.sort());
  for (const customer of CUSTOMERS) {
    const { charges } = await store.customers.file(ACCOUNT, customer);
    expect(charges.map(({ chargeId, number }) => [chargeId, number])).toEqual(
      charges.map(({ chargeId }) => [chargeId, charged.get(chargeId)]),
    );
    for (const { chargeId } of charges) charged.delete(chargeId);
  }
  expect([...charged]).toEqual([]);
}

describe('whatever crashes, is lost, comes twice or at once', () => {
  it.each([0, 1, 2, 3])(
    'every customer is billed once, emailed once a request, and nothing is left in doubt without a cause (part %i)',
    async (part) => {
      for (let seed = part * 75; seed < (part + 1) * 75; seed += 1) {
        const simulation = await lived(seed);
        await check(simulation).catch((error: unknown) => {
          throw new Error(`Seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
        });
      }
    },
  );

  it('the same seed gives the same history', async () => {
    const [one, other] = [await lived(7), await lived(7)];
    expect(await one.invoices()).toEqual(await other.invoices());
    expect([...one.mail.taken]).toEqual([...other.mail.taken]);
  });
});
