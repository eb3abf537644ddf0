import type { Service } from '../../shared/domain/customer.ts';
import type { Invoice } from '../../shared/domain/invoice.ts';
import { decimal4, decimalText } from '../../shared/domain/money.ts';
import { aCharge, aCustomer, aDay, aService } from '../support/builders.ts';
import { ACCOUNT, Office } from './office.ts';
import type { World } from './world.ts';

/** The customer whose typing error is more than any invoice can hold, so that its invoices need attention until it is corrected. */
export const WILD = 'wild';
const TYPO = 'typo';

/** Enters, edits, cancels, sends, repairs, makes months and uploads, at any moment and sometimes twice. */
export class Clerk {
  /** Attempts whose cancelling was answered with success: `month customer attempt`. */
  readonly cancelled = new Set<string>();
  readonly customers: readonly string[];
  readonly #world: World;
  readonly #office: Office;
  #charges = 0;

  constructor(world: World, customers: readonly string[]) {
    this.#world = world;
    this.customers = customers;
    this.#office = new Office(world);
  }

  async enterAll(): Promise<void> {
    const { customers } = this.#world.store;
    for (const customerId of this.customers) {
      const contact = { customerId, to: [`${customerId}@customer.example`], cc: [`copy-${customerId}@customer.example`] };
      await customers.save(ACCOUNT, aCustomer({ ...contact, name: `Customer ${customerId}`, revision: 0 }));
      for (const [index, price] of ['100', '19.95'].entries()) {
        const service = { serviceId: `${customerId}-${index}`, customerId, unitPrice: decimal4(price), from: aDay('2026-01-01') };
        await customers.saveService(ACCOUNT, aService({ ...service, revision: 0 }));
      }
    }
    if (!this.customers.includes(WILD)) return;
    const typo = { chargeId: TYPO, customerId: WILD, unitPrice: decimal4('999999999'), quantity: decimal4('999999999') };
    await customers.saveCharge(ACCOUNT, aCharge({ ...typo, revision: 0 }));
    // Billed by the repair, which must not be overlooked by a month that is planned meanwhile.
    await customers.saveCharge(ACCOUNT, aCharge({ chargeId: 'fee', customerId: WILD, unitPrice: decimal4('25'), revision: 0 }));
  }

  /** One thing that a clerk does: what to, chance has decided before. */
  something(invoices: readonly Invoice[]): () => Promise<unknown> {
    const { luck } = this.#world;
    const invoice = luck.pick(invoices);
    const customerId = luck.pick(this.customers) ?? '';
    const doing = luck.below(13);
    if (!invoice || doing < 3) return this.#edit(customerId);
    if (doing === 3) {
      const skips = luck.is(0.1) ? { body: { skip: 'nothing to bill' } } : {};
      return () => this.#ask('startRun', { params: { month: invoice.month }, ...skips });
    }
    if (doing < 6) return () => this.#cancel(invoice);
    if (doing < 8) return () => this.#ask('sendInvoice', this.#office.of(invoice));
    // Cancelled, and queued again at once: its old message is still under way.
    if (doing === 8) return () => this.#cancel(invoice).then(() => this.#ask('sendInvoice', this.#office.of(invoice)));
    if (doing === 9) return () => this.#ask('uploadInvoice', this.#office.of(invoice));
    if (doing === 10) return () => this.#ask('uploadMonth', { params: { month: invoice.month } });
    if (doing === 11) return this.#editSettings(luck.below(40));
    const parked = luck.pick(invoices.filter(({ status }) => status === 'parked')) ?? invoice;
    return luck.is(0.4) ? () => this.mend(parked) : () => this.#repair(parked);
  }

  async mend(parked: Invoice): Promise<void> {
    await this.#correctTypo();
    await this.#repair(parked);
  }

  /** In the end, everything that needs attention, oldest first. */
  async repairAll(invoices: readonly Invoice[]): Promise<void> {
    await this.#correctTypo();
    for (const invoice of invoices) if (invoice.status === 'parked') await this.#repair(invoice);
  }

  uploadAll = (month: string) => this.#ask('uploadMonth', { params: { month } });

  #ask: Office['ask'] = (name, asking) => this.#office.ask(name, asking);

