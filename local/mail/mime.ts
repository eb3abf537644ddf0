import type { MailSummary } from './outbox.ts';
import type { Attachment, SendEmail, Simple } from './request.ts';

/** The email as a mail program would have it: what `.eml` files are. */
export function mimeOf({ id, at }: MailSummary, request: SendEmail): string {
  const { Content, Destination = {} } = request;
  if (Content?.Raw) return Buffer.from(Content.Raw.Data, 'base64').toString('latin1');
  const simple = Content?.Simple ?? {};
  const [first = '', ...rest] = bodyOf(simple, id);
  const headers = [
    ['Date', new Date(at).toUTCString().replace('GMT', '+0000')],
    ['Message-ID', `<${id}@email.amazonses.com>`],
    ['From', request.FromEmailAddress ?? ''],
    ['To', (Destination.ToAddresses ?? []).join(',\r\n ')],
    ['Cc', (Destination.CcAddresses ?? []).join(',\r\n ')],
    ['Reply-To', (request.ReplyToAddresses ?? []).join(',\r\n ')],
    ['Subject', encodedWords(simple.Subject?.Data ?? '')],
    ...(simple.Headers ?? []).map(({ Name, Value }) => [Name, Value]),
    ['MIME-Version', '1.0'],
  ].filter(([, value]) => value);
  return [...headers.map(([name, value]) => `${name}: ${value}`), first, ...rest].join('\r\n');
}

/** A part's lines: its headers, an empty line, its content. */
type Lines = readonly string[];

function bodyOf({ Body = {}, Attachments = [] }: Simple, id: string): Lines {
  const texts = [...(Body.Text ? [textPart('plain', Body.Text.Data)] : []), ...(Body.Html ? [textPart('html', Body.Html.Data)] : [])];
  const [only = []] = texts;
  const text = texts.length > 1 ? multipart('alternative', `text-${id}`, texts) : only;
  return Attachments.length ? multipart('mixed', `mail-${id}`, [text, ...Attachments.map(attachmentPart)]) : text;
}

function multipart(kind: string, boundary: string, parts: readonly Lines[]): Lines {
  return [
    `Content-Type: multipart/${kind}; boundary="${boundary}"`,
    '',
    ...parts.flatMap((part) => [`--${boundary}`, ...part]),
    `--${boundary}--`,
    '',
  ];
}

function textPart(kind: string, text: string): Lines {
  return [
    `Content-Type: text/${kind}; charset=utf-8`,
    'Content-Transfer-Encoding: base64',
    '',
    ...folded(Buffer.from(text).toString('base64')),
  ];
}

function attachmentPart({ FileName, RawContent, ContentType, ContentDisposition, ContentId }: Attachment): Lines {
  const disposition = (ContentDisposition ?? 'ATTACHMENT').toLowerCase();
  return [
    `Content-Type: ${ContentType ?? 'application/octet-stream'}`,
    `Content-Disposition: ${disposition}; filename*=${extended(FileName)}`,
    ...(ContentId ? [`Content-ID: <${ContentId}>`] : []),
    'Content-Transfer-Encoding: base64',
    '',
    ...folded(RawContent),
  ];
}

/** RFC 5987: a file name in any script, as the parameter of a header. */
export const extended = (text: string): string =>
  `UTF-8''${encodeURIComponent(text).replace(/['()*!]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)}`;

const folded = (base64: string): string[] => base64.match(/.{1,76}/g) ?? [''];

/** RFC 2047: a header that is not plain ASCII, in words of at most 75 characters that never cut one of the text in two. */
function encodedWords(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (Buffer.byteLength(word + character) > 42) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word].map((one) => `=?UTF-8?B?${Buffer.from(one).toString('base64')}?=`).join('\r\n ');
}
