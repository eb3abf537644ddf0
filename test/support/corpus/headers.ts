/** What ends a line, to somebody: a mail server, a browser, a log. */
const LINE_ENDS = [
  '\r\n',
  '\n',
  '\r',
  '\u2028',
  '\u2029',
  '\u0085',
  '\u000b',
  '\u000c',
  '%0d%0a',
  '\\r\\n',
  '\u560a\u560d',
  '&#13;&#10;',
] as const;

const LINES = ['Bcc: stranger@evil.example', 'Content-Type: text/html', '\t folded: on', '.', '--boundary--'] as const;

/** In a header, words that say their own characters: mail programs read them as what they stand for. */
const ENCODED_WORDS = [
  '=?utf-8?B?PHNjcmlwdD4=?=',
  '=?UTF-8?Q?=0D=0ABcc:_stranger@evil.example?=',
  '=?utf-8?q?=E2=80=AE?=',
  '=?iso-8859-1?Q?a?= =?utf-8?B?Yg==?=',
  '=?us-ascii*en?Q?Keld_J=F8rn?=',
  '=?x-unknown?B?AAAA?=',
  '=?utf-8?B?',
] as const;

export const HEADERS: readonly string[] = [
  ...LINE_ENDS.flatMap((end) => LINES.map((line) => `Harbour${end}${line}`)),
  ...ENCODED_WORDS,
  '"quoted" <stranger@evil.example>',
  'Name <stranger@evil.example>, Other',
  'stranger@evil.example',
  '<stranger@evil.example>',
  'a; filename=evil.exe',
  'a"; filename="evil.exe',
  "a'; filename*=UTF-8''evil.exe",
  'a\\"; filename=\\"evil.exe',
  '.hidden',
  'CON',
  'aux.txt',
  'a:$DATA',
  'name.pdf.exe',
  `name.pdf${' '.repeat(30)}.exe`,
];
