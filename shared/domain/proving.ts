import { arithmeticFault } from './audit.ts';
import type { Invoice, Line } from './invoice.ts';
import type { Month } from './month.ts';
import { type Numbers, type PlannedMonth, plannedMonths } from './numbering.ts';
import { inParallel } from './parallel.ts';
import type { PlanEntry, PlanHead, Run } from './plan.ts';
import { counter } from './planning.ts';
import type { Customers, Invoices, Runs } from './ports.ts';

export type ProvingPorts = {
  readonly customers: Pick<Customers, 'getCharge'>;
  readonly invoices: Pick<Invoices, 'ofMonth' | 'lines'>;
  readonly runs: Pick<Runs, 'numbers' | 'head' | 'allEntries' | 'find'>;
};

/** What one month's run took, and all that is wrong with what stands of it, each fault by its number and name. */
export type Proof = PlannedMonth & { readonly month: Month; readonly faults: readonly string[]; readonly numbers: readonly string[] };

/** Invoices looked at together. */
const WIDTH = 16;

/**
 * Holds every month of an account against its own plan, oldest first: whether what was planned was made, whole, once and to the cent. It
 * reads all there is and changes nothing. For after a restore, or a doubt.
 */
export async function* proveMonths(account: string, ports: ProvingPorts): AsyncIterable<Proof> {
  const numbers = await ports.runs.numbers(account);
  if (!numbers) return;
  let next = numbers.months[plannedMonths(numbers)[0] ?? ('' as Month)]?.first ?? numbers.next;
  for (const month of plannedMonths(numbers)) {
    const planned = numbers.months[month];
    if (!planned) continue;
    const series = planned.first === next ? [] : [`it begins at ${planned.first}, and the month before it ended at ${next - 1}`];
    next = planned.first + planned.count;
    const ends =
      month === plannedMonths(numbers).at(-1) && next !== numbers.next ? [`the next number is ${numbers.next}, not ${next}`] : [];
    const found = planned.skipped ? { faults: [], numbers: [] } : await proveMonth(account, month, planned, numbers, ports);
    yield { ...planned, month, numbers: found.numbers, faults: [...series, ...ends, ...found.faults] };
  }
}

type Found = { readonly faults: readonly string[]; readonly numbers: readonly string[] };

async function proveMonth(account: string, month: Month, planned: PlannedMonth, numbers: Numbers, ports: ProvingPorts): Promise<Found> {
  const head = await ports.runs.head(account, planned.plan).catch(() => undefined);
  if (!head) return { faults: [`the plan that holds it (${planned.plan}) is gone`], numbers: [] };
  const headers = new Map<string, Invoice>();
  for await (const invoice of ports.invoices.ofMonth(account, month)) headers.set(invoice.customerId, invoice);
  const counted = counter();
  const made: Exclude<PlanEntry, { outcome: 'skipped' }>[] = [];
  const faults: string[] = [];
  try {
    for await (const entry of ports.runs.allEntries(head)) {
      counted.add(entry);
      if (entry.outcome !== 'skipped') made.push(entry);
    }
  } catch (error) {
    faults.push(`its plan cannot be read to the end: ${error instanceof Error ? error.message : String(error)}`);
  }
  faults.push(
    ...faultsOfNumbers(made, planned),
    ...faultsOfRun(await ports.runs.find(account, month), head, counted.totals(), month, numbers),
  );
  await inParallel(made, WIDTH, async (entry) => void faults.push(...(await faultsOfEntry(entry, headers.get(entry.customerId), ports))));
  const known = new Set(made.map(({ customerId }) => customerId));
  for (const { number, customerId } of headers.values())
    if (!known.has(customerId)) faults.push(`${number} (${customerId}) stands there, and was never planned`);
  return { faults, numbers: made.map(({ invoice }) => invoice.number) };
}

function faultsOfNumbers(made: readonly Exclude<PlanEntry, { outcome: 'skipped' }>[], { first, count }: PlannedMonth): string[] {
  const given = new Map<number, number>();
  for (const { invoice } of made) given.set(invoice.sequence, (given.get(invoice.sequence) ?? 0) + 1);
  const wanted = Array.from({ length: count }, (_, index) => first + index);
  const missing = wanted.filter((each) => !given.has(each)).map((each) => `number ${each} is in no entry of its plan`);
  const twice = [...given].filter(([, times]) => times > 1).map(([each]) => `number ${each} was given twice`);
  const beyond = [...given.keys()]
    .filter((each) => each < first || each >= first + count)
    .map((each) => `number ${each} is not one that it took`);
  return [...missing, ...twice, ...beyond];
}

function faultsOfRun(run: Run | undefined, head: PlanHead, added: Run['totals'], month: Month, { openMonth }: Numbers): string[] {
  const faults: string[] = [];
  const text = ({ count, parked, subtotal, tax, total }: Run['totals']) =>
    `${count} invoices, ${parked} parked, ${subtotal} + ${tax} = ${total} cents`;
  if (text(added) !== text(head.totals)) faults.push(`its entries come to ${text(added)}, its plan says ${text(head.totals)}`);
  if (openMonth === month) faults.push('it is still being made: its run is open');
  if (!run) faults.push('there is no record of its run');
  else if (run.plan !== head.plan) faults.push(`its run is of another plan (${run.plan})`);
  else if (text(run.totals) !== text(head.totals)) faults.push(`its run says ${text(run.totals)}, its plan ${text(head.totals)}`);
  else if (run.state === 'closed' && run.fault) faults.push(`its own check found: ${run.fault}`);
  return faults;
}

async function faultsOfEntry(
  { outcome, invoice }: Exclude<PlanEntry, { outcome: 'skipped' }>,
  header: Invoice | undefined,
  ports: ProvingPorts,
): Promise<string[]> {
  const who = `${invoice.number} of ${invoice.buyer.name} (${invoice.customerId})`;
  if (!header) return [`${who} is planned, and not made`];
  if (header.number !== invoice.number || header.sequence !== invoice.sequence) return [`${who} stands there as ${header.number}`];
  if (header.status === 'parked') return outcome === 'parked' ? [] : [`${who} needs attention, and was planned whole`];
  // What was parked and is no more bears the plan of its repair.
  if (outcome === 'invoice' && header.plan !== invoice.plan) return [`${who} bears what another plan says (${header.plan})`];
  if (outcome === 'invoice' && header.total !== invoice.total)
    return [`${who} comes to ${header.total} cents, its plan says ${invoice.total}`];
  const lines = await ports.invoices.lines(header).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
  if (typeof lines === 'string') return [`${who} has lost lines: ${lines}`];
  const fault = arithmeticFault({ ...header, lines });
  return [...(fault ? [`${who}: ${fault}`] : []), ...(await faultsOfCharges(header, lines, who, ports))];
}

async function faultsOfCharges(header: Invoice, lines: readonly Line[], who: string, { customers }: ProvingPorts): Promise<string[]> {
  const faults: string[] = [];
  for (const { chargeId } of lines) {
    if (chargeId === undefined) continue;
    const charge = await customers.getCharge(header.accountId, header.customerId, chargeId).catch(() => undefined);
    if (charge?.number !== header.number)
      faults.push(`${who} bills the charge ${chargeId}, which ${charge?.number ? `bears ${charge.number}` : 'does not say so'}`);
  }
  return faults;
}
