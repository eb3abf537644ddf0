import { describe, expect, it, test } from 'vitest';
import type { Line } from '../../../../shared/domain/invoice.ts';
import { uploadDocument } from '../../../../shared/domain/xero/document.ts';
import { type LookedUp, lookedUp } from '../../../../shared/domain/xero/matching.ts';
import type { Found } from '../../../../shared/domain/xero/ports.ts';
import { aDay, aLine, anAccount, anInvoice, dec, money } from '../../../support/builders.ts';

const LINES = [
  aLine(),
  aLine({ description: 'Set-up', unitPrice: dec('0'), amount: money('0'), tax: money('0') }),
] as const satisfies readonly Line[];
const INVOICE = anInvoice({ lineCount: 2 });
const TO = { contactId: 'c-1', appUrl: 'https://billing.example/' };

/** What Xero holds once it took the document: its lines as amounts, its total without a sign. */
function foundOf(invoice = INVOICE, lines: readonly Line[] = LINES, over: Partial<Found> = {}): Found {
  const {
    kind,
    number,
    contactId,
    date,
    url,
    lines: sent,
  } = uploadDocument(
    invoice,
    lines.map((line) => ({ line, coding: { accountCode: '200', taxType: 'OUTPUT' } })),
    anAccount(),
    TO,
  );
  const amounts = lines.map(({ amount }) => money(((kind === 'creditNote' ? -amount : amount) / 100 || 0).toFixed(2)));
  return {
    ...{ kind, id: 'x-1', number, contactId, date, ...(url ? { url } : {}), status: 'DRAFT' },
    total: money((Math.abs(invoice.total) / 100).toFixed(2)),
    lines: sent.map(({ description }, index) => ({ description, amount: amounts[index] ?? money('0') })),
    ...over,
  };
}

const withoutUrl = ({ url: _, ...found }: Found): Found => found;
const look = (found: readonly Found[], contactId = 'c-1') => lookedUp({ invoice: INVOICE, contactId, lines: LINES }, found);
const wordsOf = (looked: LookedUp) => (looked.state === 'refused' ? looked.words : looked.state);

