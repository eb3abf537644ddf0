import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { digestOf } from './judged.ts';
import { WIRE_BUGS } from './wireBugs.ts';
import type { WireBug } from './wireClients.ts';
import { judgedOnTheWire, type Lived } from './wireLife.ts';
import { openWire, type Wire } from './wireStands.ts';

/**
 * The simulator's lives through our own adapters, the AWS SDK and the embedded services, with what goes wrong below the ports: requests and
 * answers lost, services that are too busy, crashes between any two requests. For more of it:
 * `SCHEDULES=5000 npx vitest run test/simulation/wire`.
 */
const SCHEDULES = Number(process.env.SCHEDULES ?? 300);

let wire: Wire;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-08-01T00:00:00Z') });
  vi.spyOn(console, 'error').mockReturnValue();
  wire = await openWire();
});
afterAll(async () => {
  await wire?.stop();
  vi.useRealTimers();
});

const live = (seed: number, bug?: WireBug): Promise<Lived> => judgedOnTheWire(wire, { seed }, bug ? { bug } : {});

/** The same life once more, in words. */
async function story(seed: number): Promise<string> {
  const { life } = await judgedOnTheWire(wire, { seed }, { tells: true });
  return [`Seed ${seed}:`, ...(life.world.story ?? [])].join('\n');
}

describe('lives on the wire', () => {
  it('break no rule', { timeout: 60_000 + SCHEDULES * 2_000 }, async () => {
    let [faults, emails] = [0, 0];
    for (let seed = 1; seed <= SCHEDULES; seed += 1) {
      const { life, wrong } = await live(seed);
      if (wrong.length > 0) expect(wrong, await story(seed)).toEqual([]);
      faults += life.world.luck.fired.length;
      emails += life.world.post.taken.size;
    }
    // That they were no walk in the park.
    expect(faults).toBeGreaterThan(SCHEDULES);
    expect(emails).toBeGreaterThan(SCHEDULES);
  });

  it('are the same again under the same seed', async () => {
    const digest = async (seed: number) => {
      const { life } = await live(seed);
      return digestOf(life, await life.invoices());
    };
    for (let seed = 1; seed <= 5; seed += 1) expect(await digest(seed)).toBe(await digest(seed));
  });

  it.each(Object.entries(WIRE_BUGS))('miss the defence %s, switched off', { timeout: 120_000 }, async (_, bug: WireBug) => {
    const found: string[] = [];
    let seed = bug.first ?? 1;
    for (; found.length === 0 && seed < 300; seed += 1) found.push(...(await live(seed, bug)).wrong);
    expect(found, bug.what).not.toEqual([]);
  });
});
