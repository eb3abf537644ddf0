import { month } from '../../shared/domain/month.ts';
import { WILD } from './clerk.ts';
import { broken } from './invariants.ts';
import { Life } from './life.ts';
import type { Schedule } from './luck.ts';
import type { WireBug } from './wireClients.ts';
import type { Wire } from './wireStands.ts';

const MONTHS = ['2026-08', '2026-09'].map(month);
const ROUNDS = 10;

export type WireTelling = { readonly bug?: WireBug; readonly tells?: boolean };

export type Lived = { readonly life: Life; readonly wrong: readonly string[] };

/**
 * A shorter life, of two customers, on the wire: a month of trouble, what is left of it, and for every fourth a calm month that goes on
 * from there.
 */
export async function judgedOnTheWire(wire: Wire, schedule: Schedule, { bug, tells = false }: WireTelling = {}): Promise<Lived> {
  const { seed } = schedule;
  const months = seed % 4 === 0 ? MONTHS : MONTHS.slice(0, 1);
  const given = { customers: ['a', seed % 3 === 0 ? WILD : 'b'], months, rounds: ROUNDS };
  const life = new Life(schedule, { stands: await wire.stands(bug), tells }, given);
  try {
    await life.setUp({ connects: false, uploadByItself: false });
    await begun(life);
    await life.storm(MONTHS[0] ?? '');
    await life.calm(1, 1);
    await life.repaired();
    // What could not be sent for 24 hours is given up.
    await life.calm(0, 2);
    for (const next of months.slice(1)) {
      life.world.clock.until(`${next}-01T00:05:00Z`);
      await life.calm(1, 1);
    }
    return { life, wrong: await broken(life) };
  } catch (error) {
    return { life, wrong: [`it never comes to its end: ${error instanceof Error ? error.message : String(error)}`] };
  }
}

/** Chance would have the run begin late in so short a month. */
async function begun({ world }: Life): Promise<void> {
  world.clock.until(`${MONTHS[0]}-01T00:05:00Z`);
  world.luck.begin('the run begins', true);
  for (const process of [world.startRuns, world.deliverPlan, world.deliverPage]) await world.turns.run([process]);
}
