import { expect } from 'vitest';
import { prove } from '../../bin/recover.ts';
import { Reseller } from './reseller.ts';
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

/** A table of another name, as a restored one has, holding what was copied. */
export async function takenBack(items: Awaited<ReturnType<typeof copyOf>>): Promise<FreshTable> {
  const table = await freshTable();
  await restoreInto(table.name, items);
  return table;
}
