import { makeInvoices } from '../../functions/makeInvoices.ts';
import { planRun } from '../../functions/planRun.ts';
import { recordEmailEvent } from '../../functions/recordEmailEvent.ts';
import { startRuns } from '../../functions/startRuns.ts';
import { sweep } from '../../functions/sweep.ts';
import type { Account } from '../../shared/domain/account.ts';
import { emailInvoice } from '../../shared/domain/emailing.ts';
import type { EmailNews } from '../../shared/domain/emailNews.ts';
import type { Invoice } from '../../shared/domain/invoice.ts';
import { LIFECYCLE, type Status } from '../../shared/domain/lifecycle.ts';
import type { Month } from '../../shared/domain/month.ts';
import type { Email, EmailMessage, Invoices, PageMessage } from '../../shared/domain/ports.ts';
import { anAccount } from './builders.ts';
import { Chance } from './chance.ts';
import { type Actor, CALM, Interleaving, type Odds } from './interleaving.ts';
import { memoryStore } from './memoryStore.ts';
import { SimulatedClerk } from './simulatedClerk.ts';
import { SimulatedMail } from './simulatedMail.ts';

type PlanMessage = { readonly account: string; readonly month: Month; readonly by?: string };

const STORM: Odds = { crash: 0.012, lost: 0.012 };
const MINUTE = 60_000;
const DELAY_S = 240;
export const ACCOUNT = 'aap';

/** A reseller's months under crashes, lost requests and answers, and messages that come twice, late or never; a clerk works meanwhile. */
export class Simulation {
  now = new Date('2026-08-01T00:00:00Z');
  readonly store = memoryStore({ entriesPerPage: 1 });
  readonly mail: SimulatedMail;
  readonly clerk: SimulatedClerk;
  /** Steps of a status that the table does not name. */
  readonly strays: string[] = [];
  readonly counted: string[] = [];
  account: Account = anAccount({ accountId: ACCOUNT, revision: 0, firstMonth: '2026-08' as Month });
  readonly #chance: Chance;
  readonly #world: Interleaving;
  readonly #plans: PlanMessage[] = [];
  readonly #pages: PageMessage[] = [];
  readonly #emails: EmailMessage[] = [];
  readonly #events: EmailNews[] = [];
  #ids = 0;

