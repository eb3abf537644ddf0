import type { Invoice, Line } from '../../shared/domain/invoice.ts';
import { BillingOracle, periodsBetween } from '../support/billingOracle.ts';
import type { Invariant } from './invariants.ts';
import type { Life } from './life.ts';
import { ACCOUNT } from './office.ts';

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

/**
 * Every line of a customer's, in the order of the months, is what the oracle makes of what that plan read: each service and period comes to
 * what was due at its fixed price, as the last run to look knew it.
 */
export const billedAsDue: Invariant = async ({ world, clerk }, invoices) => {
  const { runs, invoices: store } = world.store;
  const numbers = await runs.numbers(ACCOUNT);
  const made = Object.entries(numbers?.months ?? {}).filter(([, { skipped }]) => !skipped);
  const wrong: string[] = [];
  for (const customer of clerk.customers) {
    const oracle = new BillingOracle();
    for (const [month, { plan: first }] of made.sort()) {
      const invoice = invoices.find((each) => each.month === month && each.customerId === customer);
      const plan = invoice?.plan ?? first;
      const file = world.read.get(plan)?.get(customer);
      const { terms } = await runs.head(ACCOUNT, plan);
      if (!file || (!invoice && file.customer.removed)) continue;
      const said = oracle.enter(file, {
        runMonth: terms.runMonth,
        periods: periodsBetween(terms.from, terms.period),
        registered: terms.registeredForTax,
        taxRate: terms.taxRate,
        number: invoice?.number ?? '',
        ...(plan === first ? {} : { repair: { confirmed: BigInt(invoice?.total ?? 0) } }),
      });
      const lines = invoice ? (await store.lines(invoice)).map(told) : [];
      const due = said.outcome === 'invoice' ? said.lines.map(({ what, amount, adjusts }) => `${what} ${amount} ${adjusts ?? ''}`) : [];
      if (lines.sort().join() !== due.sort().join())
        wrong.push(`${month} ${customer} bills ${lines.join(', ') || 'nothing'}; due was ${due.join(', ') || 'nothing'}`);
    }
  }
  return wrong;
};

const told = ({ service, chargeId, amount, adjusts }: Line): string =>
  `${service ? `service ${service.serviceId} ${service.period}` : `charge ${chargeId}`} ${amount} ${adjusts?.number ?? ''}`;

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
