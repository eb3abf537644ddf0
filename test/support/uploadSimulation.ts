import { uploadInvoice } from '../../functions/api/uploadInvoice.ts';
import { uploadMonth } from '../../functions/api/uploadMonth.ts';
import { XeroStandIn } from '../../local/xero/standIn.ts';
import type { Account } from '../../shared/domain/account.ts';
import { executePage } from '../../shared/domain/executing.ts';
import type { Invoice } from '../../shared/domain/invoice.ts';
import type { Month } from '../../shared/domain/month.ts';
import { planMonth } from '../../shared/domain/planning.ts';
import type { PageMessage } from '../../shared/domain/ports.ts';
import { Problem } from '../../shared/domain/problem.ts';
import { choose, connect } from '../../shared/domain/xero/connecting.ts';
import { openBooks } from '../../shared/domain/xero/lookingIn.ts';
import type { Books, UploadMessage } from '../../shared/domain/xero/ports.ts';
import { sweepUploads } from '../../shared/domain/xero/sweepingUploads.ts';
import { uploadAccount } from '../../shared/domain/xero/uploading.ts';
import { accounting } from '../../shared/xero/accounting.ts';
import { signInWith } from '../../shared/xero/signIn.ts';
import { aCharge, aCustomer, anAccount, aService, dec } from './builders.ts';
import { Chance } from './chance.ts';
import { Crash } from './crashes.ts';
import { type Actor, CALM, Interleaving, type Odds } from './interleaving.ts';
import { memoryStore } from './memoryStore.ts';
import { memoryVault } from './memoryVault.ts';
import { APP_URL, consentCode, XERO_APP } from './xeroWireless.ts';

const STORM: Odds = { crash: 0.01, lost: 0.01 };
const MINUTE_MS = 60_000;
const ACCOUNT = 'aap';
/** One month, made calmly; the storm is about its way into Xero. */
export const MONTH = '2026-10' as Month;
const NOVEMBER = new Date('2026-11-02T00:00:00Z');

/** What Xero is told to do wrong now and then. */
const FAULTS = ['lost', 'lostBefore', 'failed', 'failedAfter', 'unreadable', 'limitedMinute', 'limitedConcurrent', 'unauthorised'] as const;

/** Where chance shall not decide. */
export type Choices = {
  readonly attachPdf?: boolean;
  /** Whether some customers are owed money. */
  readonly credits?: boolean;
  /** Whether the customers have their contacts already. */
  readonly contactsKnown?: boolean;
};

/** Where: mostly where something is written. */
const AIMED = [
  undefined,
  'PUT /api.xro/2.0/Invoices',
  'PUT /api.xro/2.0/Invoices',
  'PUT /api.xro/2.0/CreditNotes',
  '/Attachments/',
  'Contacts',
];

type Message = UploadMessage & { readonly at: Date };

/**
 * A reseller's month on its way into Xero: our own handlers and domain, xero-node, and the stand-in with all its rules, under crashes, lost
 * requests and answers, limits, refresh races, and messages that come twice, late or never. Chance decides, by its seed.
 */
export class UploadSimulation {
  now = NOVEMBER;
  readonly store = memoryStore();
  readonly counted: string[] = [];
  /** Told the outcome of each answer of Xero, before we hear it. */
  afterAnswer: ((outcome: string) => Promise<void>) | undefined;
  /** Instead of each invoice's own PDF. */
  drawing: Uint8Array | undefined;
  readonly xero: XeroStandIn;
  /** Half of all Xeros remember no key and take two documents of one number: there, our own care alone keeps it to one. */
  readonly forgetsKeys: boolean;
  account: Account;
  /** Whether anything went wrong that may end a link: a renewal that died, or Xero saying so. */
  #hurt = false;
  readonly #chance: Chance;
  readonly #world: Interleaving;
  readonly #vault = memoryVault();
  readonly #signIn = signInWith(async () => XERO_APP);
  #messages: Message[] = [];
  /** Requests that are still on their way to Xero, though we heard that the line broke. */
  #late: (() => Promise<unknown>)[] = [];
  readonly #choices: Choices;
  #ids = 0;

