import { describe, expect, it } from 'vitest';
import type { Invoice } from '../../../shared/domain/invoice.ts';
import { STATUSES } from '../../../shared/domain/lifecycle.ts';
import { HEADERS_READ_LIMIT, isPrevious, type ListPage, newestFirst, pageOf } from '../../../shared/domain/lists.ts';
import { aMonth, anInstant, anInvoice, someNumbers } from '../../support/builders.ts';

describe('the two lists', () => {
  const firstSentAt = anInstant('2026-07-01T00:05:00Z');

  it.each(STATUSES)('an invoice that was never sent stands in the current list: %s', (status) => {
    expect(isPrevious(anInvoice({ status }))).toBe(false);
  });

  it.each(STATUSES)('one that was sent stands in Previous unless it is queued or sending: %s', (status) => {
    expect(isPrevious(anInvoice({ status, firstSentAt }))).toBe(status !== 'queued' && status !== 'sending');
  });
});

describe('a page of a list', () => {
  let read = 0;
  /** The store gives `together` at a time, and says where it would go on. */
  async function* headers(count: number, together = 100): AsyncIterable<ListPage> {
    read = 0;
    for (let newest = count; newest > 0; newest -= together) {
      const items = Array.from({ length: Math.min(together, newest) }, (_, index) => anInvoice({ sequence: newest - index }));
      read += items.length;
      yield { items, ...(newest > together ? { next: newest - together } : {}) };
    }
  }
  const all = () => true;
  const sequences = (items: readonly Invoice[]) => items.map(({ sequence }) => sequence);

  it('ends where its limit is reached, and says where to go on', async () => {
    const page = await pageOf(headers(5), all, 2);
    expect([sequences(page.items), page.next]).toEqual([[5, 4], 3]);
  });

  it('says nothing of a next page when there is none, even if it is just full', async () => {
    expect((await pageOf(headers(2), all, 2)).next).toBeUndefined();
    expect((await pageOf(headers(0), all, 2)).items).toEqual([]);
  });

  it('reads nothing more to learn whether there is more', async () => {
    expect((await pageOf(headers(500), all, 100)).next).toBe(400);
    expect(read).toBe(100);
  });

  it('never reads more than a bounded number of headers: it may end empty and go on', async () => {
    const page = await pageOf(headers(HEADERS_READ_LIMIT + 500), ({ sequence }) => sequence < 100, 10);
    expect(page).toEqual({ items: [], next: 500 });
    expect(read).toBe(HEADERS_READ_LIMIT);
  });

  it('of one customer goes on from where it is told, month by month', async () => {
    const [july, august] = [aMonth('2026-07'), aMonth('2026-08')];
    const planned = (first: number) => ({ plan: 'p', first, count: 5, period: july });
    const numbers = someNumbers({ next: 11, months: { [july]: planned(1), [august]: planned(6) } });
    const headers = [anInvoice({ month: august, sequence: 8 }), anInvoice({ month: july, sequence: 3 })];
    const invoices = {
      byNumber: () => Promise.reject(new Error('Nobody else’s are read')),
      findAll: async (_: string, wanted: readonly { month: string }[]) =>
        wanted.flatMap(({ month }) => headers.find((each) => each.month === month) ?? []),
    };
    const from = async (number?: number) =>
      sequences((await pageOf(newestFirst(invoices, numbers, { customerId: 'bakery', from: number }, 9), all, 9)).items);
    expect([await from(), await from(8), await from(7), await from(3), await from(2)]).toEqual([[8, 3], [8, 3], [3], [3], []]);
  });

  it('asks the store for as many as it wants at once, within reason, and never below the first number there is', async () => {
    const asked: unknown[] = [];
    const invoices = {
      byNumber: async (_: string, range: unknown) => {
        asked.push(range);
        return { items: [] };
      },
      findAll: async () => [],
    };
    const planned = { plan: 'p', first: 41, count: 1000, period: aMonth('2026-07') };
    const numbers = someNumbers({ next: 1041, months: { [aMonth('2026-07')]: planned } });
    for (const limit of [1, 300, 9999]) for await (const _ of newestFirst(invoices, numbers, {}, limit));
    expect(asked).toEqual([100, 300, 500].map((limit) => ({ from: 41, to: 1040, newestFirst: true, limit })));
  });
});
