import { accounts } from '../../shared/store/accounts.ts';
import { aDay, anAccount, dec } from '../../test/support/builders.ts';
import { enterMany, fillFolder } from '../../test/support/filledFolder.ts';
import { aWorld, makeMonth } from '../../test/support/world.ts';
import { ACCOUNT, LAST_MONTH, LINES } from './story.ts';

/**
 * Fills a host's data folder, in a process of its own whose memory is nobody's: so many customers of 12 services each, and the month before,
 * made by the real functions and not emailed. `node bench/load/fill.ts FOLDER ASSEMBLY CUSTOMERS`
 */
async function fill(count: number): Promise<void> {
  const account = await accounts.save(anAccount({ accountId: ACCOUNT, firstMonth: LAST_MONTH, revision: 0 }));
  await enterMany(ACCOUNT, someCustomers(count));
  // Planning asks whether the settings still are what it was given: by their revision, which these have.
  const silent = { ...account, sending: { ...account.sending, autoInvoice: false } };
  await makeMonth(silent, LAST_MONTH, aWorld(), new Date(`${LAST_MONTH}-02T00:00:00Z`));
}

function* someCustomers(count: number) {
  for (let index = 0; index < count; index += 1) {
    const customer = {
      customerId: crypto.randomUUID(),
      name: `Customer number ${index} Pty Ltd`,
      to: [`accounts@customer${index}.example`],
    };
    const services = Array.from({ length: LINES }, (_, line) => ({
      description: `Business NBN 100/40 for site ${line + 1}`,
      unitPrice: dec('89.0825'),
      from: aDay('2026-01-01'),
    }));
    yield { customer, services };
  }
}

const [, , dataDir = '', assembly = '', count = ''] = process.argv;
await fillFolder(dataDir, assembly, () => fill(Number(count)));
