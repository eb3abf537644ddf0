import { expect } from 'vitest';
import { mimeOf } from '../../local/mail/mime.ts';
import type { MailSummary } from '../../local/mail/outbox.ts';
import type { SendEmail } from '../../local/mail/request.ts';
import { readHtml } from './htmlReading.ts';
import { bytesOf, decodedWords, fileNamesOf, mailboxesOf, readMessage } from './mimeReading.ts';

/** What an email may be, and nothing beyond it. */
export type Wanted = {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly subject: string | RegExp;
  /** Texts that stand in both of its bodies. */
  readonly says: readonly string[];
  /** The elements of the same email about nothing special, in their order; or those that there may be, in any. */
  readonly tags: readonly string[] | ReadonlySet<string>;
};

const HEADERS = ['cc', 'content-type', 'date', 'from', 'message-id', 'mime-version', 'subject', 'to'];
/** Without what programs show differently: spaces, and marks that are not seen. */
export const squeezed = (text: string): string => text.replace(/[\s\p{Cc}\p{Cf}]/gu, '');

/** The message as a mail program reads it has our headers alone, one line each, goes to these alone, and shows every text as it was written. */
export function checkMail(summary: MailSummary, request: SendEmail, wanted: Wanted): void {
  const { headers, parts } = readMessage(mimeOf(summary, request));
  const { Destination = {}, Content } = request;
  expect([...headers.keys()].filter((name) => name !== 'cc').sort()).toEqual(HEADERS.filter((name) => name !== 'cc'));
  expect([Content?.Simple?.Headers, Content?.Raw, request.ReplyToAddresses]).toEqual([undefined, undefined, undefined]);
  expect(mailboxesOf(headers.get('from') ?? '')).toEqual([wanted.from]);
  expect(mailboxesOf(headers.get('to') ?? '').map(({ address }) => address)).toEqual(wanted.to);
  expect(mailboxesOf(headers.get('cc') ?? '').map(({ address }) => address)).toEqual(wanted.cc);
  expect(Destination).toEqual({ ToAddresses: wanted.to, CcAddresses: wanted.cc, BccAddresses: wanted.bcc });
  const subject = decodedWords(headers.get('subject') ?? '');
  expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
  if (typeof wanted.subject === 'string') expect(subject).toBe(wanted.subject);
  else expect(subject).toMatch(wanted.subject);
  checkParts(parts, wanted);
}

function checkParts(parts: ReturnType<typeof readMessage>['parts'], wanted: Wanted): void {
  expect(parts.map(({ headers }) => headers.get('content-type'))).toEqual([
    'text/plain; charset=utf-8',
    'text/html; charset=utf-8',
    'application/pdf',
  ]);
  const [text = '', html = ''] = parts.map((part) => bytesOf(part).toString('utf8'));
  const read = readHtml(html);
  const { tags } = wanted;
  expect('has' in tags ? read.tags.filter((tag) => !tags.has(tag)) : read.tags).toEqual('has' in tags ? [] : tags);
  expect(text).not.toMatch(/(?!\n)[\p{Cc}\u2028\u2029]/u);
  for (const said of wanted.says) {
    expect(squeezed(text)).toContain(squeezed(said));
    expect(squeezed(read.text)).toContain(squeezed(said));
  }
  const { extended = '' } = fileNamesOf(parts[2]?.headers.get('content-disposition') ?? '');
  expect(extended).toMatch(/^[^.\s][^\p{Cc}\u2028\u2029/\\:*?"<>|\u202A-\u202E\u2066-\u2069]*[^.\s]\.pdf$/u);
}
