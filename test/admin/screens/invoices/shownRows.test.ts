import { describe, expect, it } from 'vitest';
import type { Invoice } from '../../../../admin/api/types.ts';
import { customersOf, shownRows, sortOf, statusesOf } from '../../../../admin/screens/invoices/shownRows.ts';

const format = { money: (amount: string) => `$${amount.replace(/\B(?=(\d{3})+\.)/g, ',')}` };

type Told = { number: string; name: string; total: string; status?: Invoice['status']; statusText?: string; date?: string };
const invoice = ({ number, name, total, status = 'queued', statusText = 'Queued', date = '2026-12-01' }: Told) =>
  ({
    invoiceId: `2026-12_${number}`,
    number,
    customer: { customerId: name, name },
    totals: { currency: 'AUD', subtotal: total, tax: '0.00', total },
    status,
    statusText,
    date,
    xero: { stateText: 'Not in Xero' },
  }) as Invoice;

const ALL = [
  invoice({ number: 'AAP-00010', name: 'Örn & Co', total: '1234.50' }),
  invoice({ number: 'AAP-00009', name: 'banksia', total: '-20.00', status: 'bounced', statusText: 'Bounced' }),
  invoice({ number: 'AAP-100000', name: 'Acacia', total: '9.00' }),
];
const shown = (showing: Parameters<typeof shownRows>[1]) => shownRows(ALL, showing, format).map(({ number }) => number);

describe('the list as the clerk asked for it', () => {
  it.each([
    ['number', ['AAP-00009', 'AAP-00010', 'AAP-100000']],
    ['-number', ['AAP-100000', 'AAP-00010', 'AAP-00009']],
    ['customer', ['AAP-100000', 'AAP-00009', 'AAP-00010']],
    ['total', ['AAP-00009', 'AAP-100000', 'AAP-00010']],
    ['-total', ['AAP-00010', 'AAP-100000', 'AAP-00009']],
    ['status', ['AAP-00009', 'AAP-100000', 'AAP-00010']],
  ])('is in order of %s', (sort, expected) => expect(shown({ sort })).toEqual(expected));

  it.each([undefined, 'colour', '--total', ''])('stays in its own order for sort=%s', (sort) => {
    expect(sortOf(sort)).toBeUndefined();
    expect(shown(sort === undefined ? {} : { sort })).toEqual(['AAP-00010', 'AAP-00009', 'AAP-100000']);
  });

  it.each([
    ['00009', ['AAP-00009']],
    ['BANK', ['AAP-00009']],
    ['1234.5', ['AAP-00010']],
    ['$1,234.50', ['AAP-00010']],
    ['  aap   acacia ', ['AAP-100000']],
    ['acacia banksia', []],
  ])('finds “%s”', (q, expected) => expect(shown({ q })).toEqual(expected));

  it('keeps a status and a customer apart', () => {
    expect(shown({ status: 'bounced' })).toEqual(['AAP-00009']);
    expect(shown({ customer: 'Acacia' })).toEqual(['AAP-100000']);
    expect(shown({ customer: 'Acacia', status: 'bounced' })).toEqual([]);
  });

  it('does not put the list that it was given into another order', () => {
    shown({ sort: 'total' });
    expect(ALL[0]?.number).toBe('AAP-00010');
  });

  it('counts what there is to choose from', () => {
    expect(statusesOf(ALL)).toEqual([
      { value: 'bounced', words: 'Bounced', count: 1 },
      { value: 'queued', words: 'Queued', count: 2 },
    ]);
    expect(customersOf(ALL).map(({ label }) => label)).toEqual(['Acacia', 'banksia', 'Örn & Co']);
  });
});
