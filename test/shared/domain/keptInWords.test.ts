import { describe, expect, it } from 'vitest';
import { birthOf, repairedAt } from '../../../shared/domain/birth.ts';
import type { Invoice } from '../../../shared/domain/invoice.ts';
import { noted } from '../../../shared/domain/invoiceLife.ts';
import { aCustomer, anAccount, anInstant, anInvoice } from '../../support/builders.ts';

const NOW = anInstant('2026-07-01T00:00:00Z');

describe('nobody is left out of an email in silence', () => {
  const account = { ...anAccount(), sending: { ...anAccount().sending, autoInvoice: true, bcc: ['us@acacia.example'] } };
  const flags = {
    'b@bakery.example': { reason: 'bounced', words: '550 5.1.1 user unknown', at: NOW, invoice: '2026-06_bakery' },
  } as const;
  const customer = aCustomer({ to: ['a@bakery.example', 'b@bakery.example'], flags });

  it('the history of an invoice that is born queued names a flagged address, and why', () => {
    const birth = birthOf(customer, account, NOW);
    expect(birth.recipients.to).toEqual(['a@bakery.example']);
    expect(birth.history[0]?.words).toMatch(/left out: .*b@bakery.example.*550 5.1.1 user unknown/);
  });

  it('so does that of a repaired one', () => {
    const planned: Invoice = { ...anInvoice({ plan: 'repair' }), ...birthOf(customer, account, NOW) };
    const repaired = repairedAt(anInvoice({ status: 'parked', parked: 'absurd' }), planned, NOW, 240);
    expect(repaired.history.map(({ words }) => words).join()).toMatch(/left out: .*b@bakery.example/);
  });

  it('names those beyond the limit of 50 as well', () => {
    const many = aCustomer({ to: Array.from({ length: 50 }, (_, index) => `p${index}@bakery.example`) });
    expect(birthOf(many, account, NOW).history[0]?.words).toMatch(/left out: us@acacia.example, an email has at most 50 recipients/);
  });
});

it('a hundred entries that each name fifty long addresses stay far below what one item may hold', () => {
  const address = `${'x'.repeat(60)}@${'y'.repeat(60)}.${'z'.repeat(60)}.example`;
  let invoice = anInvoice({ status: 'sent' });
  for (let index = 0; index < 120; index += 1) {
    invoice = noted(invoice, { at: NOW, words: Array.from({ length: 50 }, () => address).join(', '), key: String(index) });
  }
  expect(invoice.history).toHaveLength(100);
  expect(JSON.stringify(invoice).length).toBeLessThan(200_000);
  expect(invoice.history.at(-1)?.words.endsWith('…')).toBe(true);
});
