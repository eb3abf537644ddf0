import type { Account } from './account.ts';
import { type Actions, type Allowed, actionsOf } from './actions.ts';
import type { Customer } from './customer.ts';
import { type Invoice, titleOf } from './invoice.ts';
import { madeBefore, type Numbers } from './numbering.ts';
import { inParallel } from './parallel.ts';
import type { PlanHead } from './plan.ts';
import type { Customers, Invoices, Runs } from './ports.ts';
import type { Connections } from './xero/ports.ts';

/** An invoice with what is shown beside it: its title, and what may be done to it now. */
export type Shown = { readonly invoice: Invoice; readonly title: ReturnType<typeof titleOf>; readonly actions: Actions };

export type ShowingPorts = {
  readonly connections: Pick<Connections, 'get'>;
  readonly customers: Pick<Customers, 'get'>;
  readonly invoices: Pick<Invoices, 'find'>;
  readonly runs: Pick<Runs, 'head' | 'numbers'>;
};

/** Who looks, and when. */
export type Looking = { readonly role: 'billing' | 'viewer'; readonly now: Date };

/** Reads at once: enough to hide the store's latency, few enough not to be throttled. */
const WIDTH = 16;

/** Every customer and plan that the invoices name is read once, however many name it. */
export async function show(account: Account, invoices: readonly Invoice[], ports: ShowingPorts, { role, now }: Looking): Promise<Shown[]> {
  const { accountId } = account;
  const [connection, customers, heads, older] = await Promise.all([
    ports.connections.get(accountId),
    each(
      invoices.map(({ customerId }) => customerId),
      (id) => ports.customers.get(accountId, id),
    ),
    each(
      invoices.map(({ plan }) => plan),
      (plan) => ports.runs.head(accountId, plan),
    ),
    olderParked(invoices, ports),
  ]);
  return invoices.map((invoice) => {
    const customer = read<Customer>(customers, invoice.customerId);
    const { company } = read<PlanHead>(heads, invoice.plan).seller;
    const waitsFor = older.get(invoice);
    const surroundings = { account, customer, now, connection, ...(waitsFor ? { olderParked: waitsFor } : {}) };
    return { invoice, title: titleOf({ kind: invoice.kind, company }), actions: permitted(actionsOf(invoice, surroundings), role) };
  });
}

/** @throws Problem `not-found` when what the invoice names is not there: nothing that an invoice names is ever erased */
export async function showOne(account: Account, invoice: Invoice, ports: ShowingPorts, looking: Looking): Promise<Shown> {
  const [shown] = await show(account, [invoice], ports, looking);
  if (!shown) throw new Error('One invoice was to be shown, and none was');
  return shown;
}

/** What would be answered with "forbidden" is not offered: the app decides nothing. */
function permitted(actions: Actions, role: Looking['role']): Actions {
  if (role === 'billing') return actions;
  const no: Allowed = { allowed: false, reason: 'A viewer can read and download; this needs the role “billing”' };
  return { ...actions, cancel: no, send: no, repair: no, upload: no };
}

async function each<T>(names: readonly string[], get: (name: string) => Promise<T>): Promise<Map<string, T>> {
  const all = new Map<string, T>();
  await inParallel(new Set(names), WIDTH, async (name) => void all.set(name, await get(name)));
  return all;
}

function read<T>(all: ReadonlyMap<string, T>, name: string): T {
  const found = all.get(name);
  if (found === undefined) throw new Error(`${name} was not read`);
  return found;
}

/** For each parked invoice that must wait: the number of its customer's oldest parked one, which is to be repaired first. */
async function olderParked(invoices: readonly Invoice[], ports: ShowingPorts): Promise<Map<Invoice, string>> {
  const found = new Map<Invoice, string>();
  const parked = invoices.filter(({ status }) => status === 'parked');
  const [first] = parked;
  const numbers = first && (await ports.runs.numbers(first.accountId));
  if (!numbers) return found;
  await inParallel(parked, WIDTH, async (invoice) => {
    const oldest = await oldestParked(invoice, numbers, ports);
    if (oldest !== invoice) found.set(invoice, oldest.number);
  });
  return found;
}

/** While one is parked, all that come after it park too: so the chain is followed back, month by month, to where it began. */
async function oldestParked(invoice: Invoice, numbers: Numbers, { invoices }: ShowingPorts): Promise<Invoice> {
  let oldest = invoice;
  for (;;) {
    const month = madeBefore(numbers, oldest.month);
    const older = month && (await invoices.find(invoice.accountId, month, invoice.customerId));
    if (older?.status !== 'parked') return oldest;
    oldest = older;
  }
}
