import { describe, expect, it } from 'vitest';
import { UploadSimulation } from '../simulation/uploadSimulation.ts';
import { connectInProcess } from '../support/xeroInProcess.ts';

/** How many calls a month costs, and that they keep to Xero's limits. */

async function uploaded(customers: number, choices: ConstructorParameters<typeof UploadSimulation>[1]) {
  const simulation = new UploadSimulation(1, choices);
  connectInProcess(() => simulation);
  await simulation.setUp(customers);
  simulation.xero.calls.clear();
  await simulation.askForAll();
  const minutes = await simulation.untilDone();
  const calls = simulation.xero.calls.list();
  const count = (method: string, path: string) => calls.filter((call) => call.method === method && call.path.endsWith(path)).length;
  return { simulation, minutes, calls, count };
}

const statesOf = async (simulation: UploadSimulation) => new Set((await simulation.invoices()).map(({ xero }) => xero?.state));

/** The most calls in any sixty seconds. */
function busiestMinute(calls: readonly { readonly at: string }[]): number {
  const times = calls.map(({ at }) => Date.parse(at));
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 60_000).length));
}

describe('a month of 1,000 invoices', () => {
  it('goes up in twenty calls of fifty, besides the accounts and tax rates that they are checked against', async () => {
    const { simulation, calls, count, minutes } = await uploaded(1000, { attachPdf: false, credits: false, contactsKnown: true });
    expect(await statesOf(simulation)).toEqual(new Set(['uploaded']));
    expect([count('PUT', '/Invoices'), count('GET', '/Accounts'), count('GET', '/TaxRates'), calls.length]).toEqual([20, 1, 1, 22]);
    expect(minutes).toBeLessThan(1);
  });

  it('whose customers Xero does not know yet takes one look at its contacts and twenty calls more, once', async () => {
    const { simulation, calls, count } = await uploaded(1000, { attachPdf: false, credits: false, contactsKnown: false });
    expect(await statesOf(simulation)).toEqual(new Set(['uploaded']));
    expect([count('GET', '/Contacts'), count('PUT', '/Contacts'), calls.length]).toEqual([1, 20, 43]);
  });

  it('with two hundred credit notes among them takes a look before each fifty of those', async () => {
    const { calls, count } = await uploaded(1000, { attachPdf: false, credits: true, contactsKnown: true });
    expect([count('PUT', '/Invoices'), count('PUT', '/CreditNotes'), count('GET', '/CreditNotes'), calls.length]).toEqual([16, 4, 4, 26]);
  });

  it('with its PDFs takes a call more each, never more than sixty in a minute, and Xero never has to hold us back', async () => {
    const { simulation, calls, minutes } = await uploaded(300, { attachPdf: true, credits: false, contactsKnown: true });
    const attached = calls.filter(({ path }) => path.includes('/Attachments/'));
    expect([attached.length, calls.filter(({ status }) => status === 429)]).toEqual([300, []]);
    expect(busiestMinute(calls)).toBeLessThanOrEqual(60);
    // 300 calls at 55 a minute.
    expect(minutes).toBeLessThan(8);
    expect((await simulation.invoices()).every(({ xero }) => xero?.pdf?.state === 'attached')).toBe(true);
  });
});

describe('a reseller who disconnects us in Xero itself', () => {
  it('ends the link; the invoices wait, and go up when it is connected again', async () => {
    const simulation = new UploadSimulation(1, { attachPdf: false, credits: false });
    connectInProcess(() => simulation);
    await simulation.setUp(5);
    simulation.xero.hands.disconnect(simulation.tenantId);
    await simulation.askForAll();
    await simulation.untilDone();
    const connection = () => simulation.store.connections.get('aap');
    expect(await connection()).toMatchObject({ state: 'expired', trouble: { words: expect.stringContaining('connect it again') } });
    expect(simulation.counted).toContain('XeroExpired');
    expect(await statesOf(simulation)).toEqual(new Set(['waiting']));
    await simulation.connect();
    await simulation.untilDone();
    expect(await statesOf(simulation)).toEqual(new Set(['uploaded']));
  });
});

