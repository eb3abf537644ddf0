import { describe, expect, it } from 'vitest';
import { lookedUp } from '../../../../shared/domain/xero/matching.ts';
import type { Found } from '../../../../shared/domain/xero/ports.ts';
import { aLine, anInvoice, money } from '../../../support/builders.ts';

describe('a credit note that we sent', () => {
  it.each(['0.00', '0.01', '-0.01', '5.00'])('is known by its lines, whose amounts are turned there: one of %s among them', (amount) => {
    const credit = aLine({ description: 'Credit', amount: money('-100') });
    const other = aLine({ description: 'Other', amount: money(amount) });
    const invoice = anInvoice({ kind: 'creditNote', total: money('-110') });
    const turned = money(String(-Number(amount)));
    const lines = [
      { description: 'Credit', amount: money('100') },
      { description: 'Other', amount: turned },
    ];
    const found: Found = {
      ...{ kind: 'creditNote', id: 'x-1', number: invoice.number, contactId: 'c-1', date: invoice.date, total: money('110') },
      ...{ status: 'DRAFT', lines },
    };
    expect(lookedUp({ invoice, contactId: 'c-1', lines: [credit, other] }, [found]).state).toBe('ours');
    const another = { ...found, lines: [lines[0] ?? expect.fail('It has lines'), { description: 'Other', amount: money('7') }] };
    expect(lookedUp({ invoice, contactId: 'c-1', lines: [credit, other] }, [another]).state).toBe('refused');
  });
});
