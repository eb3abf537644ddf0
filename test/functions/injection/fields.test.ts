import { describe, expect, it } from 'vitest';
import { listInvoices, handler as listInvoicesHandler } from '../../../functions/api/listInvoices.ts';
import { monthSummary, handler as monthSummaryHandler } from '../../../functions/api/monthSummary.ts';
import { saveLogo, handler as saveLogoHandler } from '../../../functions/api/saveLogo.ts';
import { inParallel } from '../../../shared/domain/parallel.ts';
import { call } from '../../support/call.ts';
import { asks, named } from '../../support/clerk.ts';
import { NO_ADDRESSES, ODD_ADDRESSES } from '../../support/corpus/addresses.ts';
import { FAR_MONTHS, forgedCursors, NO_AMOUNTS, NO_MONTHS, ODD_AMOUNTS } from '../../support/corpus/figures.ts';
import { IMAGES } from '../../support/corpus/images.ts';
import { shown, TEXTS } from '../../support/corpus.ts';
import { aroundAll, NOVEMBER, Reseller } from '../../support/reseller.ts';

/** What is written where something other than words is asked for. */
aroundAll({ services: true });
const WIDTH = 8;

it('the corpus has more than six hundred payloads', () => {
  const others = [NO_ADDRESSES, ODD_ADDRESSES, NO_AMOUNTS, ODD_AMOUNTS, NO_MONTHS, forgedCursors('a', 'b', 'c'), IMAGES];
  expect(TEXTS.length + others.flat().length).toBeGreaterThan(600);
});

describe('whatever somebody writes as an address', () => {
  it('is refused at its place where it is not one mailbox: it never becomes a second recipient, or a header', async () => {
    const { id } = await Reseller.setUp();
    await inParallel(NO_ADDRESSES, WIDTH, async (address) => {
      for (const field of ['to', 'cc']) {
        const body = { name: 'Bakery', to: ['good@customer.example'], [field]: ['other@customer.example', address] };
        const answer = await asks(id, 'createCustomer', { body });
        expect([answer.status, Object.keys(named(answer))], shown(address)).toEqual([400, [`${field}[1]`]]);
      }
    });
    expect((await asks(id, 'listCustomers', {})).body.items).toEqual([]);
  });

  it('is kept in the one spelling in which it is written to, however odd it looks', async () => {
    const { id } = await Reseller.setUp();
    for (const [given, kept] of ODD_ADDRESSES) {
      const { status, body } = await asks(id, 'createCustomer', { body: { name: 'Bakery', to: [given] } });
      expect([status, body.to], shown(given)).toEqual([201, [kept]]);
    }
  });
});

describe('whatever somebody writes as an amount', () => {
  it('is refused by its field where it is no decimal in digits', async () => {
    const own = await Reseller.setUp();
    await own.idle('a');
    const params = { customerId: 'a' };
    for (const wrong of NO_AMOUNTS) {
      for (const [field, more] of [
        ['unitPrice', { unitPrice: wrong }],
        ['quantity', { unitPrice: '10', quantity: wrong }],
        ['taxRate', { unitPrice: '10', taxRate: wrong }],
      ] as const) {
        // None of one's own: one piece, at the reseller's rate.
        if (field !== 'unitPrice' && wrong === null) continue;
        const answer = await asks(own.id, 'createCharge', { params, body: { description: 'x', ...more } });
        expect([answer.status, Object.keys(named(answer))], `${field} ${JSON.stringify(wrong)}`).toEqual([400, [field]]);
      }
    }
  });

  it('is answered as it was meant', async () => {
    const own = await Reseller.setUp();
    await own.idle('a');
    for (const [given, answered] of ODD_AMOUNTS) {
      const body = { description: 'x', unitPrice: given };
      const answer = await asks(own.id, 'createCharge', { params: { customerId: 'a' }, body });
      expect([answer.status, answer.body.unitPrice], given).toEqual([201, answered]);
    }
  });
});

describe('whatever somebody writes as', () => {
  it('a month is a month, or is refused by its name', async () => {
    const { id: account } = await Reseller.setUp();
    const read = (month: string) => call(monthSummaryHandler, monthSummary, { account, params: { month } });
    for (const month of NO_MONTHS) {
      const answer = await read(month);
      expect([answer.status, Object.keys(named(answer))], shown(month)).toEqual([400, ['month']]);
    }
    for (const month of FAR_MONTHS) expect([200, 400], month).toContain((await read(month)).status);
  });

  it('a cursor leads nowhere but on in one’s own list', async () => {
    const own = await Reseller.setUp();
    await own.idle('a');
    for (const cursor of forgedCursors(own.id, 'customers', 'CUSTOMER#a')) {
      const listed = await asks(own.id, 'listCustomers', { query: { cursor } });
      // A place in one's own list may be named that no page ended at.
      if (listed.status === 200) expect(listed.body.items.map(({ customerId }: { customerId: string }) => customerId)).toEqual(['a']);
      else expect([listed.status, Object.keys(named(listed))], shown(cursor)).toEqual([400, ['cursor']]);
      const other = await call(listInvoicesHandler, listInvoices, { account: own.id, query: { cursor, month: NOVEMBER } });
      expect([other.status, Object.keys(named(other))], shown(cursor)).toEqual([400, ['cursor']]);
    }
  });

  it('a logo is a picture that can be printed, or is refused and nothing is kept', async () => {
    const { id: account } = await Reseller.setUp();
    for (const [what, bytes, type] of IMAGES) {
      const headers = { 'content-type': type, 'if-match': '"1"' };
      const { status, body } = await call(saveLogoHandler, saveLogo, { account, bytes, headers });
      expect([400, 413, 415], `${what}: ${JSON.stringify(body)}`).toContain(status);
    }
  });
});
