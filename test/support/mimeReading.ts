/** A message as a mail program reads it: RFC 5322, 2045, 2047 and 2231, as far as a bill needs them. */
export type Part = { readonly headers: ReadonlyMap<string, string>; readonly body: string };
export type MessageRead = { readonly headers: ReadonlyMap<string, string>; readonly parts: readonly Part[] };

export function readMessage(message: string): MessageRead {
  const whole = readPart(message);
  return { headers: whole.headers, parts: leaves(whole) };
}

function readPart(source: string): Part {
  const blank = source.indexOf('\r\n\r\n');
  const head = blank < 0 ? source : source.slice(0, blank);
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const [, name, value] = /^([!-9;-~]+):[ \t]?(.*)$/s.exec(line) ?? [];
    if (name === undefined || value === undefined) throw new Error(`No header: ${JSON.stringify(line)}`);
    if (headers.has(name.toLowerCase())) throw new Error(`Two headers ${name}`);
    if (/[^\t -~]/.test(value)) throw new Error(`A header that is not ASCII: ${JSON.stringify(line)}`);
    headers.set(name.toLowerCase(), value);
  }
  return { headers, body: blank < 0 ? '' : source.slice(blank + 4) };
}

function leaves(part: Part): Part[] {
  const [, boundary] = /^multipart\/[a-z]+; boundary="([^"]+)"$/.exec(part.headers.get('content-type') ?? '') ?? [];
  if (boundary === undefined) return [part];
  const [, ...pieces] = `\r\n${part.body}`.split(`\r\n--${boundary}`);
  if (!pieces.at(-1)?.startsWith('--')) throw new Error('A multipart without its end');
  return pieces.slice(0, -1).flatMap((piece) => leaves(readPart(piece.replace(/^\r\n/, ''))));
}

/** A part's content, of whichever encoding. */
export const bytesOf = ({ headers, body }: Part): Buffer =>
  headers.get('content-transfer-encoding') === 'base64' ? Buffer.from(body, 'base64') : Buffer.from(body);

/** Encoded words read as what they stand for, wherever they stand: programs differ in where they may. */
export function decodedWords(text: string): string {
  return text
    .replace(/(\?=)\s+(?==\?)/g, '$1')
    .replace(/=\?([\w-]+)(?:\*\w+)?\?([bq])\?([^?]*)\?=/gi, (_, charset: string, kind: string, content: string) => {
      const bytes =
        kind.toLowerCase() === 'b'
          ? Buffer.from(content, 'base64')
          : Buffer.from(
              content.replaceAll('_', ' ').replace(/=([\dA-F]{2})/gi, (__, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
              'latin1',
            );
      return bytes.toString(charset.toLowerCase() === 'utf-8' ? 'utf8' : 'latin1');
    });
}

/** The mailboxes of a header: RFC 5322's grammar without comments and groups, which nobody here may write. */
export function mailboxesOf(header: string): { readonly name: string; readonly address: string }[] {
  const mailboxes: { name: string; address: string }[] = [];
  let rest = header.trim();
  while (rest !== '') {
    const match = /^(?:("(?:[^"\\\r\n]|\\.)*"|[^<>",@]*?)\s*<([^<>",\s]+@[^<>",\s]+)>|([^<>",\s]+@[^<>",\s]+))\s*(?:,\s*|$)/.exec(rest);
    if (!match) throw new Error(`No mailbox: ${rest.slice(0, 200)}`);
    const [whole, name = '', angled, bare] = match;
    const unquoted = name.startsWith('"') ? name.slice(1, -1).replace(/\\(.)/g, '$1') : name.trim();
    mailboxes.push({ name: decodedWords(unquoted), address: angled ?? bare ?? '' });
    rest = rest.slice(whole.length);
  }
  return mailboxes;
}

/** The file name of a `Content-Disposition`, of an email's part or of a download: the plain one and the one in any script. */
export function fileNamesOf(disposition: string): { readonly plain: string | undefined; readonly extended: string | undefined } {
  const match = /^attachment(?:; filename="([ !#-[\]-~]*)")?(?:; filename\*=UTF-8''([A-Za-z0-9!#$&+.^_`|~%-]*))?$/.exec(disposition);
  if (!match) throw new Error(`No attachment: ${disposition}`);
  const [, plain, extended] = match;
  return { plain, extended: extended === undefined ? undefined : decodeURIComponent(extended) };
}
