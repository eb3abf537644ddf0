const of = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index));

/** C0, DEL and C1: none of them is a letter of any language. */
export const CONTROLS: readonly string[] = [...of(0x00, 0x1f), '\u007f', ...of(0x80, 0x9f)];
/** Marks that turn all that follows them, and isolates. */
export const TURNS: readonly string[] = [...of(0x202a, 0x202e), ...of(0x2066, 0x2069)];
/** Marks that are not seen and turn nothing by themselves. */
const UNSEEN = [
  '\u00ad',
  '\u034f',
  '\u061c',
  '\u115f',
  '\u17b4',
  '\u180e',
  '\u200b',
  '\u200c',
  '\u200d',
  '\u200e',
  '\u200f',
  '\u2060',
  '\u2063',
  '\u206a',
  '\u3164',
  '\ufe0f',
  '\ufeff',
  '\ufff9',
  '\uffa0',
  '\u{e0001}',
  '\u{e0041}',
  '\u{1d173}',
];
const NONCHARACTERS = ['\ufdd0', '\ufdef', '\ufffe', '\uffff', '\u{1fffe}', '\u{10ffff}'];
const HALVES = ['\ud800', '\udbff', '\udc00', '\udfff', '\udc00\ud800', 'a\ud83d'];

const BIDI = [
  'Invoice \u202e10.00\u202c due',
  '\u202eerocs',
  '\u2067\u2066\u2067',
  '\u202a\u202a\u202a\u202a\u202a\u202a\u202a\u202a',
  'annual\u202Etxt.exe',
  'if (\u2066/* begin */\u2069)',
  'שלום עולם',
  'שלום 10.00$ עולם',
  'مرحبا بالعالم',
  'a שלום b مرحبا c',
  '\u200f=1+1',
  'עברית (1,000.00)',
];

const STACKS = [
  `Z${'\u0301\u0316\u0489'.repeat(20)}algo`,
  'e\u0301'.repeat(30),
  `\u0301leading mark`,
  `a${'\u20dd'.repeat(10)}`,
  `ก${'\u0e49'.repeat(20)}`,
  '\u1100\u1161\u11a8'.repeat(10),
  'ﷺ',
  '﷽',
  '𒐫',
  'ﬁﬂ',
];

const EMOJI = [
  '👨‍👩‍👧‍👦',
  '🏳️‍🌈',
  '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
  '👍🏽',
  '🇦🇺',
  '1️⃣',
  '\u200d\u200da',
  '❤️‍🔥',
  '☺︎',
  `${'👩‍'.repeat(20)}👩`,
];

const HOMOGLYPHS = [
  'Ηarbour Вakery',
  'раураl',
  'ℌ𝔞𝔯𝔟𝔬𝔲𝔯',
  'Ｈａｒｂｏｕｒ',
  'ⒽⒶⓇ',
  'İstanbul ıi',
  'ß ẞ ſs',
  'Å Å Å',
  'K K',
  'ⅷ',
  '½',
  '¹²³',
  '۰۱۲۳',
  '１２３',
];

const ALONG = (texts: readonly string[]): string[] => texts.map((text) => `a${text}b`);

export const CHARACTERS: readonly string[] = [
  ...ALONG([...CONTROLS, ...TURNS, ...UNSEEN, ...NONCHARACTERS]),
  ...HALVES,
  ...TURNS,
  ...BIDI,
  ...STACKS,
  ...EMOJI,
  ...HOMOGLYPHS,
];

/** As long as a field may be, or longer. */
export const LONG: readonly string[] = [
  'x'.repeat(100),
  'W'.repeat(200),
  'x'.repeat(1000),
  'x'.repeat(10_000),
  'x'.repeat(100_000),
  'é'.repeat(200),
  '漢'.repeat(200),
  '漢'.repeat(1000),
  '👩‍👩‍👧'.repeat(24),
  'ש'.repeat(200),
  'ش'.repeat(1000),
  'word '.repeat(200).trim(),
  'e\u0301'.repeat(200),
  `${'a '.repeat(50_000)}b`,
  '<'.repeat(200),
  '&'.repeat(1000),
  '"'.repeat(200),
  '='.repeat(200),
  '\u{1f600}'.repeat(100),
  '\u0301'.repeat(150),
];