  constructor(seed: number, choices: Choices = {}) {
    this.#choices = choices;
    this.#chance = new Chance(seed);
    this.#world = new Interleaving(this.#chance);
    let made = 0;
    const newId = () => `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`;
    this.forgetsKeys = this.#chance.is(0.5);
    this.xero = new XeroStandIn({ app: XERO_APP, now: () => this.now, newId, takesDoubles: this.forgetsKeys });
    const { xero, sending, ...rest } = anAccount({ accountId: ACCOUNT, revision: 0, firstMonth: MONTH });
    const uploadAs = this.#chance.is(0.5) ? 'draft' : 'authorised';
    this.account = {
      ...rest,
      sending: { ...sending, autoInvoice: false },
      xero: { ...xero, uploadAs, attachPdf: choices.attachPdf ?? this.#chance.is(0.4), uploadByItself: this.#chance.is(0.5) },
    };
  }

  /** A month of several customers: whole and prorated services, a charge, one that is owed money. */
  async setUp(customers: number): Promise<void> {
    const { accounts, customers: files } = this.store;
    this.account = await accounts.save(this.account);
    for (let index = 0; index < customers; index += 1) {
      const customerId = idOf(index);
      await files.save(ACCOUNT, aCustomer({ customerId, name: `Customer ${index}`, revision: 0 }));
      const from = `2026-10-${String(1 + (index % 27)).padStart(2, '0')}`;
      const price = dec(`${10 + index}.${1000 + index * 7}`);
      await files.saveService(ACCOUNT, aService({ serviceId: 'line', customerId, unitPrice: price, from: from as never, revision: 0 }));
      if (index % 3 === 1) await files.saveCharge(ACCOUNT, aCharge({ chargeId: 'visit', customerId, quantity: dec('1.5'), revision: 0 }));
      if (this.#choices.credits !== false && index % 5 === 4)
        await files.saveCharge(ACCOUNT, aCharge({ chargeId: 'credit', customerId, unitPrice: dec('-100000'), revision: 0 }));
    }
    const pages: PageMessage[] = [];
    const quiet = { count: () => undefined };
    const queues = {
      pageQueue: { add: async (all: readonly PageMessage[]) => void pages.push(...all) },
      emailQueue: { add: async () => undefined },
    };
    const ports = { ...this.store, ...queues, uploadQueue: { add: async () => undefined }, ids: this.#idsPort(), metrics: quiet };
    const made = new Date('2026-10-01T02:00:00Z');
    await planMonth(this.account, MONTH, ports, { clock: () => made });
    for (const page of pages) await executePage(page, ports, made, 240);
    await this.#connect();
    if (this.#choices.contactsKnown) await this.#meet(customers);
  }

  /** So many rounds of one to three things at once. */
  async storm(rounds: number): Promise<void> {
    this.#world.odds = STORM;
    for (let round = 0; round < rounds; round += 1) {
      if (this.#chance.is(0.35)) this.#trouble();
      await this.#world.run(Array.from({ length: 1 + this.#chance.below(3) }, () => this.#something()));
      this.#pass(this.#chance.below(6));
    }
    this.#world.odds = CALM;
    this.xero.faults.plan([]);
  }

  /** Everything works again, for long enough that all comes to its end; a clerk asks once more for what was given up. */
  async calm(): Promise<void> {
    for (let round = 0; round < 12; round += 1) {
      this.#pass(16);
      if ((await this.store.connections.get(ACCOUNT))?.state === 'expired') {
        if (!this.#hurt) throw new Error('The link to Xero ended, and nothing had gone wrong');
        await this.#connect();
      }
      await this.#world.run([() => this.#arrive(), () => this.#sweep(), () => this.#askForAll()]);
      while (this.#due().length > 0) await this.#world.run([() => this.#deliver()]);
    }
  }

  /** Where Xero takes doubles, nothing could be done about one that comes late; so there none does. */
  keepsBack(method: string, path: string, send: () => Promise<unknown>): boolean {
    const mayBe = this.#world.odds !== CALM && !this.forgetsKeys && method === 'PUT' && !path.includes('/Attachments/');
    if (!mayBe || !this.#chance.is(0.05)) return false;
    this.#late.push(send);
    return true;
  }

  async invoices(): Promise<Invoice[]> {
    return [...(await this.store.invoices.byNumber(ACCOUNT, { newestFirst: false, limit: 10_000 })).items];
  }

  get tenantId(): string {
    return this.xero.hands.organisations()[0]?.tenantId ?? '';
  }

  /** A person connects it, again. */
  connect = () => this.#connect();

  /** Delivers what is due until nothing is left, letting time pass as far as the queue asks; answers the minutes that took. */
  async untilDone(): Promise<number> {
    const began = this.now;
    while (this.#messages.length > 0) {
      const next = Math.min(...this.#messages.map(({ at }) => at.getTime()));
      if (next > this.now.getTime()) this.now = new Date(next);
      await this.#world.run([() => this.#deliver()]);
    }
    return (this.now.getTime() - began.getTime()) / MINUTE_MS;
  }

  askForAll = () => this.#world.run([() => this.#askForAll()]);

  #pass(minutes: number): void {
    this.now = new Date(this.now.getTime() + minutes * MINUTE_MS);
  }

  async #connect(): Promise<void> {
    const ports = this.#ports(this.#actor());
    const connected = await this.#once(() =>
      consentCode(this.xero, 'state').then((code) => connect({ code }, 'clerk', this.account, ports, this.#clock)),
    );
    if (connected?.state === 'choosing') await this.#once(() => choose(this.tenantId, this.account, ports, this.#clock));
  }

  /** Every customer has its contact, as after the first month. */
  async #meet(customers: number): Promise<void> {
    const ports = this.#ports(this.#actor());
    await this.#once(async () => {
      const { books, organisation } = await openBooks(ACCOUNT, ports, this.#clock);
      for (let at = 0; at < customers; at += 50) {
        const numbers = Array.from({ length: Math.min(50, customers - at) }, (_, index) => at + index);
        const contacts = numbers.map((index) => ({ name: `Customer ${index}`, number: idOf(index), address: [] }));
        const answer = await books.createContacts(contacts, `meet-${at}`);
        if (answer.outcome !== 'done') throw new Error(answer.outcome);
        for (const each of answer.value) {
          if (!each.taken) throw new Error(each.messages.join());
          const customer = await this.store.customers.get(ACCOUNT, each.number);
          await this.store.customers.save(ACCOUNT, {
            ...customer,
            xeroContactId: each.contactId,
            xeroOrganisationId: organisation.organisationId,
          });
        }
      }
    });
    this.#pass(2);
  }

  async #once<T>(work: () => Promise<T>): Promise<T | undefined> {
    let outcome: { readonly answer: T } | { readonly error: unknown } | undefined;
    const noted = async () => {
      outcome = await work().then(
        (answer) => ({ answer }),
        (error: unknown) => ({ error }),
      );
    };
    await this.#world.run([noted]);
    if (outcome && 'error' in outcome) throw outcome.error;
    return outcome?.answer;
  }

  #trouble(): void {
    const kind = this.#chance.pick(FAULTS) ?? 'lost';
    // Refused with a new token as well, we take Xero at its word.
    this.#hurt ||= kind === 'unauthorised';
    const on = this.#chance.pick(AIMED);
    this.xero.faults.plan([{ kind, count: 1 + this.#chance.below(2), ...(on ? { on } : {}) }]);
  }

  #something(): () => Promise<unknown> {
    const deliver = () => this.#deliver();
    const one = () => this.#askForOne();
    const late = () => this.#arrive();
    const all = [
      late,
      deliver,
      deliver,
      deliver,
      deliver,
      () => this.#sweep(),
      one,
      one,
      () => this.#askForAll(),
      () => this.#lookUpSomething(),
    ];
    return this.#chance.pick(all) ?? deliver;
  }

  #due = () => this.#messages.filter(({ at }) => at <= this.now);

  async #arrive(): Promise<void> {
    const [send] = this.#late.splice(0, 1);
    await send?.();
  }

  /** A message that fails comes again; one that is done may come again all the same. */
  async #deliver(): Promise<void> {
    const message = this.#chance.pick(this.#due());
    if (!message) return;
    this.#messages = this.#messages.filter((each) => each !== message);
    const actor = this.#actor();
    try {
      await uploadAccount(ACCOUNT, this.#ports(actor), {
        clock: this.#clock,
        draw: async ({ number }) => ({ name: `${number}.pdf`, content: this.drawing ?? new TextEncoder().encode(`%PDF of ${number}`) }),
        places: { appUrl: APP_URL, goUrl: 'http://xero.test' },
        log: () => undefined,
      });
      if (this.#world.odds !== CALM && this.#chance.is(0.15)) this.#messages.push(message);
    } catch {
      this.#messages.push({ ...message, at: new Date(this.now.getTime() + 5 * MINUTE_MS) });
    } finally {
      this.#hurt ||= actor.hurt;
    }
  }

  #sweep = () => sweepUploads(this.#ports(this.#actor()), this.now, () => undefined);

  /** A clerk clicks; a refusal is an answer. */
  async #askForOne(): Promise<void> {
    const invoice = this.#chance.pick(await this.invoices());
    if (!invoice) return;
    const params = { invoiceId: { month: invoice.month, customer: invoice.customerId } };
    await refusable(uploadInvoice.run({ ...this.#request(), params }, this.#ports(this.#actor())));
  }

  #askForAll = () => refusable(uploadMonth.run({ ...this.#request(), params: { month: MONTH } }, this.#ports(this.#actor())));

  /** Someone opens the settings while the worker works: it may renew the tokens at the same time. */
  async #lookUpSomething(): Promise<void> {
    const actor = this.#actor();
    await refusable(openBooks(ACCOUNT, this.#ports(actor), this.#clock).then(({ books }) => books.brandingThemes())).finally(() => {
      this.#hurt ||= actor.hurt;
    });
  }

  #request() {
    const raw = () => ({ bytes: new Uint8Array(), contentType: '', json: () => ({}) });
    const caller = { account: ACCOUNT, user: 'clerk', role: 'billing' } as const;
    return { ...caller, settings: this.account, now: this.now, query: {}, body: {}, cookie: () => undefined, raw };
  }

  #actor = (): Actor => ({ dead: false, hurt: false });
  #clock = () => this.now;
  #idsPort = () => ({ fresh: () => `id-${++this.#ids}` });

  /** All that a process can reach, its own turn by turn. */
  #ports(actor: Actor) {
    const drops = () => this.#world.odds !== CALM && this.#chance.is(0.05);
    const { accounts, connections, customers, invoices, runs } = this.store;
    const add = async ({ account }: UploadMessage, seconds = 0) => {
      if (!drops()) this.#messages.push({ account, at: new Date(this.now.getTime() + seconds * 1000) });
    };
    const { exchange, refresh, offers, disconnect, authoriseUrl } = this.#signIn;
    const outside = {
      exchange: this.#outside(exchange),
      refresh: this.#outside(refresh),
      offers: this.#outside(offers),
      disconnect: this.#outside(disconnect),
    };
    const turned = this.#world.ports(actor, {
      accounts,
      connections,
      customers,
      invoices,
      runs,
      uploadQueue: { add },
      vault: this.#vault,
      signIn: outside,
    });
    return {
      ...turned,
      signIn: { ...unthrown(turned.signIn), authoriseUrl },
      accounting: { open: (access: Parameters<typeof accounting.open>[0]) => this.#books(actor, access) },
      ids: this.#idsPort(),
      secrets: this.#idsPort(),
      metrics: { count: (name: string) => void this.counted.push(name) },
    };
  }

  #books(actor: Actor, access: Parameters<typeof accounting.open>[0]): Books {
    const books = accounting.open(access);
    const outside = Object.fromEntries(Object.entries(books).map(([name, method]) => [name, this.#outside(method as Call)]));
    return unthrown(this.#world.ports(actor, { books: outside }).books) as unknown as Books;
  }

  #outside<A extends unknown[], T>(call: (...given: A) => Promise<T>) {
    return async (...given: A): Promise<T> =>
      this.#world.alone(async () => {
        const answer = await call(...given);
        await this.afterAnswer?.((answer as { readonly outcome: string }).outcome);
        return answer;
      });
  }

  /** A person connects it anew, or another organisation, while all else stands still. */
  async connectMeanwhile(tenantId = this.tenantId): Promise<void> {
    const code = await consentCode(this.xero, 'state', [tenantId]);
    const turnless = { ...this.#ports(this.#actor()), ...this.store, vault: this.#vault, signIn: this.#signIn, accounting };
    const ports = { ...turnless, uploadQueue: { add: async () => undefined } };
    const { state } = await connect({ code }, 'clerk', this.account, ports, this.#clock);
    if (state === 'choosing') await choose(tenantId, this.account, ports, this.#clock);
  }
}

const idOf = (index: number): string => `c${String(index).padStart(4, '0')}`;

type Call = (...given: unknown[]) => Promise<unknown>;

/** A port to Xero throws nothing: whoever does not hear the answer does not know. A crash is no answer at all. */
function unthrown<T extends object>(port: T): T {
  const calls = Object.entries(port).map(([name, method]) => [
    name,
    async (...given: unknown[]) => {
      try {
        return await (method as Call)(...given);
      } catch (error) {
        if (error instanceof Crash) throw error;
        return { outcome: 'unknown', words: 'no answer came' };
      }
    },
  ]);
  return Object.fromEntries(calls) as T;
}

async function refusable(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
  });
}
