import { afterAll, beforeAll, expect } from 'vitest';
import { prove } from '../../bin/recover.ts';
import { freshPostbox, type Postbox } from './postbox.ts';
import { aroundAll, Reseller } from './reseller.ts';
import { type FreshTable, freshTable } from './table.ts';
import { type copyOf, restoreInto } from './tableCopy.ts';

/** Of five customers at $110.00 a month. */
export const ALL = ['a', 'b', 'c', 'd', 'e'];

export async function five(): Promise<Reseller> {
  const reseller = await Reseller.setUp();
  for (const customer of ALL) await reseller.customer(customer, '100', { to: [`${customer}@${reseller.id}.example`] });
  return reseller;
}

/** What the proof of all months finds wrong. */
export async function proof({ id }: Reseller): Promise<string[]> {
  const told: string[] = [];
  const faults = await prove(id, (line) => told.push(line));
  // A month's own line sums up; those below it are the faults.
  const found = told.filter((line) => line.startsWith('  ✗') && !/: \d+ invoices, numbers /.test(line));
  expect(found.length).toBe(faults);
  return found;
}

export type Drill = {
  readonly postbox: () => Postbox;
  /** From now on the store is a table of another name, as a restored one has; holding `items`, or nothing yet. */
  takesBack(items?: Awaited<ReturnType<typeof copyOf>>): Promise<void>;
};

/** The embedded services, and tables that come and go. */
export function drillAroundAll(): Drill {
  aroundAll({ services: true });
  let postbox: Postbox | undefined;
  const tables: FreshTable[] = [];
  beforeAll(async () => {
    postbox = await freshPostbox();
  });
  afterAll(async () => {
    for (const table of tables) await table.stop();
    await postbox?.stop();
  });
  return {
    postbox: () => postbox ?? expect.fail('It is not open yet'),
    async takesBack(items) {
      const table = await freshTable();
      tables.push(table);
      if (items) await restoreInto(table.name, items);
    },
  };
}
