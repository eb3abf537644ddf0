import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTemplate, DEFAULT_BODY, DEFAULT_SUBJECT, fill, VARIABLES, type Values, valuesOf } from '../../../shared/domain/templates.ts';
import { aMonth } from '../../support/builders.ts';
import { aDocument, aLineOf } from '../../support/csvInvoices.ts';

const DECEMBER = aMonth('2026-12');
const VALUES: Values = valuesOf(aDocument({ buyer: { name: 'Harbour Bakery', address: [], reference: 'PO 77' } }), DECEMBER);
const CREDIT = aDocument({ lines: [aLineOf('Back', '1', '-50')] });
const NOTHING = aDocument({ lines: [aLineOf('Fibre', '1', '5'), aLineOf('Credit', '1', '-5')] });

describe('a template', () => {
  it('says what the invoice says', () => {
    expect(fill('{{customer}}|{{number}}|{{title}}|{{month}}|{{date}}|{{dueDate}}|{{total}}|{{reference}}|{{company}}', VALUES)).toBe(
      'Harbour Bakery|AAP-00001|Tax Invoice|December 2026|1 December 2026|15 December 2026|$110.00|PO 77|Acacia Access Partners Pty Ltd',
    );
  });

  it('minds neither case nor space', () => expect(fill('{{ Customer }}, {{DUEDATE}}', VALUES)).toBe('Harbour Bakery, 15 December 2026'));

  it('names what it does not know, each once, and braces without their other half', () => {
    expect(checkTemplate('{{customer}} {{custmer}} {{custmer}} {{}} {{number')).toEqual(['{{custmer}}', '{{}}', '{{']);
    expect(checkTemplate('total}} {total}')).toEqual(['}}']);
  });

  it('never reads a value as a template', () => {
    expect(fill('{{customer}}', { ...VALUES, customer: '{{total}} $& $1' })).toBe('{{total}} $& $1');
  });

  it('that is sound has no braces left when it is filled', () => {
    const known = fc.constantFrom(...Object.keys(VARIABLES).map((name) => `{{${name}}}`));
    fc.assert(
      fc.property(fc.array(fc.oneof(known, fc.string())), (parts) => {
        const template = parts.join('');
        fc.pre(checkTemplate(template).length === 0);
        expect(fill(template, VALUES)).not.toMatch(/\{\{|\}\}/);
      }),
    );
  });
});

describe('the template of an account that wrote none', () => {
  it('is sound', () => expect([...checkTemplate(DEFAULT_SUBJECT), ...checkTemplate(DEFAULT_BODY)]).toEqual([]));

  it('asks for the payment of an invoice', () => {
    expect(fill(DEFAULT_SUBJECT, VALUES)).toBe('Tax Invoice AAP-00001 from Acacia Access Partners Pty Ltd');
    expect(fill(DEFAULT_BODY, VALUES)).toContain('Please pay $110.00 by 15 December 2026.');
  });

  it('asks nothing for a credit note', () => {
    const text = fill(DEFAULT_BODY, valuesOf(CREDIT, DECEMBER));
    expect(text).toContain('Please find attached Adjustment Note AAP-00001 for December 2026.');
    expect(text).toContain('$55.00 is credited to you: there is nothing to pay.');
    expect(text).not.toContain('Please pay');
  });

  it('says when there is nothing to pay', () => {
    expect(fill(DEFAULT_BODY, valuesOf(NOTHING, DECEMBER))).toContain('There is nothing to pay.');
  });
});
