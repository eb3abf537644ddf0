import type { Account } from '../../shared/domain/account.ts';
import { changeInvoice, keyOf } from '../../shared/domain/changing.ts';
import { queueEmails } from '../../shared/domain/executing.ts';
import type { Invoice } from '../../shared/domain/invoice.ts';
import { type Cents, decimal4 } from '../../shared/domain/money.ts';
import { type RepairingPorts, repair } from '../../shared/domain/repairing.ts';
import { cancelled, sentAgain } from '../../shared/domain/sending.ts';
import { aCharge, aCustomer, aDay, aService } from './builders.ts';
import type { Chance } from './chance.ts';
import type { MemoryStore } from './memoryStore.ts';

export const CUSTOMERS = ['a', 'b', 'wild'] as const;

const DELAY_S = 240;
const BY = 'clerk@acacia.example';

type Work = {
  readonly chance: Chance;
  readonly store: MemoryStore;
  account(): Account;
  now(): Date;
  /** What a request of the clerk's reaches, and may be cut off from. */
  ports(): RepairingPorts & Pick<MemoryStore, 'customers'>;
};

/** Enters, edits, cancels, sends and repairs, at any moment. */
export class SimulatedClerk {
  /** Attempts whose cancelling was answered with success: `month customer attempt`. */
  readonly cancelled = new Set<string>();
  readonly #work: Work;
  #charges = 0;

  constructor(work: Work) {
    this.#work = work;
  }

  async enterAll(): Promise<void> {
    const { customers } = this.#work.store;
    const { accountId } = this.#work.account();
    for (const customerId of CUSTOMERS) {
      const contact = { customerId, to: [`${customerId}@customer.example`], cc: ['copy@customer.example'] };
      await customers.save(accountId, aCustomer({ ...contact, revision: 0 }));
      for (const [index, price] of ['100', '19.95'].entries()) {
        const service = { serviceId: `${customerId}-${index}`, customerId, unitPrice: decimal4(price), from: aDay('2026-01-01') };
        await customers.saveService(accountId, aService({ ...service, revision: 0 }));
      }
    }
    // More than any invoice can hold, so that its customer's invoices need attention until it is corrected.
    await this.#addCharge('wild', '999999999', '999999999', 'typo');
  }

  async something(): Promise<void> {
    const { chance } = this.#work;
    const invoice = chance.pick(await this.#invoices());
    const customerId = chance.pick(CUSTOMERS) ?? 'a';
    const doing = chance.below(invoice ? 8 : 2);
    if (doing === 0) {
      this.#charges += 1;
      return this.#addCharge(customerId, String(1 + chance.below(90)), '1', `c-${this.#charges}`);
    }
    if (doing === 1 || !invoice) return this.#edit(customerId);
    if (doing < 4) return this.#cancel(invoice);
    if (doing < 6) return this.#send(invoice);
    if (chance.is(0.4)) await this.#correctTypo();
    await this.#repair(chance.pick(await this.#parked()) ?? invoice);
  }

  /** In the end, everything that needs attention, oldest first. */
  async repairAll(): Promise<void> {
    await this.#correctTypo();
    for (const { accountId, month, customerId } of await this.#parked()) {
      await this.#repair(await this.#work.store.invoices.get(accountId, month, customerId));
    }
  }

  async #invoices(): Promise<readonly Invoice[]> {
    const range = { newestFirst: false, limit: 1000 };
    return (await this.#work.store.invoices.byNumber(this.#work.account().accountId, range)).items;
  }

  #parked = async () => (await this.#invoices()).filter(({ status }) => status === 'parked');

  #asker = () => ({ now: this.#work.now(), by: BY });

  async #cancel(invoice: Invoice): Promise<void> {
    const asker = this.#asker();
    const stands = await changeInvoice(this.#work.ports().invoices, keyOf(invoice), (read) => cancelled(read, asker));
    this.cancelled.add(`${stands.month} ${stands.customerId} ${stands.attempt}`);
  }

  async #send(invoice: Invoice): Promise<void> {
    const [ports, asker, account] = [this.#work.ports(), this.#asker(), this.#work.account()];
    const to = await ports.customers.get(invoice.accountId, invoice.customerId);
    const stands = await changeInvoice(ports.invoices, keyOf(invoice), (read) => sentAgain(read, account, to, asker, DELAY_S));
    await queueEmails([stands], ports);
  }

  async #repair(invoice: Invoice): Promise<void> {
    const [ports, asking, account] = [this.#work.ports(), { ...this.#asker(), delaySeconds: DELAY_S }, this.#work.account()];
    try {
      await repair(account, invoice, ports, asking);
    } catch (error) {
      const [, total] = /total of AUD ([\d.,]+) is/.exec(String(error)) ?? [];
      if (!total) throw error;
      const confirmedTotal = Math.round(Number(total.replaceAll(',', '')) * 100) as Cents;
      await repair(account, invoice, ports, { ...asking, confirmedTotal });
    }
  }

  async #correctTypo(): Promise<void> {
    const { customers } = this.#work.store;
    const { accountId } = this.#work.account();
    const typo = await customers.getCharge(accountId, 'wild', 'typo').catch(() => undefined);
    if (typo && !typo.number) await customers.removeCharge(accountId, typo);
  }

  async #addCharge(customerId: string, price: string, quantity: string, chargeId: string): Promise<void> {
    const charge = aCharge({ chargeId, customerId, unitPrice: decimal4(price), quantity: decimal4(quantity), revision: 0 });
    await this.#work.store.customers.saveCharge(this.#work.account().accountId, charge);
  }

  /** In one go: what matters is when it comes. */
  async #edit(customerId: string): Promise<void> {
    const { chance, store } = this.#work;
    const { accountId } = this.#work.account();
    const { customers } = store;
    const { customer, charges, services } = await customers.file(accountId, customerId);
    const [charge, service] = [chance.pick(charges.filter(({ number }) => !number)), chance.pick(services)];
    const doing = chance.below(4);
    if (doing === 0 && charge) await customers.saveCharge(accountId, { ...charge, unitPrice: decimal4('7.5'), quantity: decimal4('2') });
    if (doing === 1 && charge) await customers.removeCharge(accountId, charge);
    if (doing === 2 && service) await customers.saveService(accountId, { ...service, unitPrice: decimal4(String(20 + chance.below(50))) });
    if (doing === 3) await customers.save(accountId, { ...customer, flags: {}, to: [`${customerId}${chance.below(9)}@customer.example`] });
  }
}
