import { uploadInvoice } from '../../functions/api/uploadInvoice.ts';
import { uploadMonth } from '../../functions/api/uploadMonth.ts';
import type { XeroStandIn } from '../../local/xero/standIn.ts';
import type { Account } from '../../shared/domain/account.ts';
import { executePage } from '../../shared/domain/executing.ts';
import type { Invoice } from '../../shared/domain/invoice.ts';
import type { Month } from '../../shared/domain/month.ts';
import { planMonth } from '../../shared/domain/planning.ts';
import type { PageMessage } from '../../shared/domain/ports.ts';
import { Problem } from '../../shared/domain/problem.ts';
import { choose, connect } from '../../shared/domain/xero/connecting.ts';
import { openBooks } from '../../shared/domain/xero/lookingIn.ts';
import type { UploadMessage } from '../../shared/domain/xero/ports.ts';
import { sweepUploads } from '../../shared/domain/xero/sweepingUploads.ts';
import { uploadAccount } from '../../shared/domain/xero/uploading.ts';
import { accounting } from '../../shared/xero/accounting.ts';
import { aCharge, aCustomer, anAccount, aService, dec } from '../support/builders.ts';
import { memoryStore } from '../support/memoryStore.ts';
import { APP_URL, consentCode } from '../support/xeroWireless.ts';
import { Clock } from './clock.ts';
import { Luck } from './luck.ts';
import { SimulatedXero } from './simulatedXero.ts';
import { type Actor, Turns } from './turns.ts';

/** Seconds that the worker may run. */
const TIMEOUT_S = 300;
const MINUTE_MS = 60_000;
const ACCOUNT = 'aap';
/** One month, made calmly; the storm is about its way into Xero. */
export const MONTH = '2026-10' as Month;
const NOVEMBER = '2026-11-02T00:00:00Z';

/** Where chance shall not decide. */
export type Choices = {
  readonly attachPdf?: boolean;
  /** Whether some customers are owed money. */
  readonly credits?: boolean;
  /** Whether the customers have their contacts already. */
  readonly contactsKnown?: boolean;
};

type Message = UploadMessage & { readonly at: Date };

/**
 * A reseller's month on its way into Xero: our own handlers and domain, xero-node, and the stand-in with all its rules, under crashes, lost
 * requests and answers, limits, refresh races, and messages that come twice, late or never. Chance decides, by its seed.
 */
export class UploadSimulation {
  readonly store = memoryStore();
  readonly counted: string[] = [];
  /** Instead of each invoice's own PDF. */
  drawing: Uint8Array | undefined;
  account: Account;
  /** Whether anything went wrong that may end a link: a renewal that died, or Xero saying so. */
  #hurt = false;
  readonly #clock = new Clock(NOVEMBER);
  readonly #luck: Luck;
  readonly #turns: Turns;
  readonly #xero: SimulatedXero;
  #messages: Message[] = [];
  /** Requests that are still on their way to Xero, though we heard that the line broke. */
  #late: (() => Promise<unknown>)[] = [];
  readonly #choices: Choices;
  #ids = 0;

