import middy from '@middy/core';
import type { EmailNews } from '../domain/emailNews.ts';
import { type Heard, newsOf } from './emailEvent.ts';

export type Listener<Ports> = {
  readonly ports: Ports;
  /** `undefined`: an event of a stranger, that names no invoice. */
  run(news: EmailNews | undefined, ports: Ports): Promise<void>;
};

export function listener<Ports>(made: Listener<Ports>): Listener<Ports> {
  return made;
}

/** The Lambda of SES's events. A failure is thrown: EventBridge tries again, and ends in the dead-letter queue. */
export function event<Ports>(made: Listener<Ports>): (event: unknown) => Promise<void> {
  const handler = middy().handler(async (given: unknown) => {
    const heard: Heard = newsOf(given);
    // News of what we sent to the reseller itself concerns no invoice.
    if (heard !== 'notice') await made.run(heard, made.ports);
  });
  return handler as unknown as (event: unknown) => Promise<void>;
}
