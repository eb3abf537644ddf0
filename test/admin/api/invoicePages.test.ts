import { describe, expect, it } from 'vitest';
import { fresher, leavesGap, rowsOf, withInvoice, withPage } from '../../../admin/api/invoicePages.ts';

type Item = { readonly invoiceId: string; readonly revision: number; readonly note?: string };

const item = (invoiceId: string, revision = 1): Item => ({ invoiceId, revision });
const page = (ids: string, nextCursor: string | null = null) => ({ now: '', items: ids.split('').map((id) => item(id)), nextCursor });
/** Three pages: `abc`, `def` and `gh`. */
const list = () => ({ pages: [page('abc', '2'), page('def', '3'), page('gh')], pageParams: ['', '2', '3'] });
const ids = (data: { pages: { now: string; items: Item[]; nextCursor: string | null }[] }) =>
  rowsOf(data.pages)
    .map(({ invoiceId }) => invoiceId)
    .join('');

describe('a list of invoices that is read page by page', () => {
  it('shows an invoice once where pages overlap, in its latest state', () => {
    const twice = { pages: [page('abc', '2'), { ...page('cd'), items: [item('c', 5), item('d')] }], pageParams: ['', '2'] };
    expect(ids(twice)).toBe('abcd');
    expect(rowsOf(twice.pages)[2]?.revision).toBe(5);
  });

  it('does not take an answer that was overtaken for news', () => {
    const acted = withInvoice(list(), item('b', 3));
    expect(rowsOf(fresher(acted, list()).pages)[1]?.revision).toBe(3);
    expect(rowsOf(fresher(acted, withInvoice(list(), item('b', 4))).pages)[1]?.revision).toBe(4);
  });

  it('keeps what did not change as the very same object, so that its row is not drawn anew', () => {
    const before = list();
    const after = fresher(before, list());
    expect(after.pages[0]?.items[0]).toBe(before.pages[0]?.items[0]);
  });

  it('takes what may be done from the latest answer even where the invoice itself is as it was', () => {
    const after = fresher(list(), withInvoice<Item>(list(), { ...item('a'), note: 'the address was corrected' }));
    expect(rowsOf(after.pages)[0]).toMatchObject({ note: 'the address was corrected' });
  });

  it('lets go of an invoice that left the list when its page is read again', () => {
    expect(ids(withPage(list(), '2', page('dfg', '3x')))).toBe('abcdfgh');
  });

  it('ends where a page that is read again turns out to be the last', () => {
    expect(ids(withPage(list(), '2', page('d')))).toBe('abcd');
  });

  it('leaves the list alone when the page belongs to a reading that is over', () => {
    expect(ids(withPage(list(), 'old', page('x')))).toBe('abcdefgh');
  });
});

describe('a hole between two pages', () => {
  it.each([
    ['one left, and the page reaches into the next', page('abd', '2x'), false],
    ['nothing moved', page('abc', '2'), false],
    ['one came, and not all fit any more', page('xab', '2x'), true],
    ['so many came that nothing known is left', page('xyz', '2x'), true],
    ['it is the last page now', page('xy'), false],
  ])('%s', (_, read, expected) => {
    expect(leavesGap(list(), '', read)).toBe(expected);
  });

  it('cannot be after the last page', () => {
    expect(leavesGap(list(), '3', page('xyz', '4'))).toBe(false);
  });
});
