import { expect, it } from 'vitest';
import { type Invoice, invoiceIdOf } from '../../../../shared/domain/invoice.ts';
import type { Invoices } from '../../../../shared/domain/ports.ts';
import { aMonth, anInstant, anInvoice } from '../../../support/builders.ts';
import { anAccountId, collected, race } from './collected.ts';

const JULY = aMonth('2026-07');

export function invoicesContract(invoices: Invoices): void {
  const header = (accountId: string, over: Partial<Invoice> = {}) => anInvoice({ accountId, revision: 0, ...over });
  const month = async (accountId: string, count: number) => {
    for (let sequence = 1; sequence <= count; sequence += 1) {
      // By customer the order is the opposite of that by number.
      await invoices.create(header(accountId, { sequence, number: `N-${sequence}`, customerId: `c${String(1000 - sequence)}` }));
    }
  };

  it("does not show one reseller another's invoice", async () => {
    const [mine, theirs] = [anAccountId(), anAccountId()];
    await invoices.create(header(theirs));
    const nobody = { code: 'not-found', message: 'There is nothing here by that name' };
    await expect(invoices.get(mine, JULY, 'bakery')).rejects.toMatchObject(nobody);
    await expect(invoices.get(theirs, JULY, 'nobody')).rejects.toMatchObject(nobody);
    await expect(invoices.get(theirs, JULY, '../bakery#x')).rejects.toMatchObject(nobody);
    expect(await invoices.find(mine, JULY, 'bakery')).toBeUndefined();
    expect(await collected(invoices.ofMonth(mine, JULY))).toEqual([]);
    expect(await invoices.byNumber(mine, { newestFirst: true, limit: 10 })).toEqual({ items: [] });
  });

  it('gives a header back exactly as it was saved', async () => {
    const account = anAccountId();
    const at = anInstant('2026-07-01T00:00:00Z');
    const queued = header(account, {
      status: 'queued',
      attempt: 1,
      dueAt: at,
      queuedAt: at,
      history: [{ at, event: 'born', status: 'queued', attempt: 1, words: 'Được tạo “đúng”' }],
    });
    expect(await invoices.create(queued)).toBe(true);
    expect(await invoices.get(account, JULY, 'bakery')).toStrictEqual({ ...queued, revision: 1 });
    const { dueAt: _, ...rest } = queued;
    const sent = await invoices.save({ ...rest, revision: 1, status: 'sent', messageId: 'm-1' });
    expect(sent.revision).toBe(2);
    expect(await invoices.find(account, JULY, 'bakery')).toStrictEqual(sent);
  });

  it('makes one invoice a customer and month, whoever comes first', async () => {
    const account = anAccountId();
    const made = await Promise.all(['p1', 'p2', 'p3'].map((plan) => invoices.create(header(account, { plan }))));
    expect(made.filter(Boolean).length).toBe(1);
    expect(await invoices.create(header(account, { plan: 'p4' }))).toBe(false);
    expect(await invoices.create(header(account, { month: aMonth('2026-08') }))).toBe(true);
  });

  it('lets one of two changes win', async () => {
    const account = anAccountId();
    await invoices.create(header(account));
    const read = await invoices.get(account, JULY, 'bakery');
    const change = (attempt: number) => () => invoices.save({ ...read, attempt });
    expect(await race([change(1), change(2), change(3)])).toEqual({ won: 1, refused: ['stale', 'stale'] });
  });

  it('lists by number, newest or oldest first, and says where to go on', async () => {
    const account = anAccountId();
    await month(account, 7);
    const walk = async (newestFirst: boolean) => {
      const pages: number[][] = [];
      let next: number | undefined = newestFirst ? 7 : 1;
      while (next !== undefined) {
        const page = await invoices.byNumber(account, { ...(newestFirst ? { to: next } : { from: next }), newestFirst, limit: 3 });
        pages.push(page.items.map(({ sequence }) => sequence));
        next = page.next;
      }
      return pages.filter(({ length }) => length > 0);
    };
    expect(await walk(true)).toEqual([[7, 6, 5], [4, 3, 2], [1]]);
    expect(await walk(false)).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
    const some = await invoices.byNumber(account, { from: 3, to: 5, newestFirst: false, limit: 10 });
    expect(some.items.map(({ sequence }) => sequence)).toEqual([3, 4, 5]);
    expect(some.next).toBeUndefined();
    expect(await invoices.byNumber(account, { from: 6, to: 5, newestFirst: false, limit: 10 })).toEqual({ items: [] });
  });

  it('lists more than a hundred at once', async () => {
    const account = anAccountId();
    await month(account, 120);
    const { items } = await invoices.byNumber(account, { newestFirst: true, limit: 500 });
    expect(items.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 120 }, (_, index) => 120 - index));
  });

  it('finds many by month and customer at once, in the order they are named, and leaves out what is not there', async () => {
    const [account, another] = [anAccountId(), anAccountId()];
    await month(account, 110);
    await invoices.create(header(another, { customerId: 'theirs' }));
    const wanted = ['c890', 'theirs', 'c999', 'nobody', 'c950', '../x'].map((customer) => ({ month: JULY, customer }));
    const found = await invoices.findAll(account, wanted);
    expect(found.map(({ customerId }) => customerId)).toEqual(['c890', 'c999', 'c950']);
    expect(found[1]).toStrictEqual(await invoices.get(account, JULY, 'c999'));
    const all = Array.from({ length: 110 }, (_, index) => ({ month: JULY, customer: `c${890 + index}` }));
    expect(await invoices.findAll(account, all)).toHaveLength(110);
  });

  it('reads a month by customer, and that month alone', async () => {
    const account = anAccountId();
    await month(account, 3);
    await invoices.create(header(account, { month: aMonth('2026-08'), sequence: 4 }));
    const all = await collected(invoices.ofMonth(account, JULY));
    expect(all.map(invoiceIdOf)).toEqual(['2026-07_c997', '2026-07_c998', '2026-07_c999']);
  });

  it('those on their way into Xero are found by number, for as long as they are, and nobody else’s', async () => {
    const [account, another] = [anAccountId(), anAccountId()];
    const at = anInstant('2026-08-01T00:00:00Z');
    const xero = { state: 'waiting', at, attempt: 1, organisationId: 'o', tries: 0 } as const;
    const states = {
      c9: xero,
      c8: { ...xero, state: 'sending', claim: 'worker', contactId: 'c' },
      c7: { ...xero, state: 'unknown' },
      c6: { ...xero, state: 'uploaded', pdf: { state: 'waiting' } },
      c5: { ...xero, state: 'uploaded', pdf: { state: 'attached' } },
      c4: { ...xero, state: 'uploaded' },
      c3: { ...xero, state: 'failed', words: 'no' },
      c2: undefined,
    } as const;
    for (const [index, [customerId, state]] of Object.entries(states).entries()) {
      await invoices.create(header(account, { customerId, sequence: index + 1, ...(state ? { xero: state } : {}) }));
    }
    const found = await invoices.forXero(account, 100);
    expect(found.map(({ customerId, sequence }) => [customerId, sequence])).toEqual([
      ['c9', 1],
      ['c8', 2],
      ['c7', 3],
    ]);
    const pdfs = await invoices.pdfsForXero(account, 100);
    expect(pdfs.map(({ customerId }) => customerId)).toEqual(['c6']);
    expect(await invoices.countForXero(account)).toBe(4);
    expect(await invoices.forXero(account, 2)).toHaveLength(2);
    expect([await invoices.forXero(another, 100), await invoices.countForXero(another), await invoices.forXero('../x', 1)]).toEqual([
      [],
      0,
      [],
    ]);
    expect([await invoices.pdfsForXero(another, 100), await invoices.pdfsForXero('../x', 1)]).toEqual([[], []]);
    const [first] = found;
    if (first) await invoices.save({ ...first, xero: { ...xero, state: 'uploaded' } });
    expect([await invoices.countForXero(account), (await invoices.forXero(account, 1))[0]?.customerId]).toEqual([3, 'c8']);
    const [pdf] = pdfs;
    if (pdf) await invoices.save({ ...pdf, xero: { ...xero, state: 'uploaded', pdf: { state: 'attached' } } });
    expect([await invoices.countForXero(account), await invoices.pdfsForXero(account, 1)]).toEqual([2, []]);
  });

  it('one that waits for Xero is found however many PDFs of older numbers wait; and a PDF of its own once it is there', async () => {
    const account = anAccountId();
    const at = anInstant('2026-08-01T00:00:00Z');
    const waiting = { state: 'waiting', at, attempt: 1, organisationId: 'o', tries: 0 } as const;
    const there = { ...waiting, state: 'uploaded', pdf: { state: 'waiting' } } as const;
    for (let sequence = 1; sequence <= 5; sequence += 1)
      await invoices.create(header(account, { customerId: `c${sequence}`, sequence, xero: sequence === 5 ? waiting : there }));
    const [one, ...more] = await invoices.forXero(account, 1);
    expect([one?.sequence, more, await invoices.countForXero(account)]).toEqual([5, [], 5]);
    if (one) await invoices.save({ ...one, xero: there });
    expect(await invoices.forXero(account, 1)).toEqual([]);
    expect((await invoices.pdfsForXero(account, 10)).map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
  });
}
