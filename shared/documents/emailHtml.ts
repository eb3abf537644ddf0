/** A row of the small table that sums a document up. */
export type Fact = { readonly name: string; readonly value: string; readonly strong?: boolean };

export type Letter = {
  /** Stands above everything else: who writes. */
  readonly from: string;
  /** Paragraphs parted by empty lines. */
  readonly body: string;
  readonly facts: readonly Fact[];
  /** Under the table, with a heading of its own. */
  readonly section?: { readonly heading: string; readonly lines: readonly string[] };
  readonly footer: readonly string[];
};

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** No character of the text can end the element or the attribute that it stands in. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

/** Mail programs drop style sheets, so each element carries its own style; only what darkness changes needs one, and may be lost. */
const DARK = `@media (prefers-color-scheme: dark) {
  .page { background: #16191d !important; } .card { background: #21262c !important; border-color: #343b43 !important; }
  .card, .card td, .card th, .card p, .card h1, .card h2 { color: #eceff2 !important; }
  .quiet, .card th.quiet { color: #a9b3bd !important; } .rule { border-color: #343b43 !important; }
}`;

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const INK = '#1d2329';
const QUIET = '#5a6572';
const RULE = '1px solid #e1e6eb';

export function letterHtml(subject: string, { from, body, facts, section, footer }: Letter): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(subject)}</title>
<style>${DARK}</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f3f5f7">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background:#f3f5f7">
<tr><td align="center" style="padding:24px 12px">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;background:#ffffff;border:${RULE};border-radius:8px;${FONT}">
<tr><td style="padding:28px 32px">
<h1 dir="auto" style="margin:0 0 20px;font-size:20px;line-height:1.3;color:${INK}">${escaped(from)}</h1>
${paragraphs(body)}
${factTable(facts)}${section ? sectionHtml(section) : ''}</td></tr>
</table>
${footer.map((line) => `<p class="quiet" dir="auto" style="margin:12px 0 0;font-size:12px;line-height:1.5;color:${QUIET};${FONT}">${escaped(line)}</p>`).join('\n')}
</td></tr>
</table>
</body>
</html>
`;
}

const lines = (text: string): string => escaped(text).replace(/\n/g, '<br>\n');

function paragraphs(body: string): string {
  const style = `margin:0 0 16px;font-size:15px;line-height:1.55;color:${INK}`;
  return paragraphsOf(body)
    .map((text) => `<p dir="auto" style="${style}">${lines(text)}</p>`)
    .join('\n');
}

const paragraphsOf = (body: string): string[] =>
  body
    .split(/\n\s*\n/)
    .map((text) => text.trim())
    .filter(Boolean);

function factTable(facts: readonly Fact[]): string {
  if (facts.length === 0) return '';
  const edge = `border-top:${RULE}`;
  const row = ({ name, value, strong }: Fact) => {
    const weight = strong ? 'font-weight:700;font-size:17px' : 'font-size:15px';
    return `<tr><th scope="row" align="left" class="quiet rule" style="padding:9px 12px 9px 0;${edge};font-weight:400;font-size:14px;color:${QUIET}">${escaped(name)}</th>
<td align="right" class="rule" style="padding:9px 0;${edge};${weight};color:${INK}"><bdi>${escaped(value)}</bdi></td></tr>`;
  };
  return `<table width="100%" cellpadding="0" cellspacing="0" style="margin:8px 0 4px;border-collapse:collapse;${FONT}">
${facts.map(row).join('\n')}
</table>
`;
}

function sectionHtml({ heading, lines: all }: NonNullable<Letter['section']>): string {
  return `<h2 class="rule" style="margin:20px 0 6px;padding:16px 0 0;border-top:${RULE};font-size:15px;color:${INK}">${escaped(heading)}</h2>
${all.map((line) => `<p dir="auto" style="margin:0 0 4px;font-size:14px;line-height:1.5;color:${INK}">${lines(line)}</p>`).join('\n')}
`;
}

/** The same letter for who reads plain text. */
export function letterText({ body, facts, section, footer }: Letter): string {
  const width = Math.max(0, ...facts.map(({ name }) => name.length));
  const blocks = [
    ...paragraphsOf(body),
    facts.map(({ name, value }) => `${`${name}:`.padEnd(width + 2)}${value}`).join('\n'),
    section ? [section.heading, ...section.lines].join('\n') : '',
    footer.length > 0 ? `--\n${footer.join('\n')}` : '',
  ];
  return `${blocks.filter(Boolean).join('\n\n')}\n`;
}
