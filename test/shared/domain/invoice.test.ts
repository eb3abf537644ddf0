import { describe, expect, it } from 'vitest';
import { chargeStatus, isBilled } from '../../../shared/domain/customer.ts';
import { adjustedNumbers, invoiceIdOf, reasonOf } from '../../../shared/domain/invoice.ts';
import { aCharge, aCustomer, aLine, aMonth, anInstant, anInvoice } from '../../support/builders.ts';

const adjusting = (number: string) => aLine({ adjusts: { number, period: aMonth('2026-06') } });

describe('an invoice', () => {
  it('is named by its month and customer: one customer has one a month', () => {
    expect(invoiceIdOf(anInvoice())).toBe('2026-07_bakery');
  });
});

describe('a credit note', () => {
  it('names each invoice it adjusts once, in the order of its lines', () => {
    expect(adjustedNumbers([aLine(), adjusting('AAP-00009'), adjusting('AAP-00002'), adjusting('AAP-00009')])).toEqual([
      'AAP-00009',
      'AAP-00002',
    ]);
    expect(adjustedNumbers([aLine()])).toEqual([]);
  });

  it('says why it is given, whether or not it adjusts an invoice', () => {
    expect(reasonOf([adjusting('AAP-00009')])).toBe('Adjusts services that changed after they were billed');
    expect(reasonOf([aLine()])).toBe('Credits given exceed what is billed this month');
  });
});

describe('a charge', () => {
  it('is not yet invoiced, invoiced with its number, or disabled', () => {
    expect(chargeStatus(aCharge())).toBe('not yet invoiced');
    expect(chargeStatus(aCharge({ number: 'AAP-00001' }))).toBe('invoiced');
    expect(chargeStatus(aCharge({ enabled: false }))).toBe('disabled');
    expect(chargeStatus(aCharge({ enabled: false, number: 'AAP-00001' }))).toBe('invoiced');
  });
});

describe('a customer', () => {
  it('is billed while it is enabled and not removed', () => {
    expect(isBilled(aCustomer())).toBe(true);
    expect(isBilled(aCustomer({ enabled: false }))).toBe(false);
    expect(isBilled(aCustomer({ removed: anInstant('2026-07-01T00:00:00Z') }))).toBe(false);
  });
});
