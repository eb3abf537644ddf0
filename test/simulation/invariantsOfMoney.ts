import type { Invoice } from '../../shared/domain/invoice.ts';
import type { Invariant } from './invariants.ts';
import type { Life } from './life.ts';
import { ACCOUNT } from './office.ts';

/** A plan is made within this of its commit: what it read stood at some moment of it. */
const PLANNING_MS = 20 * 60_000;

async function* linesOf({ world }: Life, invoices: readonly Invoice[]) {
  for (const invoice of invoices) for (const line of await world.store.invoices.lines(invoice)) yield { invoice, line };
}

export const totalsAddUp: Invariant = async ({ world }, invoices) => {
  const wrong: string[] = [];
  for (const { number, total, subtotal, tax, ...invoice } of invoices) {
    const lines = await world.store.invoices.lines({ ...invoice });
    const [amount, taxes] = [lines.reduce((so, line) => so + line.amount, 0), lines.reduce((so, line) => so + line.tax, 0)];
    if (amount !== subtotal || taxes !== tax || subtotal + tax !== total)
      wrong.push(`${number} says ${total}, its lines add up to ${amount + taxes}`);
  }
  return wrong;
};

/** A line of a whole month has the quantity and the price of one version of what it bills, which stood when it was planned. */
export const linesOfVersions: Invariant = async (life, invoices) => {
  const { versions } = life.world.witness;
  const wrong: string[] = [];
  for await (const { invoice, line } of linesOf(life, invoices)) {
    const id = line.service?.serviceId ?? line.chargeId;
    const all = versions.filter((version) => version.id === id && version.customerId === invoice.customerId);
    const { madeAt } = await life.world.store.runs.head(ACCOUNT, invoice.plan);
    const made = Date.parse(madeAt);
    const stood = all.filter((version, index) => {
      const until = all[index + 1]?.at.getTime() ?? Number.POSITIVE_INFINITY;
      return version.at.getTime() <= made + PLANNING_MS && until >= made;
    });
    if (!stood.some(({ unitPrice, quantity }) => unitPrice === line.unitPrice && quantity === line.quantity))
      wrong.push(`${invoice.number} bills ${id} at ${line.quantity} × ${line.unitPrice}, which never stood when it was made`);
  }
  return wrong;
};

export const periodsOnce: Invariant = async (life, invoices) => {
  const billed: string[] = [];
  for await (const { invoice, line } of linesOf(life, invoices)) {
    if (line.service) billed.push(`${line.service.serviceId} ${line.service.period}`);
    if (line.service && !line.service.serviceId.startsWith(invoice.customerId))
      billed.push(`${line.service.serviceId} on ${invoice.number}`);
  }
  const back = life.account.billing.period === 'arrears' ? 1 : 0;
  const due = life.clerk.customers.flatMap((customer) =>
    [0, 1].flatMap((index) => life.months.map((month) => `${customer}-${index} ${monthsBefore(month, back)}`)),
  );
  const twice = billed.filter((each, index) => billed.indexOf(each) !== index);
  return [
    ...twice.map((each) => `${each} is billed twice`),
    ...due.filter((each) => !billed.includes(each)).map((each) => `${each} is never billed`),
    ...billed.filter((each) => !due.includes(each)).map((each) => `${each} is billed, and was not due`),
  ];
};

export const chargesOnce: Invariant = async (life, invoices) => {
  const on = new Map<string, string>();
  const wrong: string[] = [];
  for await (const { invoice, line } of linesOf(life, invoices)) {
    if (!line.chargeId) continue;
    if (on.has(line.chargeId)) wrong.push(`${line.chargeId} is on ${on.get(line.chargeId)} and on ${invoice.number}`);
    on.set(line.chargeId, invoice.number);
  }
  for (const customer of life.clerk.customers) {
    const { charges } = await life.world.store.customers.file(ACCOUNT, customer);
    for (const { chargeId, number } of charges) {
      if (number !== on.get(chargeId))
        wrong.push(`${chargeId} says ${number ?? 'no number'}, and is on ${on.get(chargeId) ?? 'no invoice'}`);
      on.delete(chargeId);
    }
  }
  return [...wrong, ...[...on].map(([charge, number]) => `${charge} is on ${number}, and is nowhere else`)];
};

function monthsBefore(month: string, back: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 - back, 1)).toISOString().slice(0, 7);
}
