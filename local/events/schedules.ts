import { randomUUID } from 'node:crypto';
import { ACCOUNT, REGION } from '../assembly/physical.ts';
import type { RuleSpec } from '../assembly/specs.ts';
import type { Clock } from '../clock.ts';
import type { Happenings } from '../happenings.ts';
import type { Bus, BusEvent } from './bus.ts';
import { type Due, dueOf, nextDue } from './cron.ts';

const MINUTE_MS = 60_000;

type Schedule = { readonly rule: RuleSpec; readonly expression: string; readonly due: Due };

type Parts = { readonly rules: readonly RuleSpec[]; readonly bus: Bus; readonly clock: Clock; readonly happenings: Happenings };

/**
 * Fires the template's schedules by the functions' clock, minute by minute. A clock that is set by hand skips what lies between:
 * only what is due in the minute of arrival fires. So does a restart: minutes in which the host was down are not made up for.
 */
export class Schedules {
  readonly #schedules: readonly Schedule[];
  readonly #parts: Parts;
  readonly #timer: NodeJS.Timeout;
  #lastMinute: number;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#schedules = parts.rules.flatMap((rule) =>
      rule.schedule === undefined ? [] : [{ rule, expression: rule.schedule, due: dueOf(rule.schedule) }],
    );
    this.#lastMinute = this.#minute() - 1;
    parts.clock.onSet(() => {
      this.#lastMinute = this.#minute() - 1;
      this.tick();
    });
    this.#timer = setInterval(() => this.tick(), 1000);
    this.tick();
  }

  /** Fires what became due since the last tick. */
  tick(): void {
    const minute = this.#minute();
    // A machine that slept for hours is like a clock set by hand.
    if (minute - this.#lastMinute > 5) this.#lastMinute = minute - 1;
    for (let at = this.#lastMinute + 1; at <= minute; at += 1) {
      for (const { rule, due } of this.#schedules) if (due(new Date(at * MINUTE_MS))) this.#fire(rule);
    }
    this.#lastMinute = minute;
  }

  /** Fires it now, due or not. False when no schedule has that name. */
  fireByName(name: string): boolean {
    const schedule = this.#schedules.find(({ rule }) => rule.name === name);
    if (schedule) this.#fire(schedule.rule);
    return schedule !== undefined;
  }

  list(): { name: string; expression: string; next: string | undefined }[] {
    const now = this.#parts.clock.now();
    return this.#schedules.map(({ rule, expression, due }) => ({ name: rule.name, expression, next: nextDue(due, now)?.toISOString() }));
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #minute(): number {
    return Math.floor(this.#parts.clock.now().getTime() / MINUTE_MS);
  }

  #fire(rule: RuleSpec): void {
    const { bus, clock, happenings } = this.#parts;
    const event: BusEvent = {
      version: '0',
      id: randomUUID(),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: ACCOUNT,
      time: clock
        .now()
        .toISOString()
        .replace(/\.\d+Z$/, 'Z'),
      region: REGION,
      resources: [rule.arn],
      detail: {},
    };
    happenings.add('schedule', `${rule.name} fires`);
    bus.deliver(rule, event);
  }
}
