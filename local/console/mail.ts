import type { IncomingMessage, ServerResponse } from 'node:http';
import { extended, mimeOf } from '../mail/mime.ts';
import type { MailSummary, Outbox } from '../mail/outbox.ts';
import type { SendEmail } from '../mail/request.ts';
import { mailPage } from './mailPage.ts';
import { Refused, send, sendHtml, sendJson } from './reply.ts';

/** `/_local/mail`, `/_local/mail/{id}`, `{id}.eml`, `{id}/html`, `{id}/attachments/{n}` */
export function answerMail(
  request: IncomingMessage,
  response: ServerResponse,
  [name = '', part, index]: readonly string[],
  outbox: Outbox,
): void {
  const found = outbox.get(name.replace(/\.eml$/, ''));
  if (!name) sendJson(response, { items: search(request, outbox) });
  else if (!found) throw new Refused(404, 'There is no such email');
  else if (part === 'html') sendBody(response, found.request);
  else if (part === 'attachments') sendAttachment(response, found.request, Number(index));
  else if (name.endsWith('.eml')) sendMime(response, name, mimeOf(found.summary, found.request));
  else if ((request.headers.accept ?? '').includes('text/html')) sendHtml(response, mailPage(found.summary, found.request));
  else sendJson(response, view(found.summary, found.request));
}

function sendMime(response: ServerResponse, fileName: string, mime: string): void {
  send(response, 200, 'message/rfc822', mime, { 'content-disposition': `attachment; filename="${fileName}"` });
}

function search(request: IncomingMessage, outbox: Outbox): readonly MailSummary[] {
  const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const to = searchParams.get('to');
  const limit = Number(searchParams.get('limit') ?? 100);
  return outbox
    .list()
    .filter(({ recipients }) => !to || recipients.some((address) => address.includes(to)))
    .slice(0, limit);
}

function view(summary: MailSummary, { Content, Destination, ReplyToAddresses, FeedbackForwardingEmailAddress }: SendEmail) {
  return {
    ...summary,
    cc: Destination?.CcAddresses ?? [],
    bcc: Destination?.BccAddresses ?? [],
    replyTo: ReplyToAddresses ?? [],
    ...(FeedbackForwardingEmailAddress ? { bounceTo: FeedbackForwardingEmailAddress } : {}),
    headers: Object.fromEntries((Content?.Simple?.Headers ?? []).map(({ Name, Value }) => [Name, Value])),
    text: Content?.Simple?.Body?.Text?.Data,
    html: Content?.Simple?.Body?.Html?.Data,
    attachments: summary.attachments.map((attachment, index) => ({ ...attachment, url: attachmentUrl(summary.id, index) })),
    eml: `/_local/mail/${summary.id}.eml`,
  };
}

export const attachmentUrl = (id: string, index: number): string => `/_local/mail/${id}/attachments/${index}`;

/** In a frame of its own that may run and load nothing. */
function sendBody(response: ServerResponse, { Content }: SendEmail): void {
  const html = Content?.Simple?.Body?.Html?.Data;
  if (html === undefined) throw new Refused(404, 'This email has no HTML');
  const policy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";
  send(response, 200, 'text/html; charset=utf-8', html, { 'content-security-policy': policy });
}

function sendAttachment(response: ServerResponse, { Content }: SendEmail, index: number): void {
  const attachment = Content?.Simple?.Attachments?.[index];
  if (!attachment) throw new Refused(404, 'There is no such attachment');
  // A PDF may open in the browser; whatever else it is, it is only saved.
  const inline = attachment.ContentType === 'application/pdf';
  send(response, 200, inline ? 'application/pdf' : 'application/octet-stream', Buffer.from(attachment.RawContent, 'base64'), {
    'content-disposition': `${inline ? 'inline' : 'attachment'}; filename*=${extended(attachment.FileName)}`,
  });
}
