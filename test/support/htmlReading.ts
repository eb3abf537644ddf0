/** What a browser would make of an email: its elements with their attributes, and its text. */
export type HtmlRead = { readonly tags: readonly string[]; readonly text: string };

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
/** In these nothing is an element until their end. */
const RAW = ['title', 'style', 'script', 'textarea', 'xmp', 'plaintext', 'iframe', 'noscript'];
const BREAKS = ['br', 'p', 'td', 'th', 'tr', 'h1', 'h2', 'table', 'title'];

/**
 * Reads HTML as the standard's tokeniser does, knowing nothing of how it was written: whatever begins with a letter, a slash or a mark
 * after `<` is markup. Throws at what no careful writer writes: a comment that is not the document type, an unquoted attribute, an entity
 * that is none of five.
 */
export function readHtml(html: string): HtmlRead {
  const tags: string[] = [];
  let text = '';
  let at = 0;
  const say = (some: string) => {
    text += some.replace(/&([^;&\s]*);?/g, (whole, name: string) => {
      const stands = Object.hasOwn(ENTITIES, name) && whole.endsWith(';') ? ENTITIES[name] : undefined;
      if (stands === undefined) throw new Error(`A bare ampersand: ${whole}`);
      return stands;
    });
  };
  while (at < html.length) {
    const open = html.slice(at).search(/<[A-Za-z/!?]/);
    if (open < 0) break;
    say(html.slice(at, at + open));
    const { tag, name, end } = tagAt(html, at + open);
    tags.push(tag);
    at = end;
    if (BREAKS.includes(name)) text += '\n';
    if (!RAW.includes(name) || tag.startsWith('</')) continue;
    const close = at + html.slice(at).search(new RegExp(`</${name}`, 'i'));
    if (close < at) throw new Error(`<${name}> has no end`);
    if (name === 'title') say(html.slice(at, close));
    at = close;
  }
  say(html.slice(at));
  return { tags, text };
}

/** The tag as `<p dir style>`: its name and those of its attributes, and their values where they are no styles. */
function tagAt(html: string, start: number): { tag: string; name: string; end: number } {
  const rest = html.slice(start);
  const doctype = /^<!doctype html>/i.exec(rest);
  if (doctype) return { tag: '<!doctype html>', name: '', end: start + doctype[0].length };
  const match = /^<(\/?[A-Za-z][A-Za-z0-9]*)((?:\s+[a-z-]+="[^"]*")*)\s*>/.exec(rest);
  if (!match) throw new Error(`Markup that nobody would write: ${rest.slice(0, 80)}`);
  const [whole, name = '', attributes = ''] = match;
  return { tag: `<${name}${attributes}>`, name: name.replace('/', '').toLowerCase(), end: start + whole.length };
}
