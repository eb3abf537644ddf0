import middy from '@middy/core';
import { type Log, logError } from './log.ts';

export type TaskContext = { readonly now: Date; readonly log: Log };
export type Task<Ports> = { readonly ports: Ports; run(context: TaskContext, ports: Ports): Promise<void> };

export function task<Ports>(made: Task<Ports>): Task<Ports> {
  return made;
}

/** The Lambda of a schedule. What the event says does not matter: the clock is asked anew, because a schedule may be late. */
export function schedule<Ports>(made: Task<Ports>): (event: unknown) => Promise<void> {
  const handler = middy().handler(async () => made.run({ now: new Date(), log: logError }, made.ports));
  return handler as unknown as (event: unknown) => Promise<void>;
}