describe('an invoice that is looked up by its number', () => {
  it('is ours when contact, date, total and our link are the same and it stands, whatever became of it since', () => {
    for (const status of ['DRAFT', 'SUBMITTED', 'AUTHORISED', 'PAID'] as const) {
      const found = foundOf(INVOICE, LINES, { status });
      expect(look([found])).toEqual({ state: 'ours', found });
    }
  });

  it('is ours though the app stood at another host then, and whatever a person did to its lines', () => {
    const found = foundOf(INVOICE, LINES, { url: 'https://old.example/invoices/2026-07_bakery', lines: [] });
    expect(look([found]).state).toBe('ours');
  });

  it('is ours under its number in other letters: for Xero that is one number', () => {
    expect(look([foundOf(INVOICE, LINES, { number: 'aap-00001' })]).state).toBe('ours');
    expect(wordsOf(look([foundOf(INVOICE, LINES, { number: 'aap-00001', total: money('1') })]))).toContain('holds another document');
  });

  it('is not there when nothing is, or only another number, or a credit note of its number', () => {
    expect(look([])).toEqual({ state: 'none' });
    expect(look([foundOf(INVOICE, LINES, { number: 'AAP-00010' })])).toEqual({ state: 'none' });
    expect(look([foundOf(INVOICE, LINES, { kind: 'creditNote' })])).toEqual({ state: 'none' });
  });

  test.each<[string, Partial<Found>, string]>([
    ['contact', { contactId: 'c-2' }, 'it is for another contact'],
    ['date', { date: aDay('2026-07-02') }, 'it is dated 2026-07-02'],
    ['total', { total: money('1234.51') }, 'its total is 1,234.51, ours 110.00'],
    ['total, by a cent', { total: money('109.99') }, 'its total is 109.99, ours 110.00'],
    ['link', { url: 'https://billing.example/invoices/2026-07_other' }, 'it was not uploaded by us'],
  ])('is refused when its %s alone is another, and told so', (_, over, words) => {
    const looked = look([foundOf(INVOICE, LINES, over)]);
    expect(wordsOf(looked)).toBe(`Xero holds another document under AAP-00001: ${words}`);
    expect(looked).toHaveProperty('advice', expect.stringContaining('Look at it in Xero'));
  });

  it('is refused when a person typed it there or imported it from the CSV, though all it says is the same', () => {
    expect(wordsOf(look([withoutUrl(foundOf())]))).toBe('Xero holds another document under AAP-00001: it was not uploaded by us');
  });

  it('is told of every difference at once', () => {
    const found = withoutUrl(foundOf(INVOICE, LINES, { contactId: 'c-2', date: aDay('2026-06-30'), total: money('50') }));
    expect(wordsOf(look([found]))).toBe(
      'Xero holds another document under AAP-00001: it is for another contact, it is dated 2026-06-30, its total is 50.00, ours 110.00, it was not uploaded by us',
    );
  });

  it('matches nobody while we do not know to which contact it went', () => {
    expect(wordsOf(look([foundOf()], ''))).toContain('it is for another contact');
  });

  test.each(['VOIDED', 'DELETED'] as const)('is refused when it was %s there: its number stays taken', (status) => {
    const looked = look([foundOf(INVOICE, LINES, { status })]);
    expect(wordsOf(looked)).toBe(`Xero holds AAP-00001, but it was ${status.toLowerCase()} there`);
    expect(looked).toHaveProperty('advice', expect.stringContaining('by hand under another number'));
  });

  it('is found among several of its number: ours that stands counts, wherever it is', () => {
    const ours = foundOf(INVOICE, LINES, { id: 'x-3' });
    const others = [foundOf(INVOICE, LINES, { id: 'x-1', status: 'VOIDED' }), withoutUrl(foundOf(INVOICE, LINES, { id: 'x-2' }))];
    expect(look([...others, ours])).toEqual({ state: 'ours', found: ours });
    expect(wordsOf(look(others))).toContain('it was not uploaded by us');
  });
});

describe('a credit note, for which Xero keeps no link', () => {
  const lines = [
    aLine({ description: '  Fibre 100/40,\n19–31 July 2026 ', unitPrice: dec('-150'), amount: money('-150'), tax: money('-15') }),
    aLine({ description: 'Set-up', unitPrice: dec('50'), amount: money('50'), tax: money('5') }),
    aLine({ description: 'Nothing', unitPrice: dec('0'), amount: money('0'), tax: money('0') }),
  ];
  const credit = anInvoice({ kind: 'creditNote', dueDate: undefined, total: money('-110'), lineCount: 3 });
  const lookCredit = (found: Found) => lookedUp({ invoice: credit, contactId: 'c-1', lines }, [found]);
  const found = foundOf(credit, lines);

  it('is known by all its lines, its total by its other sign', () => {
    expect(lookCredit(found)).toEqual({ state: 'ours', found });
    expect(found.total).toBe(money('110'));
  });

  test.each<[string, (lines: Found['lines']) => Found['lines']]>([
    ['lacks one', (all) => all.slice(1)],
    ['has one more', (all) => [...all, { description: 'Goodwill', amount: money('0') }]],
    ['has them in another order', (all) => all.toReversed()],
    ['says something else in one', (all) => all.map((line, index) => (index === 1 ? { ...line, description: 'Set up' } : line))],
    [
      'has another amount in two that even out',
      (all) => all.map((line, index) => ({ ...line, amount: money(['150', '-49', '-1'][index] ?? '0') })),
    ],
    ['has none', () => []],
  ])('is refused when it %s', (_, change) => {
    const looked = lookCredit({ ...found, lines: change(found.lines) });
    expect(wordsOf(looked)).toBe('Xero holds another document under AAP-00001: it was not uploaded by us');
  });

  it('is refused when its total is another, which is told with our sign', () => {
    expect(wordsOf(lookCredit({ ...found, total: money('120') }))).toContain('its total is -120.00, ours -110.00');
  });
});