describe('a reseller who connects it again just as a worker is shut out for good', () => {
  it('stays connected: it is the old link that has ended', async () => {
    const simulation = new UploadSimulation(1, { attachPdf: false, credits: false });
    connectInProcess(() => simulation);
    await simulation.setUp(3);
    simulation.xero.hands.disconnect(simulation.tenantId);
    await simulation.askForAll();
    let refusals = 0;
    simulation.afterAnswer = async (outcome) => {
      if (outcome !== 'unauthorised') return;
      refusals += 1;
      if (refusals === 2) await simulation.connectMeanwhile();
    };
    await simulation.untilDone();
    expect([refusals, (await simulation.store.connections.get('aap'))?.state]).toEqual([2, 'connected']);
    expect(await statesOf(simulation)).toEqual(new Set(['uploaded']));
  });
});

describe('a reseller who connects another organisation while a worker is at it', () => {
  it('has the first get what was under way, and no more; the rest is told, and goes to the second when it is asked to', async () => {
    const simulation = new UploadSimulation(1, { attachPdf: false, credits: false, contactsKnown: true });
    connectInProcess(() => simulation);
    await simulation.setUp(400);
    const [first = '', second = ''] = simulation.xero.hands.organisations().map(({ tenantId }) => tenantId);
    const there = (tenantId: string) => simulation.xero.hands.documents(tenantId).length;
    await simulation.askForAll();
    simulation.afterAnswer = async () => {
      if (there(first) === 0) return;
      simulation.afterAnswer = undefined;
      await simulation.connectMeanwhile(second);
    };
    await simulation.untilDone();
    // Four requests at once.
    const gone = there(first);
    expect([gone > 0, gone <= 200, there(second)]).toEqual([true, true, 0]);
    await simulation.askForAll();
    await simulation.untilDone();
    expect([there(first), there(second)]).toEqual([gone, 400 - gone]);
    expect(await statesOf(simulation)).toEqual(new Set(['uploaded']));
  });
});

describe('a PDF that Xero does not take', () => {
  it('is told, and goes once more when the invoice is asked to', async () => {
    const simulation = new UploadSimulation(1, { attachPdf: true, credits: false });
    connectInProcess(() => simulation);
    await simulation.setUp(2);
    simulation.drawing = new Uint8Array();
    await simulation.askForAll();
    await simulation.untilDone();
    const pdfs = async () => (await simulation.invoices()).map(({ xero }) => [xero?.state, xero?.pdf?.state, xero?.pdf?.words]);
    expect(await pdfs()).toEqual([
      ['uploaded', 'failed', expect.stringContaining('empty')],
      ['uploaded', 'failed', expect.stringContaining('empty')],
    ]);
    simulation.drawing = new TextEncoder().encode('%PDF');
    await simulation.askForAll();
    await simulation.untilDone();
    expect(await pdfs()).toEqual([
      ['uploaded', 'attached', undefined],
      ['uploaded', 'attached', undefined],
    ]);
  });
});

describe('one bad invoice among fifty', () => {
  it('is refused in Xero’s words, and the others are there', async () => {
    const simulation = new UploadSimulation(1, { attachPdf: false, credits: false, contactsKnown: true });
    connectInProcess(() => simulation);
    await simulation.setUp(50);
    const [first] = simulation.xero.hands.contacts(simulation.tenantId).filter(({ fields }) => fields.ContactNumber === 'c0007');
    simulation.xero.hands.archiveContact(first?.contactId ?? '');
    simulation.xero.calls.clear();
    await simulation.askForAll();
    await simulation.untilDone();
    const all = await simulation.invoices();
    const refused = all.filter(({ xero }) => xero?.state !== 'uploaded');
    expect(refused.map(({ customerId, xero }) => [customerId, xero?.state])).toEqual([['c0007', 'failed']]);
    expect(refused[0]?.xero?.words).toContain('archived');
    expect(refused[0]?.xero?.advice).toBe('Restore the contact in Xero, or choose another one in the customer.');
    expect(simulation.xero.calls.list().filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });
});
