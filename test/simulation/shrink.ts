import { judged, ruleOf } from './judged.ts';
import type { Telling } from './life.ts';
import type { Schedule } from './luck.ts';

/** Lives tried, at most, until the shortest found is good enough. */
const TRIES = 600;

/**
 * The same failure with as little of the schedule as can be found: first whole rounds are left out, then single things, then faults, by
 * halves, quarters and so on to one by one, for as long as the same rule breaks.
 */
export async function shortest(schedule: Schedule, rule: string, telling: Telling): Promise<Schedule> {
  let tries = 0;
  let best: Schedule = schedule;
  const stillBreaks = async (without: ReadonlySet<string>): Promise<boolean> => {
    tries += 1;
    const { wrong } = await judged({ ...schedule, without }, telling);
    return wrong.some((each) => ruleOf(each) === rule);
  };
  const shrunk = async (names: readonly string[]): Promise<boolean> => {
    let isShorter = false;
    let left = names;
    for (let size = Math.ceil(names.length / 2); size >= 1 && left.length > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      for (let at = 0; at < left.length && tries < TRIES; ) {
        const without = new Set([...(best.without ?? []), ...left.slice(at, at + size)]);
        if (await stillBreaks(without)) {
          best = { ...schedule, without };
          left = [...left.slice(0, at), ...left.slice(at + size)];
          isShorter = true;
        } else at += size;
      }
    }
    return isShorter;
  };
  for (let again = true; again && tries < TRIES; ) {
    again = false;
    for (const kind of [isRound, isThing]) {
      const { life } = await judged(best, telling);
      again = (await shrunk(life.done.filter(kind))) || again;
    }
    const { life } = await judged(best, telling);
    again = (await shrunk([...life.world.luck.fired])) || again;
  }
  return best;
}

const isThing = (name: string): boolean => name.includes(' thing ');
const isRound = (name: string): boolean => !isThing(name);
