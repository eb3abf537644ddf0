import { randomUUID } from 'node:crypto';
import { ACCOUNT, REGION } from '../assembly/physical.ts';
import type { RuleSpec } from '../assembly/specs.ts';
import type { Fauxqs } from '../aws/fauxqs.ts';
import type { Clock } from '../clock.ts';
import type { Happenings } from '../happenings.ts';
import type { Asynchronous } from './asynchronous.ts';
import { inputFor } from './input.ts';
import { matches } from './pattern.ts';

export type Entry = {
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: unknown;
  readonly resources?: readonly string[];
  readonly time?: string;
};

export type BusEvent = Required<Entry> & { readonly version: '0'; readonly id: string; readonly account: string; readonly region: string };

type Parts = {
  readonly rules: readonly RuleSpec[];
  readonly asynchronous: Asynchronous;
  readonly fauxqs: Fauxqs;
  readonly clock: Clock;
  readonly happenings: Happenings;
};

/** The default event bus and the template's rules on it. */
export class Bus {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Hands the event to every rule whose pattern lets it through, `delaySeconds` from now. */
  put(entry: Entry, delaySeconds = 0): BusEvent {
    const { rules, clock, happenings } = this.#parts;
    const time = new Date(clock.now().getTime() + delaySeconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
    const event: BusEvent = { version: '0', id: randomUUID(), account: ACCOUNT, region: REGION, time, resources: [], ...entry };
    const matched = rules.filter(({ pattern }) => pattern && matches(pattern, event));
    for (const rule of matched) this.deliver(rule, event, delaySeconds);
    const takers = matched.map(({ name }) => name).join(', ') || 'no rule takes it';
    happenings.add('event', `${event.source}: ${event['detail-type']} → ${takers}`);
    return event;
  }

  deliver(rule: RuleSpec, event: BusEvent, delaySeconds = 0): void {
    for (const target of rule.targets) {
      const input = inputFor(target, event);
      if (this.#parts.asynchronous.invoke(target.function, input, rule.name, delaySeconds)) continue;
      this.#parts.happenings.add('event', `${rule.name}: there is no function ${target.function}`, true);
      if (target.deadLetterQueue) this.#parts.fauxqs.send(target.deadLetterQueue, JSON.stringify(event));
    }
  }
}
