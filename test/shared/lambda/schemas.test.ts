import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { checked } from '../../../shared/lambda/checking.ts';
import { day, decimal, email, id, invoiceId, limit, line, maybe, month, prose, quantity, rate } from '../../../shared/lambda/schemas.ts';

type Schema = Parameters<typeof checked>[0];
const read = (schema: Schema, value: unknown): unknown => checked(schema, value);
const refused = (schema: Schema, value: unknown) => expect(() => read(schema, value), JSON.stringify(value)).toThrow();

describe('text for people', () => {
  const name = line(20);

  it('is kept trimmed and composed, in any script, with joiners and emoji', () => {
    expect(read(name, '  Cafe\u0301 \u3000')).toBe('Café');
    for (const text of ['شركة النور', 'Ánh Dương', 'Łódź', 'می‌خواهم', '👩‍👩‍👧', '𝒜', "O'Neil & <b>", '=1+1', '-5', '@x', '+61'])
      expect(read(name, text)).toBe(text);
  });

  it.each([
    ['nothing', ''],
    ['space', ' \t\u00a0'],
    ['nothing that can be seen', '\u200b\u200d\u2060'],
    ['a second line', 'a\nb'],
    ['a header line smuggled in', 'a\r\nBcc: x@y.example'],
    ['a lone carriage return', 'a\rb'],
    ['a tab', 'a\tb'],
    ['NUL', 'a\u0000b'],
    ['DEL', 'a\u007fb'],
    ['an escape', 'a\u001b[31m'],
    ['a C1 control', 'a\u0085b'],
    ['a line separator', 'a\u2028b'],
    ['a paragraph separator', 'a\u2029b'],
    ['half a character', 'a\ud83c'],
    ['too much', 'x'.repeat(21)],
    ['no text', 7],
  ])('is refused when it holds %s', (_, text) => refused(name, text));

  it('is measured as it is kept, not as it was written', () => {
    expect(read(name, ` ${'x'.repeat(20)} `)).toHaveLength(20);
    expect(read(name, 'e\u0301'.repeat(20))).toBe('é'.repeat(20));
  });

  it('of several lines may have lines and tabs, ended alike, and no other controls', () => {
    expect(read(prose(50), ' a\r\nb\tc\n\nd ')).toBe('a\nb\tc\n\nd');
    for (const text of ['a\rb', 'a\u0000', 'a\u2028b', '\ud800', '\u200b']) refused(prose(50), text);
  });
});

describe('an id', () => {
  it('is letters, digits and hyphens, so that it reaches nothing else in the table', () => {
    for (const text of ['a', 'A-1', 'x'.repeat(64)]) expect(read(id, text)).toBe(text);
    for (const text of ['', 'a#b', 'a/b', '..', 'a b', 'a_b', 'ä', 'a\n', 'x'.repeat(65), 7, null]) refused(id, text);
  });

  it('of an invoice is its month and customer', () => {
    expect(read(invoiceId, '2026-12_a-1')).toEqual({ month: '2026-12', customer: 'a-1' });
    for (const text of [
      '2026-13_a',
      '2026-00_a',
      '2026-12',
      '2026-12_',
      '2026-12_a_b',
      '2026-12_a#b',
      '2026-1_a',
      ' 2026-12_a',
      '２０２６-12_a',
    ])
      refused(invoiceId, text);
  });
});

describe('months and days', () => {
  it('are those of the calendar', () => {
    expect([read(month, '2026-12'), read(day, '2028-02-29'), read(day, '2026-12-31')]).toEqual(['2026-12', '2028-02-29', '2026-12-31']);
    for (const text of ['2026-13', '2026-00', '2026-1', '26-01', '2026-12-01', '2026/12', '', 202612]) refused(month, text);
    for (const text of ['2026-02-29', '2026-02-30', '2026-04-31', '2026-13-01', '2026-12-32', '2026-12-1', '2026-12-01T00:00:00Z', '', 1])
      refused(day, text);
  });
});

describe('amounts', () => {
  it('are decimal texts with up to four places, kept exactly', () => {
    expect(['12', '12.5', '-0.0825', '999999999.9999', '-0', '007'].map((text) => read(decimal, text))).toEqual([
      120_000, 125_000, -825, 9_999_999_999_999, 0, 70_000,
    ]);
  });

  it.each([
    12.5,
    0,
    '',
    ' 1',
    '1 ',
    '+1',
    '.5',
    '5.',
    '1,000',
    '1e3',
    '0x1',
    '1.00001',
    '1000000000',
    'NaN',
    'Infinity',
    '１',
    '--1',
    '1\n',
    null,
  ])('and nothing else: %j', (value) => {
    for (const schema of [decimal, quantity, rate]) refused(schema, value);
  });

  it('a quantity is above 0: a credit has a negative price', () => {
    expect([read(quantity, '0.0001'), read(quantity, '999999999')]).toEqual([1, 9_999_999_990_000]);
    for (const text of ['0', '0.0000', '000', '-1', '-0.5']) refused(quantity, text);
  });

  it('a rate is per cent from 0 to 100', () => {
    expect([read(rate, '0'), read(rate, '10'), read(rate, '8.1250'), read(rate, '100'), read(rate, '100.0000')]).toEqual([
      0, 100_000, 81_250, 1_000_000, 1_000_000,
    ]);
    for (const text of ['-1', '100.0001', '101', '999']) refused(rate, text);
  });
});

describe('an email address', () => {
  it('is kept with its domain as mail servers know it', () => {
    expect(read(email, ' Anna.B+x@Bücher.Example ')).toBe('Anna.B+x@xn--bcher-kva.example');
  });

  it.each([
    '',
    'a',
    'a@',
    '@b.example',
    'a@b',
    'a b@c.example',
    'a@b.example, c@d.example',
    'Anna <a@b.example>',
    'a@b.example\r\nBcc: x@y.example',
    'a@b..example',
    'a@[127.0.0.1]',
    'a@127.0.0.1',
    '"a b"@c.example',
    'ä@b.example',
    `${'x'.repeat(65)}@b.example`,
    `a@${'x'.repeat(250)}.example`,
    `a@${'x.'.repeat(200_000)}example`,
    7,
  ])('is not: %.60j', (value) => refused(email, value));
});

describe('how many a list answers', () => {
  it('is as usual when nobody says, and never more than it can', () => {
    const some = z.strictObject({ limit: limit(50, 100) });
    expect([read(some, {}), read(some, { limit: '1' }), read(some, { limit: '100' })]).toEqual([
      { limit: 50 },
      { limit: 1 },
      { limit: 100 },
    ]);
    for (const text of ['0', '101', '-1', '1.5', '1e1', '', 'all', '50,50', 50]) refused(some, { limit: text });
  });
});

describe('what may be left out', () => {
  it('may be null as well, as the API answers it: both mean absent', () => {
    const some = z.strictObject({ phone: maybe(line(20)) });
    for (const value of [{}, { phone: null }, { phone: undefined }]) expect(read(some, value)).toEqual({ phone: undefined });
    expect(read(some, { phone: ' 1 ' })).toEqual({ phone: '1' });
    for (const phone of ['', 7, [], false]) refused(some, { phone });
  });
});
