import type { Account } from '../../shared/domain/account.ts';
import type { Invoice } from '../../shared/domain/invoice.ts';
import { type Month, month } from '../../shared/domain/month.ts';
import { anAccount } from '../support/builders.ts';
import type { Bug } from './bug.ts';
import { Clerk, WILD } from './clerk.ts';
import type { Schedule } from './luck.ts';
import { ACCOUNT } from './office.ts';
import type { Stands } from './stands.ts';
import { type Process, World } from './world.ts';

const MONTHS = ['2026-08', '2026-09', '2026-10'].map(month);
const ROUNDS = 20;
const MINUTE_MS = 60_000;
/** How much later than its neighbours one thing of a round may begin: in calls of theirs. */
const LATER_TURNS = 16;

export type Telling = { readonly bug?: Bug; readonly tells?: boolean; readonly stands?: Stands };

/** What chance decides of a reseller, unless it is given. */
export type Given = { readonly customers?: readonly string[]; readonly months?: readonly Month[]; readonly rounds?: number };
export type GivenSettings = {
  readonly autoInvoice?: boolean;
  readonly connects?: boolean;
  readonly attachPdf?: boolean;
  readonly uploadByItself?: boolean;
};

/** A reseller and a few months: trouble, then calm; what needs attention is repaired, and one more month is made. */
export class Life {
  readonly world: World;
  readonly clerk: Clerk;
  readonly months: readonly Month[];
  /** The names of all that was done. */
  readonly done: string[] = [];
  account!: Account;
  isConnected = false;
  readonly #rounds: number;
  #calms = 0;

  constructor(schedule: Schedule, telling: Telling = {}, { customers, months = MONTHS, rounds = ROUNDS }: Given = {}) {
    this.months = months;
    this.#rounds = rounds;
    this.world = new World(schedule, { ...telling, entriesPerPage: 1 + (schedule.seed % 2) });
    this.clerk = new Clerk(this.world, customers ?? ['a', 'b', schedule.seed % 3 === 0 ? WILD : 'c']);
  }

  static async lived(schedule: Schedule, telling: Telling = {}): Promise<Life> {
    const life = new Life(schedule, telling);
    await life.live();
    return life;
  }

  async live(): Promise<void> {
    await this.setUp();
    for (const each of this.months.slice(0, -1)) await this.storm(each);
    await this.calm(9, 3);
    await this.repaired();
    await this.calm(4);
    this.world.clock.until(`${this.months.at(-1)}-01T00:05:00Z`);
    await this.calm(6, 3);
  }

  /** Calmly; every life has settings of its own. */
  async setUp(given: GivenSettings = {}): Promise<void> {
    const { luck, store } = this.world;
    luck.begin('set-up', false);
    const [autoInvoice, connects, attachPdf] = [luck.is(0.85), luck.is(0.25), luck.is(0.3)];
    const chosen = { autoInvoice, connects, attachPdf, ...given };
    const { billing, sending, xero, ...rest } = anAccount({ accountId: ACCOUNT, revision: 0, firstMonth: this.months[0] });
    await store.accounts.claimDomain('acacia.example', ACCOUNT, 0);
    this.account = await store.accounts.save({
      ...rest,
      billing: { ...billing, period: luck.is(0.5) ? 'advance' : 'arrears' },
      sending: { ...sending, autoInvoice: chosen.autoInvoice, bounceRecipient: 'boss@acacia.example', bcc: ['archive@acacia.example'] },
      xero: {
        ...xero,
        uploadByItself: given.uploadByItself ?? luck.is(0.7),
        attachPdf: chosen.attachPdf,
        uploadFrom: luck.is(0.5) ? 'atOnce' : 'nextMonth',
      },
    });
    await this.clerk.enterAll();
    if (!chosen.connects) return;
    this.isConnected = true;
    await this.connect();
  }

  async connect(): Promise<void> {
    const ports = this.world.ports(this.world.actor('clerk, connects Xero', 60));
    await this.world.turns.run([() => this.world.xero.connect(this.account, ports)]);
  }

