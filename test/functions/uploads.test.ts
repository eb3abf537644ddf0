import { beforeEach, describe, expect, it } from 'vitest';
import { toDecimal } from '../../shared/domain/money.ts';
import { UploadSimulation } from '../simulation/uploadSimulation.ts';
import { connectInProcess } from '../support/xeroInProcess.ts';

/** More by hand: SCHEDULES=20000 SEED=5 npx vitest run test/functions/uploads.test.ts */
const SCHEDULES = Number(process.env.SCHEDULES ?? 1000);
const FIRST = Number(process.env.SEED ?? 1);
const PARTS = 4;

let current: UploadSimulation | undefined;
const start = (seed: number) => {
  current = new UploadSimulation(seed);
  return current;
};
beforeEach(() =>
  connectInProcess(() => {
    if (!current) throw new Error('No simulation has begun');
    return current;
  }),
);

async function lived(seed: number): Promise<UploadSimulation> {
  const simulation = start(seed);
  await simulation.setUp(7);
  await simulation.storm(14);
  await simulation.calm();
  return simulation;
}

const DONE_ALL_THE_SAME = ['lost', 'failedAfter', 'unreadable'];

const signed = (kind: string, total: number) => (kind === 'CreditNotes' ? -total : total);

async function check(simulation: UploadSimulation): Promise<void> {
  const { xero, tenantId, account } = simulation;
  const all = await simulation.invoices();
  const documents = xero.hands.documents(tenantId);
  // Exactly one document a number, and none that we did not make.
  expect(documents.map(({ number }) => number).sort()).toEqual(all.map(({ number }) => number).sort());
  for (const invoice of all) {
    const there = documents.find(({ number }) => number === invoice.number);
    expect([invoice.xero?.state, invoice.xero?.id], invoice.xero?.words ?? invoice.number).toEqual(['uploaded', there?.id]);
    expect(there?.kind).toBe(invoice.kind === 'creditNote' ? 'CreditNotes' : 'Invoices');
    expect(toDecimal(invoice.xero?.total ?? (0 as never))).toBe(toDecimal(invoice.total));
    expect(signed(there?.kind ?? '', there?.total ?? 0)).toBe(invoice.total);
    const files = xero.hands.attachments(there?.id ?? '').map(({ fileName }) => fileName);
    expect(files).toEqual(account.xero.attachPdf ? [`${invoice.number}.pdf`] : []);
  }
  // What was done though its answer was lost counts as well.
  const done = xero.calls
    .list()
    .filter(({ method, status, fault = '' }) => method === 'PUT' && (status === 200 || DONE_ALL_THE_SAME.includes(fault)));
  const attached = done.flatMap(({ path }) => (path.includes('/Attachments/') ? [path] : []));
  expect(attached.length, 'each PDF is attached once').toBe(new Set(attached).size);
  // One contact a customer, known to both sides.
  const numbers = xero.hands.contacts(tenantId).flatMap(({ fields }) => (fields.ContactNumber ? [fields.ContactNumber] : []));
  expect(numbers.sort()).toEqual(all.map(({ customerId }) => customerId).sort());
  expect(simulation.counted).not.toContain('XeroTotalDiffers');
  // The pace is ours: Xero never had to hold us back, but where it was told to.
  expect(xero.calls.list().filter(({ status, fault }) => status === 429 && !fault)).toEqual([]);
}

describe('whatever crashes, is lost, is held back, comes twice or at once', () => {
  it.each(Array.from({ length: PARTS }, (_, part) => part))(
    'every invoice ends in Xero exactly once, with our total (part %i)',
    async (part) => {
      for (let seed = FIRST + part; seed < FIRST + SCHEDULES; seed += PARTS) {
        const simulation = await lived(seed).catch((error: unknown) => {
          throw new Error(`Seed ${seed}`, { cause: error });
        });
        await check(simulation).catch((error: unknown) => {
          throw new Error(`Seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
        });
      }
    },
    600_000,
  );

  it('the same seed gives the same history', async () => {
    const one = await (await lived(3)).invoices();
    const other = await (await lived(3)).invoices();
    expect(one).toEqual(other);
  });
});
