import { type Making, makeEntry } from '../../shared/domain/entry.ts';
import type { Line } from '../../shared/domain/invoice.ts';
import { EMPTY_LEDGER, type Ledger } from '../../shared/domain/ledger.ts';
import type { Cents, Decimal4 } from '../../shared/domain/money.ts';
import type { Month } from '../../shared/domain/month.ts';
import { numberText } from '../../shared/domain/numbering.ts';
import type { PricedEntry } from '../../shared/domain/plan.ts';
import { type Terms, termsOf } from '../../shared/domain/terms.ts';
import type { History } from './billingHistories.ts';
import { BillingOracle, countActive, dueFor, monthAfter, type OracleTerms, periodsBetween } from './billingOracle.ts';
import { emptyWorld, type World } from './billingWorld.ts';
import { aDay, anAccount, anInstant } from './builders.ts';
import { same } from './same.ts';

/** One account with one customer, taken through its months. Every check that a rule asks for is made as it goes. */
export class ModelReseller {
  readonly world: World;
  readonly seen = { invoice: 0, creditNote: 0, skipped: 0, parked: 0, repaired: 0, corrected: 0 };
  private readonly oracle = new BillingOracle();
  /** What is carried on, trimmed as the planner does, and never trimmed. */
  private ledger: Ledger = EMPTY_LEDGER;
  private untrimmed: Ledger = EMPTY_LEDGER;
  private sequence = 1;
  private firstPeriod: Month | undefined;
  private previousPeriod: Month | undefined;
  private readonly waiting: { terms: Terms; sequence: number; number: string }[] = [];
  /** By service and period: what it was first billed at, its first number, and what all its lines come to. */
  private readonly billed = new Map<string, { price: number; quantity: number; number?: string; so: bigint }>();
  private readonly left = new Set<string>();
  private readonly chargedOn = new Map<string, string>();

  constructor(history: History) {
    this.world = emptyWorld(history.mode);
  }

  /** The month is made, or skipped by a person. */
  run(month: Month, skip: boolean): void {
    const { mode } = this.world;
    const { firstPeriod: first, previousPeriod: previous } = this;
    const period = mode === 'advance' ? month : monthAfter(month, -1);
    const terms = termsOf(this.account(), month, { ...(first ? { first } : {}), ...(previous ? { previous } : {}) });
    const from = first ? ([monthAfter(period, -1), previous ?? period].sort()[0] ?? '') : period;
    same([terms.from, terms.period], [first && first > from ? first : from, period], `the window of ${month}`);
    this.firstPeriod ??= terms.period;
    this.previousPeriod = terms.period;
    if (skip) return;
    const number = numberText('AAP-', this.sequence);
    const waitsFor = this.waiting[0]?.number;
    const { entry, lines } = this.make(terms, this.sequence, waitsFor);
    if (entry.outcome !== 'skipped') this.sequence += 1;
    if (waitsFor) same(entry.outcome, 'parked', 'an older one waits');
    else this.compare({ entry, lines }, terms, number);
    if (entry.outcome === 'parked') this.waiting.push({ terms, sequence: entry.invoice.sequence, number });
  }

  /** A person repairs the oldest parked invoice, having put right what was wrong, or not. */
  repair(heal: boolean, confirm: boolean): void {
    const parked = this.waiting[0];
    if (!parked) return;
    if (heal) this.world.charges = this.world.charges.filter(({ chargeId, number }) => number || !chargeId.startsWith('spoilt'));
    const terms: Terms = { ...parked.terms, registeredForTax: this.world.registered, taxRate: this.world.taxRate as Decimal4 };
    const tried = this.make(terms, parked.sequence, undefined, {});
    const total = confirm ? this.totalWithoutHistory(terms, parked.sequence) : undefined;
    const made = total === undefined ? tried : this.make(terms, parked.sequence, undefined, { confirmedTotal: total });
    this.compare(made, terms, parked.number, total === undefined ? {} : { confirmed: BigInt(total) });
    if (made.entry.outcome === 'parked') return;
    this.seen.repaired += 1;
    this.waiting.shift();
  }

  /** Puts everything right and makes one month more: whatever is open now is billed. */
  settleUp(month: Month): void {
    this.world.customer = { ...this.world.customer, enabled: true };
    this.world.charges = this.world.charges.filter(({ chargeId, number }) => number || !/^(spoilt|absurd)/.test(chargeId));
    while (this.waiting.length > 0) {
      const before = this.waiting.length;
      this.repair(true, true);
      same(this.waiting.length, before - 1, 'what is put right can be repaired');
    }
    this.run(month, false);
    this.repair(true, true);
    if (this.world.customer.removed) return;
    for (const { chargeId, enabled } of this.world.charges) same(this.chargedOn.has(chargeId), enabled, chargeId);
  }

  private account() {
    const { company, billing, ...rest } = anAccount();
    const { registered: registeredForTax, taxRate, mode: period } = this.world;
    return { ...rest, company: { ...company, registeredForTax }, billing: { ...billing, taxRate: taxRate as Decimal4, period } };
  }

  private make(terms: Terms, sequence: number, waitsFor: string | undefined, repairing?: { confirmedTotal?: Cents }): PricedEntry {
    const { customer, services, charges } = this.world;
    const numbered = { sequence, number: numberText('AAP-', sequence) };
    const date = aDay(`${terms.runMonth}-01`);
    const making: Making = { account: this.account(), terms, plan: 'p', date, now: anInstant(`${date}T00:00:00Z`) };
    const before = (ledger: Ledger) => ({ ledger, ...(waitsFor ? { waitsFor } : {}) });
    const file = { customer, services, charges };
    const made = makeEntry(file, before(this.ledger), numbered, making, repairing);
    const all = makeEntry(file, before(this.untrimmed), numbered, making, repairing);
    same({ ...all.entry, ledger: null }, { ...made.entry, ledger: null }, 'trimming changes nothing');
    same(all.lines, made.lines, 'trimming changes no line');
    return made;
  }

