import type { Invoice } from '../../shared/domain/invoice.ts';
import { LIFECYCLE, type Status } from '../../shared/domain/lifecycle.ts';
import type { Numbers } from '../../shared/domain/numbering.ts';
import type { MemoryStore } from '../support/memoryStore.ts';
import type { Clock } from './clock.ts';

/** What must not be told from how things stand in the end: each step on the way there, seen as it is written. */
export class Witness {
  /** What was written that must never be. */
  readonly wrong: string[] = [];
  /** When each attempt was queued: `month customer attempt`. */
  readonly queuedAt = new Map<string, Date>();
  readonly #made = new Map<string, string>();
  readonly #clock: Clock;
  readonly #tell: (words: string) => void;

  constructor(clock: Clock, tell: (words: string) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** The same store, whose writes are seen. */
  watching(store: MemoryStore): MemoryStore {
    const { invoices, runs } = store;
    const see = (before: Invoice | undefined, after: Invoice) => this.see(before, after);
    return {
      ...store,
      invoices: {
        ...invoices,
        async create(invoice) {
          const created = await invoices.create(invoice);
          if (created) see(undefined, invoice);
          return created;
        },
        async save(invoice) {
          const before = await invoices.find(invoice.accountId, invoice.month, invoice.customerId);
          const saved = await invoices.save(invoice);
          see(before, saved);
          return saved;
        },
      },
      runs: {
        ...runs,
        saveNumbers: async (numbers) => {
          const before = await runs.numbers(numbers.accountId);
          const saved = await runs.saveNumbers(numbers);
          this.seeNumbers(before, saved);
          return saved;
        },
      },
    };
  }

  seeNumbers(before: Numbers | undefined, saved: Numbers): void {
    if (before && saved.next < before.next) this.wrong.push(`numbers went back from ${before.next} to ${saved.next}`);
    if (before?.openMonth && saved.openMonth && before.openMonth !== saved.openMonth)
      this.wrong.push(`${saved.openMonth} was opened while ${before.openMonth} was open`);
    const fresh = Object.keys(saved.months).filter((month) => before?.months[month as never]?.plan !== saved.months[month as never]?.plan);
    for (const month of fresh) this.#tell(`the month ${month} is committed: numbers up to ${saved.next - 1}`);
  }

  see(before: Invoice | undefined, after: Invoice): void {
    const what = `${after.month} ${after.customerId}`;
    if (before && before.status !== after.status) {
      this.#tell(`${after.number} (${what}): ${before.status} → ${after.status}`);
      if (!isStep(before.status, after.status)) this.wrong.push(`${after.number} went from ${before.status} to ${after.status}`);
    }
    if (!before) this.#tell(`${after.number} (${what}) is made: ${after.status}, ${after.total} cents`);
    if (after.attempt < (before?.attempt ?? 0)) this.wrong.push(`${after.number}: attempt ${before?.attempt} became ${after.attempt}`);
    if (after.status === 'queued' && after.attempt !== before?.attempt) this.queuedAt.set(`${what} ${after.attempt}`, this.#clock.now);
    this.#mustStay(what, before, after);
  }

  /** What is printed of an invoice never changes once it is made. A parked one is made when it is repaired. */
  #mustStay(
    what: string,
    before: Invoice | undefined,
    { sequence, number, plan, total, subtotal, tax, date, buyer, status }: Invoice,
  ): void {
    const printed = JSON.stringify({ sequence, number, plan, total, subtotal, tax, date, buyer });
    const made = this.#made.get(what);
    if (made !== undefined && made !== printed && before?.status !== 'parked')
      this.wrong.push(`${number} changed after it was made: ${made} → ${printed}`);
    if (status !== 'parked') this.#made.set(what, printed);
  }
}

/** A repair goes through its steps in one write. */
function isStep(before: Status, after: Status): boolean {
  if (before === 'parked') return ['draft', 'queued', 'failed'].includes(after);
  return Object.values(LIFECYCLE[before] as Record<string, Status>).includes(after);
}
