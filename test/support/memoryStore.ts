import type { Account } from '../../shared/domain/account.ts';
import type { Charge, Customer, CustomerFile, Service } from '../../shared/domain/customer.ts';
import type { Invoice, Line } from '../../shared/domain/invoice.ts';
import type { Instant, Month } from '../../shared/domain/month.ts';
import type { Numbers } from '../../shared/domain/numbering.ts';
import type { PlanEntry, PlanHead, Run } from '../../shared/domain/plan.ts';
import type { Accounts, Breaker, Customers, Invoices, Runs, Work, WorkList } from '../../shared/domain/ports.ts';
import { Problem } from '../../shared/domain/problem.ts';
import type { Connection } from '../../shared/domain/xero/connection.ts';
import type { Connections, Consent } from '../../shared/domain/xero/ports.ts';
import { isOnItsWay } from '../../shared/domain/xero/uploadLife.ts';

/** The whole store in memory: what the real one promises (the same contract specs run over both), at a thousandth of the time. */
export type MemoryStore = {
  readonly accounts: Accounts;
  readonly customers: Customers;
  readonly invoices: Invoices;
  readonly runs: Runs;
  readonly workList: WorkList;
  readonly breaker: Breaker;
  readonly connections: Connections;
};

type Revised = { readonly revision: number };

const ID = /^[A-Za-z0-9-]{1,64}$/;
const stale = () => new Problem('stale', 'Someone else changed this meanwhile. Read it again and repeat the change');
const missing = () => new Problem('not-found', 'There is nothing here by that name');

/** Keys are paths; what is stored and what is answered are copies, as over a wire: texts, which are read the fastest. */
class Shelf {
  readonly #items = new Map<string, string>();

  get<T>(...path: readonly string[]): T | undefined {
    const found = path.every((part) => ID.test(part) || part.startsWith('#')) ? this.#items.get(path.join('/')) : undefined;
    return found === undefined ? undefined : (JSON.parse(found) as T);
  }

  need<T>(...path: readonly string[]): T {
    const found = this.get<T>(...path);
    if (found === undefined) throw missing();
    return found;
  }

  put(value: unknown, ...path: readonly string[]): void {
    this.#items.set(path.join('/'), JSON.stringify(value));
  }

  remove(...path: readonly string[]): void {
    this.#items.delete(path.join('/'));
  }

  save<T extends Revised>(value: T, ...path: readonly string[]): T {
    if ((this.get<T>(...path)?.revision ?? 0) !== value.revision) throw stale();
    const next = { ...value, revision: value.revision + 1 };
    this.put(next, ...path);
    return next;
  }

