import { emailInvoice } from '../../functions/emailInvoice.ts';
import { makeInvoices } from '../../functions/makeInvoices.ts';
import { planRun } from '../../functions/planRun.ts';
import { recordEmailEvent } from '../../functions/recordEmailEvent.ts';
import { startRuns } from '../../functions/startRuns.ts';
import { sweep } from '../../functions/sweep.ts';
import { uploadToXero } from '../../functions/uploadToXero.ts';
import type { CustomerFile } from '../../shared/domain/customer.ts';
import type { EmailNews } from '../../shared/domain/emailNews.ts';
import type { Month } from '../../shared/domain/month.ts';
import type { EmailMessage, PageMessage, Secrets } from '../../shared/domain/ports.ts';
import type { UploadMessage } from '../../shared/domain/xero/ports.ts';
import { type MemoryStore, memoryStore } from '../support/memoryStore.ts';
import type { Bug } from './bug.ts';
import { Clock } from './clock.ts';
import { Luck, type Schedule } from './luck.ts';
import { MemoryQueue } from './memoryQueue.ts';
import { MemoryFiles, printerWith } from './papers.ts';
import { Post } from './post.ts';
import { SimulatedXero } from './simulatedXero.ts';
import { type Calls, DIRECTLY, type Outside, type Stands } from './stands.ts';
import { type Actor, Turns } from './turns.ts';
import { Witness } from './witness.ts';

type WorldOptions = { readonly bug?: Bug; readonly tells?: boolean; readonly entriesPerPage?: number; readonly stands?: Stands };
export type PlanMessage = { readonly account: string; readonly month: Month; readonly by?: string };
type Heard = { readonly news: EmailNews; readonly told: number };

/** As the stack deploys them: seconds that each function may run, and of each queue. */
const TIMEOUT_S = { plan: 900, page: 300, email: 60, upload: 300, event: 30, clocks: 300 };
export const DELAY_S = 240;
/** Lambda calls a listener three times, then sets the event aside. */
const TELLINGS = 3;

/** All that any function names. */
export type Ports = MemoryStore &
  Omit<typeof uploadToXero.ports & typeof emailInvoice.ports & typeof sweep.ports & typeof startRuns.ports, keyof MemoryStore> & {
    readonly secrets: Secrets;
  };

/** What a person or a schedule does: it runs to its end, whatever that is. */
export type Process = () => Promise<unknown>;

/**
 * The deployment in one process: the very functions, on stands of their ports. What happens when is the caller's; what goes wrong, and whose
 * turn it is, is luck's.
 */
export class World {
  readonly clock: Clock;
  readonly luck: Luck;
  readonly turns: Turns;
  readonly witness: Witness;
  readonly store: MemoryStore;
  readonly post: Post;
  readonly xero: SimulatedXero;
  /** What the alarms watch. */
  readonly counted: string[] = [];
  /** What each plan was priced from: by its id and the customer. */
  readonly read = new Map<string, ReadonlyMap<string, CustomerFile>>();
  /** News of our own emails that somebody began to record, and those whose recording ended well. */
  readonly told: EmailNews[] = [];
  readonly recorded: EmailNews[] = [];
  /** What the API refused, and why. */
  readonly refusals: { readonly endpoint: string; readonly code: string; readonly detail: string }[] = [];
  readonly plans: MemoryQueue<PlanMessage>;
  readonly pages: MemoryQueue<PageMessage>;
  readonly emails: MemoryQueue<EmailMessage>;
  readonly uploads: MemoryQueue<UploadMessage>;
  readonly #bug: Bug | undefined;
  readonly #calls: Calls;
  readonly #outside: Outside;
  /** In plain words; nothing is kept unless somebody wants to read it. */
  readonly story: string[] | undefined;
  #news: Heard[] = [];
  /** Messages that were done or dropped long ago. */
  readonly #old: EmailMessage[] = [];
  #ids = 0;

