import { describe, expect, it } from 'vitest';
import { BUGS } from './bugs.ts';
import { judged } from './judged.ts';

/** Within so many lives a defence that is missing must be missed. */
const SCHEDULES = 2000;

describe('a defence that is switched off is missed', () => {
  it.each(Object.entries(BUGS).map(([name, bug]) => [name, bug.what, bug] as const))(
    '%s: %s',
    async (_, __, bug) => {
      for (let seed = 1; seed <= SCHEDULES; seed += 1) {
        const { wrong } = await judged({ seed }, { bug });
        if (wrong.length > 0) return;
      }
      expect.fail(`${SCHEDULES} lives without it broke no rule: the rules do not see what it is for`);
    },
    120_000,
  );
});