  constructor(seed: number) {
    this.#chance = new Chance(seed);
    this.#world = new Interleaving(this.#chance);
    const { store } = this;
    const shared = { chance: this.#chance, now: () => this.now };
    const isStorm = () => this.#world.odds !== CALM;
    this.mail = new SimulatedMail({ ...shared, account: ACCOUNT, isStorm, tell: (news) => void this.#events.push(news) });
    this.clerk = new SimulatedClerk({ ...shared, store, account: () => this.account, ports: () => this.#ports(this.#calmActor()) });
    process.env.EMAIL_DELAY_SECONDS = String(DELAY_S);
  }

  async setUp(): Promise<void> {
    this.account = await this.store.accounts.save(this.account);
    await this.clerk.enterAll();
  }

  /** So many rounds of one to three things at once. */
  async storm(rounds: number): Promise<void> {
    this.#world.odds = STORM;
    for (let round = 0; round < rounds; round += 1) {
      const things = Array.from({ length: 1 + this.#chance.below(3) }, () => this.#something());
      await this.#world.run(things);
      this.#pass(this.#chance.below(9));
    }
    this.#world.odds = CALM;
  }

  /** Everything works again, for long enough that all comes to its end. */
  async calm(): Promise<void> {
    for (let round = 0; round < 14; round += 1) {
      // The last ones a day later: what could not be sent for 24 hours is given up.
      this.#pass(round < 11 ? 21 : 9 * 60);
      await this.#world.run([() => this.#schedule(), () => this.#sweep()]);
      while (this.#queued() > 0) {
        await this.#world.run([
          () => this.#deliverPlan(),
          () => this.#deliverPage(),
          () => this.#deliverEmail(),
          () => this.#deliverEvent(),
        ]);
      }
    }
  }

  until(month: string): void {
    const first = new Date(`${month}-01T00:05:00Z`);
    if (first > this.now) this.now = first;
  }

  /** What a clerk does in the end about everything that needs attention. */
  repairAll = () => this.#world.run([() => this.clerk.repairAll()]);

  async invoices(): Promise<Invoice[]> {
    return [...(await this.store.invoices.byNumber(ACCOUNT, { newestFirst: false, limit: 1000 })).items];
  }

  #pass(minutes: number): void {
    this.now = new Date(this.now.getTime() + minutes * MINUTE);
  }

  #queued = () => this.#plans.length + this.#pages.length + this.#emails.length + this.#events.length;

  #calmActor = (): Actor => ({ dead: false, hurt: false });

  /** All that a process can reach, its own turn by turn. */
  #ports(actor: Actor, attempt = 'a notice') {
    const { accounts, connections, customers, runs, workList, breaker } = this.store;
    const drops = () => this.#world.odds !== CALM && this.#chance.is(0.04);
    const into =
      <T>(queue: T[]) =>
      async (messages: readonly T[]) =>
        void queue.push(...messages.filter(() => !drops()));
    const plan = into(this.#plans);
    const made = this.#world.ports(actor, {
      accounts,
      connections,
      customers,
      invoices: this.#watched(),
      runs,
      workList,
      breaker,
      runQueue: { plan: async (message: PlanMessage) => plan([message]) },
      pageQueue: { add: into(this.#pages) },
      emailQueue: { add: into(this.#emails) },
      // Nothing is connected here: uploads have a simulation of their own.
      uploadQueue: { add: async () => undefined },
      mail: { send: async (email: Email) => this.mail.send(email, attempt) },
    });
    const ids = { fresh: () => `id-${++this.#ids}` };
    return { ...made, ids, metrics: { count: (name: string) => void this.counted.push(name) } };
  }

  /** Sees every header that is written. */
  #watched(): Invoices {
    const { invoices } = this.store;
    const save = async (invoice: Invoice): Promise<Invoice> => {
      const before = (await invoices.find(invoice.accountId, invoice.month, invoice.customerId))?.status;
      const saved = await invoices.save(invoice);
      if (before && !isStep(before, saved.status)) this.strays.push(`${before} → ${saved.status}`);
      return saved;
    };
    return { ...invoices, save };
  }

  #something(): () => Promise<unknown> {
    const post = () => this.#deliverEmail();
    const page = () => this.#deliverPage();
    const plan = () => this.#deliverPlan();
    const event = () => this.#deliverEvent();
    const clerk = () => this.clerk.something();
    const clocks = [() => this.#schedule(), () => this.#sweep()];
    return this.#chance.pick([...clocks, plan, plan, page, page, page, post, post, post, event, event, clerk, clerk]) ?? post;
  }

  #schedule = () => startRuns.run({ now: this.now, log: () => undefined }, this.#ports(this.#calmActor()));
  #sweep = () => sweep.run({ now: this.now, log: () => undefined }, this.#ports(this.#calmActor()));

  /** A message that fails comes again; one that is done may come again all the same. */
  async #deliver<T>(queue: T[], work: (message: T, actor: Actor) => Promise<unknown>): Promise<void> {
    const [message] = queue.splice(this.#chance.below(queue.length), 1);
    if (!message) return;
    const actor = this.#calmActor();
    const again = this.#world.odds !== CALM && this.#chance.is(0.15);
    try {
      await work(message, actor);
      if (again) queue.push(message);
    } catch {
      queue.push(message);
    }
  }

  #context = () => ({ now: this.now, clock: () => this.now, log: () => undefined });
  #deliverPlan = () => this.#deliver(this.#plans, (message, actor) => planRun.run(message, this.#ports(actor), this.#context()));
  #deliverPage = () => this.#deliver(this.#pages, (message, actor) => makeInvoices.run(message, this.#ports(actor), this.#context()));
  #deliverEvent = () => this.#deliver(this.#events, (news, actor) => recordEmailEvent.run(news, this.#ports(actor)));

  #deliverEmail = () =>
    this.#deliver(this.#emails, async (message, actor) => {
      const attempt = `${message.month} ${message.customer} ${message.attempt}`;
      const ports = this.#ports(actor, attempt);
      const prepare = async ({ recipients }: Invoice): Promise<Email> => {
        await ports.accounts.get(ACCOUNT);
        return { from: { address: '', name: '' }, ...recipients, subject: '', text: '', html: '', attachments: [], tags: {} };
      };
      await emailInvoice(message, prepare, ports, () => this.now).finally(() => actor.hurt && this.mail.doubted.add(attempt));
    });
}

/** A repair goes through its steps in one write. */
function isStep(before: Status, after: Status): boolean {
  if (before === after) return true;
  if (before === 'parked') return ['draft', 'queued', 'failed'].includes(after);
  return Object.values(LIFECYCLE[before] as Record<string, Status>).includes(after);
}
