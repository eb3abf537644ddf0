import { describe, expect, it } from 'vitest';
import type { Invoice } from '../../../shared/domain/invoice.ts';
import { STATUSES } from '../../../shared/domain/lifecycle.ts';
import { HEADERS_READ_LIMIT, isPrevious, pageOf } from '../../../shared/domain/lists.ts';
import { anInstant, anInvoice } from '../../support/builders.ts';

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
  async function* headers(count: number): AsyncIterable<Invoice> {
    read = 0;
    for (let sequence = count; sequence > 0; sequence -= 1) {
      read += 1;
      yield anInvoice({ sequence });
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

  it('never reads more than a bounded number of headers: it may end empty and go on', async () => {
    const page = await pageOf(headers(HEADERS_READ_LIMIT + 500), ({ sequence }) => sequence < 100, 10);
    expect(page).toEqual({ items: [], next: 500 });
    expect(read).toBe(HEADERS_READ_LIMIT + 1);
  });
});
