import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import type { Account } from '../../shared/domain/account.ts';
import { changeInvoice } from '../../shared/domain/changing.ts';
import type { EmailNews } from '../../shared/domain/emailNews.ts';
import { heard } from '../../shared/domain/heard.ts';
import type { Invoice } from '../../shared/domain/invoice.ts';
import { accepted, claimed } from '../../shared/domain/invoiceLife.ts';
import { instant, type Month } from '../../shared/domain/month.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { customers } from '../../shared/store/customers.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { aCharge, aCustomer, aDay, anAccount, aService, dec } from './builders.ts';
import { freshServices, type Services } from './services.ts';
import { type FreshTable, freshTable } from './table.ts';
import { aWorld, makeMonth, type World } from './world.ts';

export const NOVEMBER = '2026-11' as Month;
export const DECEMBER = '2026-12' as Month;
export const JANUARY = '2027-01' as Month;

/** Five past one in the morning of the 1st, in Sydney. */
export const firstOf = (month: Month): Date => new Date(Date.parse(`${month}-01T01:05:00+11:00`));

/** The clock that endpoints read; everything else goes on as it does. */
export function setNow(now: Date): void {
  vi.useFakeTimers({ toFake: ['Date'], now });
}

type Around = { readonly table: () => FreshTable; readonly services: () => Services };

/** A table, and with `services` a bucket and queues, for all tests of the file. */
export function aroundAll({ services = false } = {}): Around {
  const running: { table?: FreshTable; services?: Services } = {};
  beforeAll(async () => {
    process.env.EMAIL_DELAY_SECONDS = '240';
    running.table = await freshTable();
    if (services) running.services = await freshServices();
  });
  afterEach(() => void vi.useRealTimers());
  afterAll(async () => {
    await running.services?.stop();
    await running.table?.stop();
  });
  const started = <T>(what: T | undefined): T => {
    if (!what) throw new Error('It has not been started');
    return what;
  };
  return { table: () => started(running.table), services: () => started(running.services) };
}

let made = 0;

export class Reseller {
  readonly account: Account;
  readonly world: World = aWorld();

  private constructor(account: Account) {
    this.account = account;
  }

  static async setUp(over: Parameters<typeof anAccount>[0] = {}): Promise<Reseller> {
    made += 1;
    return new Reseller(
      await accounts.save(anAccount({ accountId: `api-${process.pid}-${made}`, revision: 0, firstMonth: NOVEMBER, ...over })),
    );
  }

  /** Customer `a` at $110.00 a month until October, and in November a charge that makes its total absurd. */
  static async withParked(): Promise<Reseller> {
    const reseller = await Reseller.setUp({ firstMonth: '2026-08' as Month });
    await reseller.customer('a');
    for (const month of ['2026-08', '2026-09', '2026-10'] as Month[]) await reseller.make(month);
    await reseller.charge('a', '10000', { chargeId: 'typo' });
    await reseller.make(NOVEMBER);
    return reseller;
  }

  get id(): string {
    return this.account.accountId;
  }

  /** A customer with one service at `price`, from the start of the year or `from`. */
  async customer(customerId: string, price = '100', over: Parameters<typeof aCustomer>[0] = {}, from = '2026-01-01'): Promise<void> {
    const contact = { customerId, name: `Customer ${customerId}`, to: [`${customerId}@customer.example`] };
    await customers.save(this.id, aCustomer({ ...contact, revision: 0, ...over }));
    await this.service(customerId, price, { from: aDay(from) });
  }

  /** A customer with nothing to bill. */
  async idle(customerId: string): Promise<void> {
    await customers.save(this.id, aCustomer({ customerId, revision: 0 }));
  }

  async service(customerId: string, price: string, over: Parameters<typeof aService>[0] = {}): Promise<void> {
    await customers.saveService(
      this.id,
      aService({ serviceId: `s-${customerId}`, customerId, unitPrice: dec(price), revision: 0, ...over }),
    );
  }

  async charge(customerId: string, price: string, over: Parameters<typeof aCharge>[0] = {}): Promise<void> {
    await customers.saveCharge(this.id, aCharge({ chargeId: `c-${customerId}`, customerId, unitPrice: dec(price), revision: 0, ...over }));
  }

  async edit(customerId: string, change: Partial<Parameters<typeof customers.save>[1]>): Promise<void> {
    await customers.save(this.id, { ...(await customers.get(this.id, customerId)), ...change });
  }

  /** Makes the month as its run does; the account's settings are those it was set up with, or `with`. */
  make(month: Month, account: Partial<Account> = {}): Promise<void> {
    return makeMonth({ ...this.account, ...account }, month, this.world, firstOf(month));
  }

  read(month: Month, customer: string): Promise<Invoice> {
    return invoices.get(this.id, month, customer);
  }

  change(month: Month, customer: string, change: (invoice: Invoice) => Invoice): Promise<Invoice> {
    return changeInvoice(invoices, { account: this.id, month, customer }, change);
  }

  /** The worker sends what is queued. */
  sent(month: Month, customer: string, at = firstOf(month)): Promise<Invoice> {
    const news = { at: instant(at), words: 'Handed over to be delivered' };
    return this.change(month, customer, (read) =>
      accepted(claimed(read, { token: 'token', at: news.at }), `message-${read.attempt}`, news),
    );
  }

  /** SES tells something of the email that went out. */
  told(month: Month, customer: string, news: Partial<EmailNews> & Pick<EmailNews, 'kind'>): Promise<Invoice> {
    return this.change(month, customer, (read) => {
      const addresses = news.addresses ?? read.recipients.to;
      const at = instant(new Date(firstOf(month).getTime() + 600_000));
      const key = [news.kind, read.messageId ?? '', at, ...addresses].join(' ');
      const about = { account: this.id, month, customer, attempt: read.attempt, messageId: read.messageId ?? 'message' };
      return heard(read, { ...about, at, addresses, words: `It was told: ${news.kind}`, key, ...news });
    });
  }
}

/** The id of the customer's invoice, as a path says it. */
export const path = (month: Month, customer: string) => ({ params: { invoiceId: `${month}_${customer}` } });