  constructor(schedule: Schedule, options: WorldOptions = {}) {
    const { bug, tells = false, entriesPerPage = 1, stands } = options;
    this.clock = stands?.clock ?? new Clock('2026-08-01T00:00:00Z');
    this.#calls = stands?.calls ?? DIRECTLY;
    this.story = tells ? [] : undefined;
    this.#bug = bug;
    this.luck = new Luck(schedule);
    this.turns = stands?.turns(this.luck, this.tell) ?? new Turns(this.luck, this.clock, this.tell, bug?.lostAnswer);
    this.witness = new Witness(this.clock, this.tell);
    this.post = new Post(this.luck, this.clock, (news) => void this.#news.push({ news, told: 0 }), this.tell);
    this.xero = new SimulatedXero(this.luck, this.turns, this.clock, this.tell);
    const queue = <T>(timeoutS: number, delaySeconds = 0) =>
      new MemoryQueue<T>({ delaySeconds, visibilitySeconds: 6 * timeoutS, deliveries: 5 }, this.clock, this.luck);
    this.plans = queue(TIMEOUT_S.plan);
    this.pages = queue(TIMEOUT_S.page);
    this.emails = queue(TIMEOUT_S.email, DELAY_S);
    this.uploads = queue(TIMEOUT_S.upload);
    process.env.EMAIL_DELAY_SECONDS = String(DELAY_S);
    this.#outside = stands?.outside(this) ?? this.#inMemory(entriesPerPage);
    this.store = this.#outside;
  }

  #inMemory(entriesPerPage: number): Outside {
    return {
      ...this.witness.watching(memoryStore({ entriesPerPage })),
      runQueue: { plan: async (message: PlanMessage) => this.plans.add([message]) },
      pageQueue: { add: async (messages: readonly PageMessage[]) => this.pages.add(messages) },
      emailQueue: { add: async (messages: readonly EmailMessage[], delaySeconds?: number) => this.emails.add(messages, delaySeconds) },
      uploadQueue: { add: async (message: UploadMessage, delaySeconds?: number) => this.uploads.add([message], delaySeconds) },
      mail: this.post,
      files: new MemoryFiles(this.luck),
    };
  }

  tell = (words: string): void => {
    this.story?.push(`${this.clock.now.toISOString().slice(0, 19).replace('T', ' ')}  ${words}`);
  };

  readonly now = (): Date => this.clock.now;

  /** What is under way: messages, and news of emails. */
  get underWay(): number {
    return this.plans.waiting + this.pages.waiting + this.emails.waiting + this.uploads.waiting + this.#news.length;
  }

  /** All that a process can reach, its own turn by turn. */
  ports(actor: Actor): Ports {
    const ports = this.#reach(actor);
    return this.#bug?.ports ? this.#bug.ports(ports, { actor, world: this }) : ports;
  }

  #reach(actor: Actor) {
    const turned = this.turns.ports(actor, { ...this.#outside, printer: printerWith(this.luck) });
    const noted = this.#noting(turned);
    const fresh = () => `id-${++this.#ids}`;
    const metrics = { count: (name: string) => void this.counted.push(name) };
    return { ...noted, ...this.xero.ports(actor), ids: { fresh }, secrets: { fresh }, metrics };
  }

  /** Notes what a process reads of customers, and for which plan. */
  #noting<P extends Pick<MemoryStore, 'customers' | 'runs'>>(ports: P): P {
    const files = new Map<string, CustomerFile>();
    const note = (file: CustomerFile): CustomerFile => {
      files.set(file.customer.customerId, file);
      return file;
    };
    const customers: MemoryStore['customers'] = {
      ...ports.customers,
      file: async (...key) => note(await ports.customers.file(...key)),
      async *files(...key) {
        for await (const file of ports.customers.files(...key)) yield note(file);
      },
    };
    const writeHead: MemoryStore['runs']['writeHead'] = async (head) => {
      this.read.set(head.plan, new Map(files));
      await ports.runs.writeHead(head);
    };
    return { ...ports, customers, runs: { ...ports.runs, writeHead } };
  }

