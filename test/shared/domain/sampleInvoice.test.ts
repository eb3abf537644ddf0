import { describe, expect, it } from 'vitest';
import { arithmeticFault } from '../../../shared/domain/audit.ts';
import { sampleDocument, sampleMonth } from '../../../shared/domain/sampleInvoice.ts';
import { anAccount, anAccountBilling } from '../../support/builders.ts';

const NOW = new Date('2026-11-30T14:00:00Z');

describe('a sample invoice', () => {
  it('adds up, as every invoice must', () => {
    expect(arithmeticFault(sampleDocument(anAccount(), NOW))).toBeUndefined();
  });

  it('is dated today on the reseller’s own calendar, and due by its terms', () => {
    expect(sampleDocument(anAccount(), NOW)).toMatchObject({
      kind: 'invoice',
      number: 'AAP-00001',
      date: '2026-12-01',
      dueDate: '2026-12-15',
    });
    expect(sampleMonth(anAccount(), NOW)).toBe('2026-12');
  });

  it('has a line of a whole month, one of several, one prorated and a charge', () => {
    expect(sampleDocument(anAccount(), NOW).lines.map(({ description, amount }) => [description, amount])).toEqual([
      ['Fibre 100/40, 1–31 December 2026', 9900],
      ['Phone line, 1–31 December 2026', 9980],
      ['Wireless backup, 12–31 December 2026 (20 of 31 days, 1 × 45.00)', 2903],
      ['Installation on site', 18000],
    ]);
  });

  it('bills the month before in arrears, and no tax for a seller who is not registered', () => {
    const arrears = sampleDocument(anAccountBilling({ period: 'arrears' }), NOW);
    expect(arrears.lines[0]?.description).toBe('Fibre 100/40, 1–30 November 2026');
    const { company } = anAccount();
    expect(sampleDocument(anAccount({ company: { ...company, registeredForTax: false } }), NOW).tax).toBe(0);
  });
});