  /** Everything directly or further below, in the order of the paths. */
  below<T>(...path: readonly string[]): T[] {
    const start = `${path.join('/')}/`;
    const names = [...this.#items.keys()].filter((name) => name.startsWith(start)).sort();
    return names.map((name) => JSON.parse(this.#items.get(name) ?? '') as T);
  }

  removeBelow(...path: readonly string[]): void {
    const start = `${path.join('/')}/`;
    for (const name of [...this.#items.keys()]) if (name.startsWith(start)) this.#items.delete(name);
  }
}

export function memoryStore({ entriesPerPage = 250 } = {}): MemoryStore {
  const shelf = new Shelf();
  return {
    accounts: accountsOn(shelf),
    customers: customersOn(shelf),
    invoices: invoicesOn(shelf),
    runs: runsOn(shelf, entriesPerPage),
    workList: workOn(shelf),
    connections: connectionsOn(shelf),
    breaker: {
      async heldUntil(now) {
        const until = shelf.get<Instant>('#breaker');
        return until && until > now ? until : undefined;
      },
      async hold(until) {
        shelf.put(until, '#breaker');
      },
    },
  };
}

function accountsOn(shelf: Shelf): Accounts {
  const named = (domain: string) => `#${domain.toLowerCase()}`;
  const ownerOf = (domain: string) => shelf.get<{ readonly account: string; readonly revision: number }>('#domains', named(domain));
  return {
    get: async (account) => shelf.get<Account>('#accounts', account),
    save: async (account) => shelf.save(account, '#accounts', account.accountId),
    async *all() {
      for (const { accountId } of shelf.below<Account>('#accounts')) yield accountId;
    },
    async claimDomain(domain, account, revision) {
      const owner = ownerOf(domain);
      if (owner && owner.account !== account) throw new Problem('conflict', `The domain ${domain} is used by another account already`);
      shelf.put({ account, revision: Math.max(revision, owner?.revision ?? 0) }, '#domains', named(domain));
    },
    async releaseDomain(domain, account, revision) {
      const owner = ownerOf(domain);
      if (owner?.account === account && owner.revision <= revision) shelf.remove('#domains', named(domain));
    },
    ownerOf: async (domain) => ownerOf(domain)?.account,
    async noteSender({ accountId, sending: { from } }, verified) {
      const stands = shelf.get<Account>('#accounts', accountId);
      if (stands?.sending.from !== from) return;
      const { verifiedSender: _, ...rest } = stands;
      shelf.put(verified ? { ...rest, verifiedSender: from.slice(from.indexOf('@') + 1) } : rest, '#accounts', accountId);
    },
  };
}

function customersOn(shelf: Shelf): Customers {
  const all = (account: string) =>
    shelf.below<Customer>('#customers', account).sort((one, other) => (one.customerId < other.customerId ? -1 : 1));
  const fileOf = (account: string, customer: Customer): CustomerFile => ({
    customer,
    services: shelf.below<Service>('#services', account, customer.customerId),
    charges: shelf.below<Charge>('#charges', account, customer.customerId),
  });
  return {
    get: async (account, customer) => shelf.need('#customers', account, customer),
    async getAll(account, customers) {
      const found = customers.flatMap((customer) => shelf.get<Customer>('#customers', account, customer) ?? []);
      return new Map(found.map((customer) => [customer.customerId, customer]));
    },
    file: async (account, customer) => fileOf(account, shelf.need('#customers', account, customer)),
    async list(account, cursor, limit) {
      if (cursor !== undefined && !ID.test(cursor)) throw new Problem('invalid', 'cursor: is not one of this list');
      const items = all(account).filter(({ customerId, removed }) => !removed && (cursor === undefined || customerId > cursor));
      const page = items.slice(0, limit);
      const last = page.at(-1);
      return page.length === limit && last ? { items: page, next: last.customerId } : { items: page };
    },
    async *names(account) {
      for (const { customerId, name, reference, removed } of all(account)) {
        yield { customerId, name, ...(reference === undefined ? {} : { reference }), ...(removed === undefined ? {} : { removed }) };
      }
    },
    async *files(account, after = '', upTo) {
      for (const customer of all(account)) {
        const { customerId } = customer;
        if (customerId > after && (upTo === undefined || customerId <= upTo)) yield fileOf(account, customer);
      }
    },
    save: async (account, customer) => shelf.save(customer, '#customers', account, customer.customerId),
    getService: async (account, customer, service) => shelf.need('#services', account, customer, service),
    saveService: async (account, service) => shelf.save(service, '#services', account, service.customerId, service.serviceId),
    getCharge: async (account, customer, charge) => shelf.need('#charges', account, customer, charge),
    async saveCharge(account, charge) {
      const path = ['#charges', account, charge.customerId, charge.chargeId];
      if (shelf.get<Charge>(...path)?.number) throw stale();
      return shelf.save(charge, ...path);
    },
    async removeCharge(account, { customerId, chargeId, revision }) {
      const path = ['#charges', account, customerId, chargeId];
      const stands = shelf.get<Charge>(...path);
      if (stands?.number) throw new Problem('conflict', `This charge was invoiced meanwhile, on ${stands.number}: it cannot be removed`);
      if (stands && stands.revision !== revision) throw stale();
      shelf.remove(...path);
    },
    async markInvoiced(account, charge) {
      const path = ['#charges', account, charge.customerId, charge.chargeId];
      const stands = shelf.get<Charge>(...path);
      if (stands?.number) return stands.number === charge.number;
      shelf.save({ ...charge, revision: stands?.revision ?? 0 }, ...path);
      return true;
    },
  };
}

function invoicesOn(shelf: Shelf): Invoices {
  const linesOf: (of: Parameters<Invoices['lines']>[0]) => Line[] = ({ accountId, month, customerId, plan, lineCount }) => {
    const lines = shelf.get<Line[]>('#lines', accountId, plan, month, customerId) ?? [];
    if (lines.length !== lineCount) throw new Error(`Plan ${plan} holds ${lines.length} lines of an invoice of ${lineCount}`);
    return lines;
  };
  const path = ({ accountId, month, customerId }: Invoice) => ['#invoices', accountId, month, customerId];
  const find = (account: string, month: Month, customer: string) => shelf.get<Invoice>('#invoices', account, month, customer);
  const onTheirWay = (account: string) =>
    shelf
      .below<Invoice>('#invoices', account)
      .filter(({ xero }) => isOnItsWay(xero))
      .sort((one, other) => one.sequence - other.sequence);
  return {
    find: async (account, month, customer) => find(account, month, customer),
    findAll: async (account, wanted) => wanted.flatMap(({ month, customer }) => find(account, month, customer) ?? []),
    async get(account, month, customer) {
      const found = find(account, month, customer);
      if (!found) throw missing();
      return found;
    },
    async create(invoice) {
      if (shelf.get(...path(invoice))) return false;
      shelf.save({ ...invoice, revision: 0 }, ...path(invoice));
      return true;
    },
    save: async (invoice) => shelf.save(invoice, ...path(invoice)),
    lines: async (invoice) => linesOf(invoice),
    allLines: async (all) => all.map(linesOf),
    async byNumber(account, { from = 0, to = Number.MAX_SAFE_INTEGER, newestFirst, limit }) {
      const sign = newestFirst ? -1 : 1;
      const found = shelf
        .below<Invoice>('#invoices', account)
        .filter(({ sequence }) => sequence >= from && sequence <= to)
        .sort((one, other) => sign * (one.sequence - other.sequence));
      const items = found.slice(0, limit);
      const next = (items.at(-1)?.sequence ?? 0) + sign;
      return { items, ...(found.length > limit && next >= from && next <= to ? { next } : {}) };
    },
    async forXero(account, limit) {
      return onTheirWay(account)
        .filter(({ xero }) => xero?.state !== 'uploaded')
        .slice(0, limit);
    },
    async pdfsForXero(account, limit) {
      return onTheirWay(account)
        .filter(({ xero }) => xero?.state === 'uploaded')
        .slice(0, limit);
    },
    async countForXero(account) {
      return onTheirWay(account).length;
    },
    async *ofMonth(account, month) {
      yield* shelf.below<Invoice>('#invoices', account, month);
    },
  };
}

function runsOn(shelf: Shelf, entriesPerPage: number): Runs {
  const entries = (account: string, plan: string, page: number): PlanEntry[] => {
    const found = shelf.get<PlanEntry[]>('#pages', account, plan, String(page));
    if (!found && page <= head(account, plan).pages) throw new Error(`Page ${page} of plan ${plan} is gone`);
    return found ?? [];
  };
  const head = (account: string, plan: string): PlanHead => {
    const found = shelf.get<PlanHead>('#heads', account, plan);
    if (!found) throw new Error(`Plan ${plan} has no head`);
    return found;
  };
  return {
    numbers: async (account) => shelf.get<Numbers>('#numbers', account),
    saveNumbers: async (numbers) => shelf.save(numbers, '#numbers', numbers.accountId),
    async writeEntries(account, plan, priced) {
      let pages = 0;
      let page: PlanEntry[] = [];
      const end = () => {
        pages += 1;
        shelf.put(page, '#pages', account, plan, String(pages));
        page = [];
      };
      for await (const { entry, lines } of priced) {
        if (page.length === entriesPerPage) end();
        page.push(entry);
        if (entry.outcome !== 'skipped') shelf.put(lines, '#lines', account, plan, entry.invoice.month, entry.customerId);
      }
      if (page.length > 0) end();
      return pages;
    },
    writeHead: async (made) => shelf.put(made, '#heads', made.accountId, made.plan),
    head: async (account, plan) => head(account, plan),
    heads: async (account, plans) => new Map(plans.map((plan) => [plan, head(account, plan)])),
    entries: async (account, plan, page) => entries(account, plan, page),
    async *allEntries({ accountId, plan, pages }) {
      for (let page = 1; page <= pages; page += 1) yield* entries(accountId, plan, page);
    },
    async discard(account, plan) {
      for (const kind of ['#pages', '#lines']) shelf.removeBelow(kind, account, plan);
      shelf.remove('#heads', account, plan);
    },
    find: async (account, month) => shelf.get<Run>('#runs', account, month),
    newest: async (account, limit) => shelf.below<Run>('#runs', account).reverse().slice(0, limit),
    async open(run) {
      if (!shelf.get('#runs', run.accountId, run.month)) shelf.put(run, '#runs', run.accountId, run.month);
    },
    async markDone(account, month, page) {
      const run = shelf.need<Run>('#runs', account, month);
      const next = { ...run, done: [...new Set([...run.done, page])].sort((one, other) => one - other) };
      shelf.put(next, '#runs', account, month);
      return next;
    },
    async close({ accountId, month, closedAt, fault }) {
      const { fault: _, ...run } = shelf.need<Run>('#runs', accountId, month);
      const at = run.closedAt ?? closedAt;
      const next = { ...run, state: 'closed' as const, ...(at ? { closedAt: at } : {}), ...(fault ? { fault } : {}) };
      shelf.put(next, '#runs', accountId, month);
    },
  };
}

function connectionsOn(shelf: Shelf): Connections {
  const consent = (account: string) => shelf.get<Consent>('#consents', account);
  return {
    get: async (account) => shelf.get<Connection>('#connections', account),
    save: async (connection) => shelf.save(connection, '#connections', connection.accountId),
    async remove({ accountId, revision }) {
      const stands = shelf.get<Connection>('#connections', accountId);
      if (stands && stands.revision !== revision) throw stale();
      shelf.remove('#connections', accountId);
    },
    async *all() {
      for (const { accountId } of shelf.below<Connection>('#connections')) yield accountId;
    },
    keepConsent: async (account, kept) => shelf.put(kept, '#consents', account),
    async keepProblem(account, kept) {
      const stands = consent(account);
      if (!stands || stands.problem) shelf.put(kept, '#consents', account);
    },
    consent: async (account) => consent(account),
    async takeConsent(account, hash) {
      const taken = consent(account);
      if (taken?.hash !== hash) return undefined;
      shelf.remove('#consents', account);
      return taken;
    },
  };
}

function workOn(shelf: Shelf): WorkList {
  return {
    async *due(before) {
      const all: { readonly at: string; readonly work: Work }[] = [];
      for (const { accountId: account, month, customerId: customer, status, dueAt, repair } of shelf.below<Invoice>('#invoices')) {
        const isWork = status === 'queued' || status === 'sending' || repair !== undefined;
        if (isWork && dueAt) all.push({ at: dueAt, work: { kind: 'invoice', account, month, customer } });
      }
      for (const { accountId: account, month, state, openedAt } of shelf.below<Run>('#runs')) {
        if (state === 'open') all.push({ at: openedAt, work: { kind: 'run', account, month } });
      }
      for (const { at, work } of all.sort((one, other) => (one.at < other.at ? -1 : 1))) if (at < before) yield work;
    },
  };
}
