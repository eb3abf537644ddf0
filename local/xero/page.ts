import { escaped } from '../console/reply.ts';
import { STYLE } from '../console/style.ts';

const OWN_STYLE = `
.choice { display: block; } fieldset { border: 1px solid var(--line); border-radius: 7px; width: 100%; }
form.consent { display: block; } td form { margin: 0; display: inline; }
article { border-top: 1px solid var(--line); padding: .8rem 0; scroll-margin-top: 1rem; }
article:target { outline: 2px solid var(--accent); outline-offset: .4rem; border-radius: 4px; }
article + h2, table + h2 { margin-top: 1.2rem; }
article h3 { font-size: 1rem; margin: 0 0 .3rem; } article table { margin-top: .4rem; }
.status { border: 1px solid var(--line); border-radius: 99px; padding: 0 .5rem; font-size: .8rem; color: var(--quiet); }
.status.VOIDED, .status.DELETED, .status.ARCHIVED { color: var(--bad); }
tr.total td { font-weight: 600; }
`;

export function documentOf(title: string, main: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)} · Stand-in Xero</title>
<style>${STYLE}${OWN_STYLE}</style></head>
<body><header><h1>Xero <span>stand-in on this machine, not the real one</span></h1></header><main>${main}</main></body>
</html>`;
}