  /** A month of trouble: rounds of one to three things at once. */
  async storm(name: string): Promise<void> {
    const { world } = this;
    world.clock.until(`${name}-01T00:05:00Z`);
    for (let number = 1; number <= this.#rounds; number += 1) {
      const round = `${name} round ${number}`;
      if (world.luck.isLeftOut(round)) continue;
      this.done.push(round);
      world.luck.begin(round, true);
      if (this.isConnected) world.xero.mayStumble();
      const invoices = await this.invoices();
      const processes = this.#mended(invoices) ?? Array.from({ length: 1 + world.luck.below(3) }, () => this.#something(invoices));
      const things = processes.map((process, index) => [`${round} thing ${index + 1}`, process] as const);
      const left = things.filter(([thing]) => !world.luck.isLeftOut(thing));
      this.done.push(...left.map(([thing]) => thing));
      await world.turns.run(left.map(([, process]) => process));
      world.clock.pass(world.luck.below(9) * MINUTE_MS);
    }
    world.xero.endTrouble();
  }

  /** Everything works again, for long enough that all comes to its end: so many rounds of minutes, then of hours. */
  async calm(rounds: number, longOnes = 0): Promise<void> {
    const { world } = this;
    for (let round = 0; round < rounds + longOnes; round += 1) {
      world.luck.begin(`calm ${++this.#calms}`, false);
      // The last ones a day later: what could not be sent for 24 hours is given up.
      world.clock.pass((round < rounds ? 23 : 9 * 60) * MINUTE_MS);
      if (this.isConnected && (await world.store.connections.get(ACCOUNT))?.state !== 'connected') await this.connect();
      await world.turns.run([world.startRuns, world.sweep]);
      for (let waited = 0; waited < 400 && world.underWay > 0; waited += 1) {
        const before = world.turns.calls;
        await world.turns.run([world.deliverPlan, world.deliverPage, world.deliverEmail, world.deliverNews, world.deliverUpload]);
        // What is left is to be seen later.
        if (world.turns.calls === before) break;
      }
    }
  }

  /** What a clerk does in the end about everything that needs attention. */
  async repaired(): Promise<void> {
    const { world } = this;
    world.luck.begin('repairs', false);
    const invoices = await this.invoices();
    await world.turns.run([() => this.clerk.repairAll(invoices)]);
    if (!this.isConnected) return;
    for (const each of this.months) await world.turns.run([() => this.clerk.uploadAll(each)]);
  }

  async invoices(): Promise<Invoice[]> {
    return [...(await this.world.store.invoices.byNumber(ACCOUNT, { newestFirst: false, limit: 1000 })).items];
  }

  /** What needs attention is put right just while the next month is planned. Left to chance alone it would be a rare moment. */
  #mended(invoices: readonly Invoice[]): Process[] | undefined {
    const { luck, plans, turns, deliverPlan } = this.world;
    const parked = luck.pick(invoices.filter(({ status }) => status === 'parked'));
    if (!parked || plans.waiting === 0 || luck.is(0.5)) return undefined;
    const after = luck.below(LATER_TURNS);
    return [deliverPlan, () => turns.idle(after).then(() => this.clerk.mend(parked))];
  }

  #something(invoices: readonly Invoice[]): Process {
    const { world } = this;
    const { luck, startRuns, sweep, deliverPlan, deliverPage, deliverEmail, deliverNews, deliverUpload, redrive } = world;
    const clerk = this.clerk.something(invoices);
    const uploads = this.isConnected ? [deliverUpload, deliverUpload] : [];
    const all = [
      startRuns,
      sweep,
      deliverPlan,
      deliverPlan,
      deliverPage,
      deliverPage,
      deliverPage,
      deliverNews,
      deliverNews,
      redrive,
      ...uploads,
    ];
    const [newsAfter, hasNews] = [luck.below(LATER_TURNS), luck.is(0.3)];
    // News of an email may overtake what its own worker has to tell.
    const email = () => Promise.all([deliverEmail(), ...(hasNews ? [world.turns.idle(newsAfter).then(deliverNews)] : [])]);
    const emails = [email, email, email];
    const process = luck.pick([...all, ...emails, clerk, clerk, clerk]) ?? clerk;
    // A double click.
    const done = process === clerk && luck.is(0.2) ? () => Promise.all([clerk(), clerk()]) : process;
    const after = luck.is(0.5) ? luck.below(LATER_TURNS) : 0;
    return () => world.turns.idle(after).then(done);
  }
}
