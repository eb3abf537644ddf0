import type { Account } from './account.ts';
import { type Actions, type Allowed, actionsOf } from './actions.ts';
import { type Invoice, titleOf } from './invoice.ts';
import type { Month } from './month.ts';
import { madeBefore, type Numbers } from './numbering.ts';
import type { Customers, Invoices, Runs } from './ports.ts';
import type { Connections } from './xero/ports.ts';

/** An invoice with what is shown beside it: its title, and what may be done to it now. */
export type Shown = { readonly invoice: Invoice; readonly title: ReturnType<typeof titleOf>; readonly actions: Actions };

export type ShowingPorts = {
  readonly connections: Pick<Connections, 'get'>;
  readonly customers: Pick<Customers, 'getAll'>;
  readonly invoices: Pick<Invoices, 'findAll'>;
  readonly runs: Pick<Runs, 'heads' | 'numbers'>;
};

/** Who looks, and when. */
export type Looking = { readonly role: 'billing' | 'viewer'; readonly now: Date };

/** Every customer and plan that the invoices name is read once, however many name it, a hundred in a request. */
export async function show(
  account: Account,
  invoices: readonly Invoice[],
  ports: ShowingPorts,
  { role, now }: Looking,
  known?: Numbers,
): Promise<Shown[]> {
  const { accountId } = account;
  const [connection, customers, heads, older] = await Promise.all([
    ports.connections.get(accountId),
    ports.customers.getAll(accountId, once(invoices.map(({ customerId }) => customerId))),
    ports.runs.heads(accountId, once(invoices.map(({ plan }) => plan))),
    olderParked(invoices, ports, known),
  ]);
  return invoices.map((invoice) => {
    const customer = read(customers, invoice.customerId);
    const { company } = read(heads, invoice.plan).seller;
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

const once = (names: readonly string[]): string[] => [...new Set(names)];

function read<T>(all: ReadonlyMap<string, T>, name: string): T {
  const found = all.get(name);
  if (found === undefined) throw new Error(`${name} was not read`);
  return found;
}

/**
 * For each parked invoice that must wait: the number of its customer's oldest parked one, which is to be repaired first. While one is
 * parked, all that come after it park too: so the chains are followed back to where they began, all of them a month at a time.
 */
async function olderParked(invoices: readonly Invoice[], ports: ShowingPorts, known: Numbers | undefined): Promise<Map<Invoice, string>> {
  const waitsFor = new Map<Invoice, string>();
  const parked = invoices.filter(({ status }) => status === 'parked');
  const [first] = parked;
  const numbers = first && (known ?? (await ports.runs.numbers(first.accountId)));
  if (!numbers) return waitsFor;
  for (let chains = parked.map((invoice): Chain => ({ invoice, oldest: invoice })); chains.length > 0; ) {
    const before = await madeBeforeEach(
      chains.map(({ oldest }) => oldest),
      numbers,
      ports,
    );
    chains = chains.flatMap(({ invoice, oldest }) => {
      const older = before(oldest);
      if (older?.status !== 'parked') return [];
      waitsFor.set(invoice, older.number);
      return [{ invoice, oldest: older }];
    });
  }
  return waitsFor;
}

/** A parked invoice, and the oldest of its customer's that is known to be parked with it. */
type Chain = { readonly invoice: Invoice; readonly oldest: Invoice };

/** Reads, for all of them at once, the one made for the same customer the month before. */
async function madeBeforeEach(invoices: readonly Invoice[], numbers: Numbers, ports: ShowingPorts) {
  const keyOf = ({ month, customerId: customer }: Invoice) => {
    const made = madeBefore(numbers, month);
    return made && { month: made, customer };
  };
  const named = ({ month, customer }: { readonly month: Month; readonly customer: string }) => `${month} ${customer}`;
  const wanted = new Map(invoices.flatMap((invoice) => keyOf(invoice) ?? []).map((key) => [named(key), key]));
  const read = await ports.invoices.findAll(numbers.accountId, [...wanted.values()]);
  const found = new Map(read.map((each) => [named({ month: each.month, customer: each.customerId }), each]));
  return (invoice: Invoice): Invoice | undefined => {
    const key = keyOf(invoice);
    return key && found.get(named(key));
  };
}