  constructor(seed: number, choices: Choices = {}) {
    this.#choices = choices;
    this.#luck = new Luck({ seed });
    this.#luck.begin('set-up', false);
    this.#turns = new Turns(this.#luck, this.#clock, () => undefined);
    this.#xero = new SimulatedXero(this.#luck, this.#turns, this.#clock, () => undefined);
    const { xero, sending, ...rest } = anAccount({ accountId: ACCOUNT, revision: 0, firstMonth: MONTH });
    const uploadAs = this.#luck.is(0.5) ? 'draft' : 'authorised';
    this.account = {
      ...rest,
      sending: { ...sending, autoInvoice: false },
      xero: { ...xero, uploadAs, attachPdf: choices.attachPdf ?? this.#luck.is(0.4), uploadByItself: this.#luck.is(0.5) },
    };
  }

  get now(): Date {
    return this.#clock.now;
  }

  get xero(): XeroStandIn {
    return this.#xero.xero;
  }

  get forgetsKeys(): boolean {
    return this.#xero.forgetsKeys;
  }

  get tenantId(): string {
    return this.#xero.tenantId;
  }

  /** Told the outcome of each answer of Xero, before we hear it. */
  set afterAnswer(told: ((outcome: string) => Promise<void>) | undefined) {
    this.#xero.afterAnswer = told;
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
    for (let round = 0; round < rounds; round += 1) {
      this.#luck.begin(`round ${round}`, true);
      if (this.#luck.is(0.35)) this.#trouble();
      await this.#turns.run(Array.from({ length: 1 + this.#luck.below(3) }, () => this.#something()));
      this.#pass(this.#luck.below(6));
    }
    this.#luck.begin('calm', false);
    this.#xero.endTrouble();
  }

  /** Everything works again, for long enough that all comes to its end; a clerk asks once more for what was given up. */
  async calm(): Promise<void> {
    for (let round = 0; round < 12; round += 1) {
      this.#pass(16);
      if ((await this.store.connections.get(ACCOUNT))?.state === 'expired') {
        if (!this.#hurt) throw new Error('The link to Xero ended, and nothing had gone wrong');
        await this.#connect();
      }
      await this.#turns.run([() => this.#arrive(), () => this.#sweep(), () => this.#askForAll()]);
      while (this.#due().length > 0) await this.#turns.run([() => this.#deliver()]);
    }
  }

  /** Where Xero takes doubles, nothing could be done about one that comes late; so there none does. */
  keepsBack(method: string, path: string, send: () => Promise<unknown>): boolean {
    const mayBe = this.#luck.isStorm && !this.forgetsKeys && method === 'PUT' && !path.includes('/Attachments/');
    if (!mayBe || !this.#luck.is(0.05)) return false;
    this.#late.push(send);
    return true;
  }

  async invoices(): Promise<Invoice[]> {
    return [...(await this.store.invoices.byNumber(ACCOUNT, { newestFirst: false, limit: 10_000 })).items];
  }

  /** A person connects it, again. */
  connect = () => this.#connect();

  /** Delivers what is due until nothing is left, letting time pass as far as the queue asks; answers the minutes that took. */
  async untilDone(): Promise<number> {
    const began = this.now;
    while (this.#messages.length > 0) {
      const next = Math.min(...this.#messages.map(({ at }) => at.getTime()));
      this.#clock.until(new Date(next).toISOString());
      await this.#turns.run([() => this.#deliver()]);
    }
    return (this.now.getTime() - began.getTime()) / MINUTE_MS;
  }

  askForAll = () => this.#turns.run([() => this.#askForAll()]);

  #pass(minutes: number): void {
    this.#clock.pass(minutes * MINUTE_MS);
  }

  async #connect(): Promise<void> {
    const ports = this.#ports(this.#actor());
    const connected = await this.#once(() =>
      consentCode(this.xero, 'state').then((code) => connect({ code }, 'clerk', this.account, ports, this.#time)),
    );
    if (connected?.state === 'choosing') await this.#once(() => choose(this.tenantId, this.account, ports, this.#time));
  }

  /** Every customer has its contact, as after the first month. */
  async #meet(customers: number): Promise<void> {
    const ports = this.#ports(this.#actor());
    await this.#once(async () => {
      const { books, organisation } = await openBooks(ACCOUNT, ports, this.#time);
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
    await this.#turns.run([noted]);
    if (outcome && 'error' in outcome) throw outcome.error;
    return outcome?.answer;
  }

  #trouble(): void {
    // Refused with a new token as well, we take Xero at its word.
    this.#hurt ||= this.#xero.stumbles() === 'unauthorised';
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
    return this.#luck.pick(all) ?? deliver;
  }

  #due = () => this.#messages.filter(({ at }) => at <= this.now);

  async #arrive(): Promise<void> {
    const [send] = this.#late.splice(0, 1);
    await send?.();
  }

  /** A message that fails comes again; one that is done may come again all the same. */
  async #deliver(): Promise<void> {
    const message = this.#luck.pick(this.#due());
    if (!message) return;
    this.#messages = this.#messages.filter((each) => each !== message);
    const actor = this.#actor();
    try {
      await uploadAccount(ACCOUNT, this.#ports(actor), {
        clock: this.#time,
        draw: async ({ number }) => ({ name: `${number}.pdf`, content: this.drawing ?? new TextEncoder().encode(`%PDF of ${number}`) }),
        places: { appUrl: APP_URL, goUrl: 'http://xero.test' },
        log: () => undefined,
      });
      if (this.#luck.isStorm && this.#luck.is(0.15)) this.#messages.push(message);
    } catch {
      this.#messages.push({ ...message, at: new Date(this.now.getTime() + 5 * MINUTE_MS) });
    } finally {
      this.#hurt ||= actor.isHurt;
    }
  }

  #sweep = () => sweepUploads(this.#ports(this.#actor()), this.now, () => undefined);

  /** A clerk clicks; a refusal is an answer. */
  async #askForOne(): Promise<void> {
    const invoice = this.#luck.pick(await this.invoices());
    if (!invoice) return;
    const params = { invoiceId: { month: invoice.month, customer: invoice.customerId } };
    await refusable(uploadInvoice.run({ ...this.#request(), params }, this.#ports(this.#actor())));
  }

  #askForAll = () => refusable(uploadMonth.run({ ...this.#request(), params: { month: MONTH } }, this.#ports(this.#actor())));

  /** Someone opens the settings while the worker works: it may renew the tokens at the same time. */
  async #lookUpSomething(): Promise<void> {
    const actor = this.#actor();
    await refusable(openBooks(ACCOUNT, this.#ports(actor), this.#time).then(({ books }) => books.brandingThemes())).finally(() => {
      this.#hurt ||= actor.isHurt;
    });
  }

  #request() {
    const raw = () => ({ bytes: new Uint8Array(), contentType: '', json: () => ({}) });
    const caller = { account: ACCOUNT, user: 'clerk', role: 'billing' } as const;
    return { ...caller, settings: this.account, now: this.now, query: {}, body: {}, cookie: () => undefined, raw };
  }

  #actor = (): Actor => this.#turns.actor('a process', TIMEOUT_S);
  #time = () => this.now;
  #idsPort = () => ({ fresh: () => `id-${++this.#ids}` });

  /** All that a process can reach, its own turn by turn. */
  #ports(actor: Actor) {
    const drops = () => this.#luck.isStorm && this.#luck.is(0.05);
    const { accounts, connections, customers, invoices, runs } = this.store;
    const add = async ({ account }: UploadMessage, seconds = 0) => {
      if (!drops()) this.#messages.push({ account, at: new Date(this.now.getTime() + seconds * 1000) });
    };
    const turned = this.#turns.ports(actor, { accounts, connections, customers, invoices, runs, uploadQueue: { add } });
    return {
      ...turned,
      ...this.#xero.ports(actor),
      ids: this.#idsPort(),
      secrets: this.#idsPort(),
      metrics: { count: (name: string) => void this.counted.push(name) },
    };
  }

  /** A person connects it anew, or another organisation, while all else stands still. */
  async connectMeanwhile(tenantId = this.tenantId): Promise<void> {
    const code = await consentCode(this.xero, 'state', [tenantId]);
    const turnless = { ...this.#ports(this.#actor()), ...this.store, vault: this.#xero.vault, signIn: this.#xero.signIn, accounting };
    const ports = { ...turnless, uploadQueue: { add: async () => undefined } };
    const { state } = await connect({ code }, 'clerk', this.account, ports, this.#time);
    if (state === 'choosing') await choose(tenantId, this.account, ports, this.#time);
  }
}

const idOf = (index: number): string => `c${String(index).padStart(4, '0')}`;

async function refusable(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
  });
}
