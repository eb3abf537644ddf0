import { createHash } from 'node:crypto';
import { connectWireless } from '../support/xeroWireless.ts';
import { broken } from './invariants.ts';
import { Life, type Telling } from './life.ts';
import type { Schedule } from './luck.ts';

/** The one whose Xero is asked; lives are lived one after the other. */
let current: Life | undefined;
let isConnected = false;

export type Judged = { readonly life: Life; readonly wrong: readonly string[] };

/** From now on it is this one's Xero that is asked. */
export function living(life: Life): Life {
  current = life;
  if (isConnected) return life;
  isConnected = true;
  connectWireless(() => {
    if (!current) throw new Error('Nobody lives');
    return current.world.xero;
  });
  return life;
}

/** Lives the schedule and holds every rule against it. A life that does not come to its end breaks a rule as well. */
export async function judged(schedule: Schedule, telling: Telling = {}): Promise<Judged> {
  const life = living(new Life(schedule, telling));
  try {
    await life.live();
    return { life, wrong: await broken(life) };
  } catch (error) {
    return { life, wrong: [`it never comes to its end: ${error instanceof Error ? error.message : String(error)}`] };
  }
}

/** Everything that is left of a life, in a few letters: two that differ in anything have others. */
export async function digestOf({ world, ...life }: Life, invoices: readonly unknown[]): Promise<string> {
  const left = { invoices, taken: [...world.post.taken], counted: world.counted, calls: world.turns.calls, done: life.done };
  return createHash('sha256').update(JSON.stringify(left)).digest('hex').slice(0, 16);
}

/** The rule that is broken, without the words of how. */
export const ruleOf = (wrong: string): string => wrong.split(': ')[0] ?? '';