  /** What a person reads off the parked invoice's reason: what it would come to. */
  private totalWithoutHistory(terms: Terms, sequence: number): Cents | undefined {
    const { ledger, untrimmed } = this;
    this.ledger = { ...ledger, recentTotals: [] };
    this.untrimmed = { ...untrimmed, recentTotals: [] };
    const { entry } = this.make(terms, sequence, undefined, {});
    this.ledger = ledger;
    this.untrimmed = untrimmed;
    return entry.outcome === 'invoice' ? entry.invoice.total : undefined;
  }

  /** Against the oracle, then against each rule by itself. */
  private compare({ entry, lines }: PricedEntry, terms: Terms, number: string, repair?: { confirmed?: bigint }): void {
    const { customer, services, charges } = this.world;
    const given: OracleTerms = {
      runMonth: terms.runMonth,
      periods: periodsBetween(terms.from, terms.period),
      registered: terms.registeredForTax,
      taxRate: terms.taxRate,
      number,
      ...(repair ? { repair } : {}),
    };
    const expected = this.oracle.enter({ customer, services, charges }, given);
    same(entry.outcome, expected.outcome, terms.runMonth);
    this.seen[entry.outcome === 'invoice' ? entry.invoice.kind : entry.outcome] += 1;
    if (entry.outcome === 'parked') {
      same(entry.ledger, this.ledger, 'a parked entry settles nothing');
      same([entry.invoice.number, entry.invoice.status, entry.invoice.total, lines], [number, 'parked', 0, []]);
      return;
    }
    this.carryOn(entry.ledger);
    if (entry.outcome === 'invoice' && expected.outcome === 'invoice') {
      same(lines.map(asTold).sort(byText), [...expected.lines].sort(byText), terms.runMonth);
      const { subtotal, tax, total, kind, dueDate, lineCount } = entry.invoice;
      same([BigInt(subtotal), BigInt(tax), BigInt(total)], [expected.subtotal, expected.tax, expected.total], terms.runMonth);
      same([kind, dueDate === undefined, lineCount], [total < 0 ? 'creditNote' : 'invoice', total < 0, lines.length]);
      for (const line of lines) this.checkLine(line, terms, number);
    }
    this.checkPeriods(terms);
  }

  private carryOn(ledger: Ledger): void {
    const rows = new Map([...this.untrimmed.settled, ...ledger.settled].map((row) => [`${row.serviceId} ${row.period}`, row]));
    this.untrimmed = { settled: [...rows.values()], recentTotals: ledger.recentTotals };
    this.ledger = ledger;
  }

  private checkLine({ service, chargeId, amount, adjusts }: Line, terms: Terms, number: string): void {
    if (chargeId) {
      same(this.chargedOn.get(chargeId), undefined, `${chargeId} is billed once`);
      this.chargedOn.set(chargeId, number);
      this.world.charges = this.world.charges.map((charge) => (charge.chargeId === chargeId ? { ...charge, number } : charge));
    }
    if (!service) return;
    const key = `${service.serviceId} ${service.period}`;
    same(service.period >= terms.from && service.period <= terms.period, true, `${key} within the window`);
    same(this.left.has(key), false, `${key} was left on purpose`);
    const known = this.billed.get(key);
    same(adjusts, known?.number ? { number: known.number, period: service.period } : undefined, `what the line for ${key} adjusts`);
    if (adjusts) this.seen.corrected += 1;
    const { unitPrice: price, quantity } = this.world.services.find(({ serviceId }) => serviceId === service.serviceId) ?? {
      unitPrice: 0,
      quantity: 0,
    };
    this.billed.set(key, {
      ...(known ?? { price, quantity, so: 0n }),
      number: known?.number ?? number,
      so: (known?.so ?? 0n) + BigInt(amount),
    });
  }

  /** For each service and period: its lines come to what was due at its first price, as this run, the last to look, knew it. */
  private checkPeriods({ from, period: last, runMonth }: Terms): void {
    const { customer, services } = this.world;
    const active = customer.enabled && !customer.removed;
    for (const service of services) {
      for (const period of periodsBetween(from, last)) {
        const key = `${service.serviceId} ${period}`;
        const days = countActive(service, period);
        const known = this.billed.get(key);
        if (known && active) same(known.so, dueFor(known.price, known.quantity, days, period), `${key} at ${runMonth}`);
        if (known || this.left.has(key) || days === 0) continue;
        if (!active || !service.enabled || service.leaveOut.includes(runMonth)) this.left.add(key);
        // Due, but it comes to nothing: billed without a line, at the price of today.
        else if (!service.removed) this.billed.set(key, { price: service.unitPrice, quantity: service.quantity, so: 0n });
      }
    }
  }
}

function asTold({ service, chargeId, amount, taxRate, tax, adjusts }: Line) {
  const what = service ? `service ${service.serviceId} ${service.period}` : `charge ${chargeId}`;
  return { what, amount: BigInt(amount), taxRate, tax: BigInt(tax), ...(adjusts ? { adjusts: adjusts.number } : {}) };
}

const byText = (one: { what: string }, other: { what: string }) => (one.what < other.what ? -1 : 1);
