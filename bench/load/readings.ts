import type { HttpClerk } from '../../test/support/httpClerk.ts';
import { MONTH } from './story.ts';

const NEXT = '2027-01';
const HALF_SECOND = 500;

/** Seconds of what people look at when the month is made; each checked to be whole. */
export async function readings(clerk: HttpClerk, customers: number): Promise<Record<string, number>> {
  const told: Record<string, number> = {};
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    const answer = await work();
    told[name] = (performance.now() - began) / 1000;
    return answer;
  };
  await clerk.reads('months');
  const summary = await timed("the month's summary", () => clerk.reads(`months/${MONTH}/summary`));
  const delivered = summary.byStatus.find(({ status }: { status: string }) => status === 'delivered')?.count;
  if (summary.count !== customers || delivered !== customers)
    throw new Error(`Of ${customers}, ${delivered} of ${summary.count} were delivered`);
  const csv = await timed("the month's CSV", () => clerk.reads(`months/${MONTH}/csv`));
  const inFiles = csv.files.reduce((so: number, { invoices }: { invoices: number }) => so + invoices, 0);
  if (inFiles !== customers) throw new Error(`The CSV has ${inFiles} of ${customers} invoices`);
  await timed('a page of invoices', () => clerk.reads('invoices/previous?limit=100'));
  await timed('a page of customers', () => clerk.reads('customers?limit=100'));
  const first = await timed('a page of the preview', () => clerk.reads(`runs/${NEXT}/preview?limit=100`));
  await timed('the next page of the preview', () => clerk.reads(`runs/${NEXT}/preview?limit=100&cursor=${first.nextCursor}`));
  await timed('the readings of the run', () => clerk.reads(`runs/${MONTH}`));
  return told;
}

/** Below this a reading says more of the machine than of us. */
export const NOTICEABLE = HALF_SECOND / 1000;