  actor = (name: string, timeoutS: number): Actor => this.turns.actor(name, timeoutS);

  /** What the schedule starts; it may not fire. */
  startRuns: Process = async () => {
    if (this.luck.happens('missed')) return this.tell('the schedule of runs did not fire');
    await this.#calls.task(startRuns, this.ports(this.actor('startRuns', TIMEOUT_S.clocks)), this.#task());
  };

  sweep: Process = async () => {
    if (this.#bug?.neverSweeps) return;
    if (this.luck.happens('missed')) return this.tell('the sweeper did not run');
    await this.#calls.task(sweep, this.ports(this.actor('sweep', TIMEOUT_S.clocks)), this.#task());
  };

  deliverPlan: Process = () =>
    this.#deliver(this.plans, 'planRun', TIMEOUT_S.plan, (message, ports) => this.#calls.job(planRun, message, ports, this.#context()));

  deliverPage: Process = () =>
    this.#deliver(this.pages, 'makeInvoices', TIMEOUT_S.page, (message, ports) =>
      this.#calls.job(makeInvoices, message, ports, this.#context()),
    );

  deliverEmail: Process = () =>
    this.#deliver(this.emails, 'emailInvoice', TIMEOUT_S.email, async (message, ports, actor) => {
      this.#old.push(message);
      const attempt = `${message.month} ${message.customer} ${message.attempt}`;
      const asked = this.#bug?.email ? await this.#bug.email(message, this) : message;
      await this.#calls.job(emailInvoice, asked, ports, this.#context()).finally(() => actor.isHurt && this.post.unheard.add(attempt));
    });

  deliverUpload: Process = () =>
    this.#deliver(this.uploads, 'uploadToXero', TIMEOUT_S.upload, (message, ports) =>
      this.#calls.job(uploadToXero, message, ports, this.#context()),
    );

  /** News in any order; told again when its recording fails, three times at most. */
  deliverNews: Process = async () => {
    const [heard] = this.#news.splice(this.luck.below(this.#news.length), 1);
    if (!heard) return;
    const { news, told } = heard;
    const actor = this.actor(`recordEmailEvent (${news.kind} about ${news.month} ${news.customer} ${news.attempt})`, TIMEOUT_S.event);
    const isOurs = news.account !== 'nobody';
    if (isOurs) this.told.push(news);
    try {
      await this.#calls.news(recordEmailEvent, (await this.#bug?.news?.(news, this)) ?? news, this.ports(actor));
      if (isOurs) this.recorded.push(news);
      if (this.luck.happens('newsTwice')) this.#news.push(heard);
    } catch {
      if (told + 1 < TELLINGS) this.#news.push({ news, told: told + 1 });
    }
  };

  /** An old message of the email queue comes back, by somebody's hand. */
  redrive: Process = async () => {
    const old = this.luck.pick([...this.#old, ...this.emails.setAside]);
    if (!old || !this.luck.happens('redriven')) return;
    this.tell(`an old message is delivered again: ${old.month} ${old.customer} ${old.attempt}`);
    this.emails.redrive(old);
  };

  async #deliver<T>(
    queue: MemoryQueue<T>,
    name: string,
    timeoutS: number,
    work: (message: T, ports: Ports, actor: Actor) => Promise<unknown>,
  ): Promise<void> {
    const received = queue.receive();
    if (!received) return;
    const actor = this.actor(`${name} ${Object.values(received.message as object).join(' ')}`, timeoutS);
    try {
      await work(received.message, this.ports(actor), actor);
      received.done();
    } catch (error) {
      this.tell(`${actor.name} failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #task = () => ({ now: this.clock.now, log: () => undefined });
  #context = () => ({ now: this.clock.now, clock: this.now, log: () => undefined });
}
