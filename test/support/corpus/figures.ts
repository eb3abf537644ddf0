/** None of them is a price, a quantity or a rate. */
export const NO_AMOUNTS: readonly unknown[] = [
  ...['1e309', '1e3', '1E5', '0x10', '0b1', '0o7', '1_000', '1,000', '1,5', '1.', '.5', '+1', '--1', '- 1', '1 ', ' 1', '1\n', '1\u0000', '1\u200b', '\ufeff1'],
  ...['9007199254740993', '99999999999999999999.99', '1000000000', '1.00001', '0.00001', '-1000000000', '1.5.5', '1;1', '1%', '$1', '1 AUD'],
  ...['NaN', 'Infinity', '-Infinity', 'null', 'undefined', 'true', '', '-', '.', '\u2212' + '1', '１', '１.５', '١٢٣', '१२३', '²', '½', 'Ⅷ', '一', '𝟙', '(1)', '1-', '=1+1'],
  ...[1, 0, -1, 1.5, 1e309, Number.MAX_SAFE_INTEGER + 2, true, null, [], ['1'], {}, { value: '1' }],
];

/** At the edge, and still amounts: as given, and as they are answered. */
export const ODD_AMOUNTS: readonly (readonly [given: string, answered: string])[] = [
  ['-0', '0.00'],
  ['-0.0000', '0.00'],
  ['007', '7.00'],
  ['000000000.0000', '0.00'],
  ['0.0001', '0.0001'],
  ['-0.0001', '-0.0001'],
  ['999999999.99', '999999999.99'],
  ['-999999999.99', '-999999999.99'],
];

export const NO_MONTHS: readonly string[] = [
  ...['2026-13', '2026-00', '2026-1', '26-11', '2026-011', '2026/11', '2026-11-01', '202611', '2026-11 ', ' 2026-11', '2026-11\n', '2026-11\u0000'],
  ...['２０２６-11', '2026‐11', '2026–11', '٢٠٢٦-١١', '२०२६-११', '-026-11', '+2026-11', '2026-+1', '2026- 1', '1e3-11', '0x7e-11', 'Nov 2026', 'today', ''],
  ...['__proto__', '*', '%', '2026-1%', '../2026-11', '2026-11#', '2026-11#NUMBERS', 'NUMBERS', '=2026-11', '999999-11', '2026-99', '2026-1e'],
];

/** Of months that exist, far away. */
export const FAR_MONTHS: readonly string[] = ['0000-01', '0001-01', '1969-12', '9999-12'];

const written = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Cursors that no list of this account answered. `own` is the account's id. */
export const forgedCursors = (own: string, list: string, place: string): readonly string[] => [
  ...['', ' ', 'e30', 'W10', 'null', '%', '\u0000', '\ud800', '２', '../', 'x'.repeat(10_000)],
  ...[null, 1, 'a', [], {}, [own], [own, list], [own, list, 1], [own, list, null], [own, list, {}], [own, list, [place]]].map(written),
  ...[['other', list, place], [`${own} `, list, place], [own, `${list} `, place], [own, list, place, place]].map(written),
  ...['__proto__', '#', '..', 'CUSTOMER#a', ' ', '-1', '1e9', '0', '9007199254740993', '１', `${place}\u0000`, `${place}\n`, '\uffff', '~'].map((to) => written([own, list, to])),
  written({ 0: own, 1: list, 2: place, length: 3 }),
  Buffer.from(JSON.stringify([own, list, place]).slice(0, -1)).toString('base64url'),
];
