import type { Account } from '../../shared/domain/account.ts';
import { executePage } from '../../shared/domain/executing.ts';
import type { Invoice } from '../../shared/domain/invoice.ts';
import type { Month } from '../../shared/domain/month.ts';
import { planMonth } from '../../shared/domain/planning.ts';
import type { EmailMessage, PageMessage } from '../../shared/domain/ports.ts';
import { aCharge, aCustomer, anAccount, aService, dec } from './builders.ts';
import { type MemoryStore, memoryStore } from './memoryStore.ts';

const DELAY_S = 240;

/** What rang, and how often it is to be counted. */
export type Rung = { readonly name: string; readonly value: number };

/** A reseller who bills from January 2026 on, with all that making a month asks the world through, in memory. */
export class MonthlyReseller {
  readonly store: MemoryStore;
  readonly pages: PageMessage[] = [];
  readonly emails: EmailMessage[] = [];
  readonly rung: Rung[] = [];
  account: Account = anAccount({ revision: 0 });
  #made = 0;

  /** `entriesPerPage`: how many customers one page of a plan holds. */
  constructor(entriesPerPage = 250) {
    this.store = memoryStore({ entriesPerPage });
  }

  async setUp(over: Parameters<typeof anAccount>[0] = {}): Promise<this> {
    this.account = await this.store.accounts.save(anAccount({ revision: 0, ...over }));
    return this;
  }

  get ports() {
    return {
      ...this.store,
      pageQueue: { add: async (messages: readonly PageMessage[]) => void this.pages.push(...messages) },
      emailQueue: { add: async (messages: readonly EmailMessage[]) => void this.emails.push(...messages) },
      uploadQueue: { add: async () => undefined },
      ids: { fresh: () => `plan-${++this.#made}` },
      metrics: { count: (name: string, value = 1) => void this.rung.push({ name, value }) },
    };
  }

  /** A customer with one service at `price` a month. */
  async customer(customerId: string, price = '100', over: Parameters<typeof aCustomer>[0] = {}): Promise<void> {
    await this.store.customers.save('aap', aCustomer({ customerId, name: `Customer ${customerId}`, revision: 0, ...over }));
    await this.service(customerId, { unitPrice: dec(price) });
  }

  async service(customerId: string, over: Parameters<typeof aService>[0] = {}): Promise<void> {
    await this.store.customers.saveService('aap', aService({ serviceId: `s-${customerId}`, customerId, revision: 0, ...over }));
  }

  /** A charge so large that its amount cannot be held exactly: its customer is parked. */
  async hugeCharge(customerId: string): Promise<void> {
    const huge = dec('900000000');
    await this.store.customers.saveCharge('aap', aCharge({ chargeId: 'huge', customerId, unitPrice: huge, quantity: huge, revision: 0 }));
  }

  /** It was a mistake: it is billed no more. */
  async disableHugeCharge(customerId: string): Promise<void> {
    const { customers } = this.store;
    await customers.saveCharge('aap', { ...(await customers.getCharge('aap', customerId, 'huge')), enabled: false });
  }

  /** Two in the morning of the 1st, in Sydney. */
  firstOf(month: Month): Date {
    return new Date(`${month}-01T02:00:00+10:00`);
  }

  async plan(month: Month): Promise<void> {
    await planMonth(this.account, month, this.ports, { clock: () => this.firstOf(month) });
  }

  async execute(now: Date): Promise<void> {
    for (let page = this.pages.shift(); page; page = this.pages.shift()) await executePage(page, this.ports, now, DELAY_S);
  }

  async make(month: Month): Promise<void> {
    await this.plan(month);
    await this.execute(this.firstOf(month));
  }

  read(month: Month, customer: string): Promise<Invoice> {
    return this.store.invoices.get('aap', month, customer);
  }
}
