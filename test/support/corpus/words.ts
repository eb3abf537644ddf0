/** Words that mean something to a program through whose hands a text goes. */

const TEMPLATES = ['{{number}}', '{{customer}}', '{{ company }}', '{{{number}}}', '{{constructor}}', '{{', '}}', '}}{{', '{{#each}}', '${7*7}', '#{7*7}', '<%= 7*7 %>', '{7*7}', '$$', '$&', "$'", '$`', '$1', '$<customer>', '{0}', '%{a}'];

const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__', 'then', 'length', 'null', 'undefined', 'NaN', 'true', 'Infinity', '[object Object]', 'ACCOUNT', 'NUMBERS', 'CUSTOMER#a'];

const QUERIES = [
  "' OR '1'='1",
  '" OR ""="',
  "'; DROP TABLE invoices;--",
  '1; SELECT pg_sleep(10)',
  "admin'--",
  "' UNION SELECT null--",
  '{"$gt":""}',
  '{"$where":"sleep(1000)"}',
  '#name = :value',
  ':value OR attribute_exists(pk)',
  'pk = :p AND begins_with(sk, :s)',
  '*)(uid=*))(|(uid=*',
  'Name=="a" OR 1==1',
  'a\\" OR 1==1 OR a==\\"',
  '" OR CreditNoteNumber!="',
  'a%25&where=1',
  'a&where=Name!=null',
  'a,b,c',
  '\\',
  '\\\\',
  '/* a */',
  '-- a',
];

const PATHS = ['../../etc/passwd', '..\\..\\windows\\win.ini', '/etc/passwd', '....//....//a', '%2e%2e%2fa', '．．／．．／etc／passwd', '‥／a', '∕etc∕passwd', '⁄a', 'C:\\a', '\\\\evil\\share', 'file:///etc/passwd', 'a/b', 'a\\b', 'a:b', 'a*b?', 'a|b', '~', '.', '..', '...', 'a.', 'NUL', 'COM1', '＂a＂', '：a', '＊？＜＞｜', 'kept/invoices/other/a.pdf', 'http://169.254.169.254/latest/meta-data/', '//evil.example/a', '?#', '#a'];

const FORMATS = ['%s%s%s%s', '%n', '%x', '%o%O%j%c', '%d', '%%', '%00', '%', '%zz', '%E0%A4%A', '%F0%9F', '\\u0000', '\\x00', '\\0', '`id`', '$(id)', '; id', '| id', '& id', '|| id', '!!', 'a\\', '\u001b[31mred\u001b[0m', '\u001b]8;;http://evil.example\u0007a', '\u009b31m', 'a\nlevel=error forged', '"}\n{"level":"error","message":"forged"}', '","level":"info', '{"_aws":{"CloudWatchMetrics":[]},"Parked":9}', '\b\b\b\ba', 'a\r2026-01-01 forged'];

export const WORDS: readonly string[] = [...TEMPLATES, ...NAMES, ...QUERIES, ...PATHS, ...FORMATS];
