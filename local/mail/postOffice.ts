import { join } from 'node:path';
import type { ConfigurationSetSpec } from '../assembly/specs.ts';
import type { Bus } from '../events/bus.ts';
import type { Happenings } from '../happenings.ts';
import { Faults } from './faults.ts';
import { Outbox } from './outbox.ts';
import { publish } from './publish.ts';
import type { SendEmail } from './request.ts';
import { Senders } from './senders.ts';

/** Takes in emails, keeps them, and tells the bus what becomes of them. */
export class PostOffice {
  readonly outbox: Outbox;
  readonly senders: Senders;
  readonly faults = new Faults();
  readonly #happenings: Happenings;
  #sets: readonly ConfigurationSetSpec[] = [];
  #bus: Bus | undefined;

  constructor(dataDir: string, happenings: Happenings) {
    this.outbox = new Outbox(join(dataDir, 'mail'));
    this.senders = new Senders(dataDir);
    this.#happenings = happenings;
  }

  /** Once the template is read; no function runs before that, so nothing is sent either. */
  open(sets: readonly ConfigurationSetSpec[], bus: Bus): void {
    this.#sets = sets;
    this.#bus = bus;
  }

  setNames(): ReadonlySet<string> {
    return new Set(this.#sets.map(({ name }) => name));
  }

  /** The message's id. The email is on disk when this returns. */
  accept(email: SendEmail, now: Date): string {
    const summary = this.outbox.add(email, now);
    this.#happenings.add('mail', `“${summary.subject}” to ${summary.recipients.join(', ')}`);
    if (this.#bus) publish(summary, this.#sets, this.#bus);
    return summary.id;
  }
}