  async #cancel(invoice: Invoice): Promise<void> {
    const answer = await this.#ask('cancelInvoice', this.#office.of(invoice));
    if (answer) this.cancelled.add(`${invoice.month} ${invoice.customerId} ${answer.body.attempt}`);
  }

  /** An unusual total is confirmed. */
  async #repair(invoice: Invoice): Promise<void> {
    if (await this.#ask('repairInvoice', this.#office.of(invoice))) return;
    const { detail } = this.#world.refusals.at(-1) ?? {};
    const [, total] = /total of AUD ([\d.,]+) is/.exec(detail ?? '') ?? [];
    if (total) await this.#ask('repairInvoice', { ...this.#office.of(invoice), body: { confirmTotal: total.replaceAll(',', '') } });
  }

  /** Customers that nobody bills any more. */
  async removed(): Promise<string[]> {
    const all = await Promise.all(this.customers.map((customer) => this.#world.store.customers.get(ACCOUNT, customer)));
    return all.flatMap(({ customerId, removed }) => (removed ? [customerId] : []));
  }

  /** What is edited, and how, chance has decided before; on what stands there by then. */
  #edit(customerId: string): () => Promise<unknown> {
    const { luck, clock } = this.#world;
    const [doing, draw, price] = [luck.below(16), luck.next(), luck.is(0.15) ? `-${10 + luck.below(800)}` : `${1 + luck.below(90)}.5`];
    const day = `${clock.now.toISOString().slice(0, 7)}-${String(1 + luck.below(28)).padStart(2, '0')}`;
    const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(draw * items.length)];
    const charge = (description: string) => this.#ask('createCharge', { params: { customerId }, body: { description, unitPrice: price } });
    return async () => {
      const { customer, charges, services } = await this.#world.store.customers.file(ACCOUNT, customerId);
      const open = pick(charges.filter(({ number, chargeId }) => !number && chargeId !== TYPO));
      const service = pick(services.filter(({ removed }) => !removed));
      const ofCharge = { params: { customerId, chargeId: open?.chargeId ?? '' }, revision: open?.revision ?? 0 };
      const ofService = { params: { customerId, serviceId: service?.serviceId ?? '' }, revision: service?.revision ?? 0 };
      const { name, to, cc, address, revision, enabled } = customer;
      const saves = (over: object) =>
        this.#ask('saveCustomer', { params: { customerId }, revision, body: { name, to, cc, address, enabled, ...over } });
      if (doing < 4) return charge(`charge-${++this.#charges}`);
      if (doing < 6 && open)
        return this.#ask('saveCharge', { ...ofCharge, body: { description: 'edited', unitPrice: price, quantity: '2' } });
      if (doing === 6 && open) return this.#ask('removeCharge', ofCharge);
      if (doing < 11 && service) return this.#ask('saveService', { ...ofService, body: serviceBody(service, doing, price, day) });
      if (doing === 11 && draw < 0.3 && service) return this.#ask('removeService', ofService);
      if (doing === 12)
        return this.#ask('createService', { params: { customerId }, body: { description: 'New', unitPrice: price, from: day } });
      if (doing === 13) return saves({ enabled: !enabled });
      if (doing === 14 && draw < 0.05) return this.#ask('removeCustomer', { params: { customerId }, revision });
      return saves({ to: [`${customerId}${Math.floor(draw * 9)}@customer.example`] });
    };
  }

  /** Terms of payment and a phone number: what is printed on the next invoices, and on none that is planned. */
  #editSettings(number: number): () => Promise<unknown> {
    return async () => {
      const account = await this.#world.store.accounts.get(ACCOUNT);
      if (!account) return undefined;
      const { company, billing, numbering, sending, layout, xero, firstMonth, revision } = account;
      const period = number === 0 ? (billing.period === 'advance' ? 'arrears' : 'advance') : billing.period;
      const told = { ...billing, period, taxRate: decimalText(billing.taxRate), termsDays: 14 + number };
      const body = { company: { ...company, phone: `02 5550 01${number}` }, billing: told, numbering, sending, layout, xero, firstMonth };
      return this.#ask('saveAccount', { params: {}, body, revision });
    };
  }

  async #correctTypo(): Promise<void> {
    if (!this.customers.includes(WILD)) return;
    const typo = await this.#world.store.customers.getCharge(ACCOUNT, WILD, TYPO).catch(() => undefined);
    if (typo && !typo.number) await this.#ask('removeCharge', { params: { customerId: WILD, chargeId: TYPO }, revision: typo.revision });
  }
}

/** Another price, other days, left out once, or not enabled. */
function serviceBody({ description, unitPrice, from, enabled, to }: Service, doing: number, price: string, day: string): object {
  const usual = { description, unitPrice: decimalText(unitPrice), from, enabled, ...(to ? { to } : {}) };
  if (doing === 7) return { ...usual, unitPrice: price };
  if (doing === 8) return { ...usual, ...(day >= from ? { to: day } : {}) };
  if (doing === 9) return { ...usual, leaveOutNext: true };
  return { ...usual, enabled: !enabled };
}
