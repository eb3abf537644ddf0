import { describe, expect, it } from 'vitest';
import type { Invoice } from '../../../shared/domain/invoice.ts';
import { claimed, queued, transition } from '../../../shared/domain/invoiceLife.ts';
import { instant, later } from '../../../shared/domain/month.ts';
import { type RestoringPorts, settleSending } from '../../../shared/domain/restoring.ts';
import { aMonth } from '../../support/builders.ts';
import { MonthlyReseller } from '../../support/monthlyReseller.ts';

const JANUARY = aMonth('2026-01');
const TO = { to: ['a@customer.example'], cc: [], bcc: [] };

/** January of customers a and b, queued; the store was taken back to an hour later, and it is noon of the 2nd. */
async function takenBack() {
  const reseller = await new MonthlyReseller().setUp();
  for (const customer of ['a', 'b']) await reseller.customer(customer);
  await reseller.make(JANUARY);
  const since = later(instant(reseller.firstOf(JANUARY)), 3_600_000);
  const now = new Date('2026-01-02T12:00:00Z');
  const change = async (customer: string, to: (invoice: Invoice) => Invoice) =>
    void (await reseller.store.invoices.save(to(await reseller.read(JANUARY, customer))));
  const settled = (over: Partial<RestoringPorts> = {}) =>
    settleSending(since, { ...reseller.ports, files: { exists: async () => true }, ...over }, now);
  return { reseller, since, now, change, settled };
}

describe('an email that may have gone out after the point of the restore', () => {
  it('is unconfirmed when its PDF exists; each step of it says when it was', async () => {
    const { reseller, now, settled } = await takenBack();
    expect(await settled()).toEqual({ doubtful: ['AAP-00001 of aap, 2026-01', 'AAP-00002 of aap, 2026-01'], waiting: [] });
    const { status, history } = await reseller.read(JANUARY, 'a');
    expect(status).toBe('unconfirmed');
    expect(history.map(({ event, at }) => [event, at])).toEqual([
      ['born', instant(reseller.firstOf(JANUARY))],
      ['claim', instant(now)],
      ['lose', instant(now)],
    ]);
  });

  it('waits to be sent when it has no PDF, unless it was being sent already', async () => {
    const { reseller, since, change, settled } = await takenBack();
    await change('b', (invoice) => claimed(invoice, { token: 'of the dead', at: since }));
    expect(await settled({ files: { exists: async () => false } })).toEqual({
      doubtful: ['AAP-00002 of aap, 2026-01'],
      waiting: ['AAP-00001 of aap, 2026-01'],
    });
    expect((await reseller.read(JANUARY, 'a')).status).toBe('queued');
  });

  it('is said to wait when a person asked for it after the restore, though its PDF exists', async () => {
    const { reseller, now, change, settled } = await takenBack();
    const news = { at: instant(now), words: 'Queued' };
    await change('a', (invoice) => queued(transition(invoice, 'cancel', { ...news, words: 'Cancelled' }), TO, 240, news));
    expect(await settled()).toEqual({ doubtful: ['AAP-00002 of aap, 2026-01'], waiting: ['AAP-00001 of aap, 2026-01'] });
    expect((await reseller.read(JANUARY, 'a')).status).toBe('queued');
  });

  it('stays cancelled when a person cancels it at that very moment, and the others are settled all the same', async () => {
    const { reseller, now, change, settled } = await takenBack();
    const files = {
      async exists() {
        if ((await reseller.read(JANUARY, 'a')).status === 'queued')
          await change('a', (invoice) => transition(invoice, 'cancel', { at: instant(now), words: 'Cancelled' }));
        return true;
      },
    };
    expect((await settled({ files })).doubtful).toEqual([expect.stringMatching(/^AAP-00002 /)]);
    expect((await reseller.read(JANUARY, 'a')).status).toBe('cancelled');
    expect((await reseller.read(JANUARY, 'b')).status).toBe('unconfirmed');
  });
});
