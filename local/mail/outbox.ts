import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, writeJson } from '../jsonFile.ts';
import { recipientsOf, type SendEmail } from './request.ts';

/** An email as lists show it. */
export type MailSummary = {
  readonly id: string;
  /** By the functions' clock. */
  readonly at: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet?: string;
  readonly attachments: readonly { readonly fileName: string; readonly contentType: string; readonly bytes: number }[];
};

/** Every email that SES would have accepted, on disk for good. */
export class Outbox {
  readonly #dir: string;
  readonly #index: string;
  readonly #summaries: MailSummary[];

  constructor(dir: string) {
    mkdirSync(dir, { recursive: true });
    this.#dir = dir;
    this.#index = join(dir, 'index.jsonl');
    this.#summaries = existsSync(this.#index) ? readFileSync(this.#index, 'utf8').split('\n').flatMap(parsed) : [];
  }

  /** The email is on disk when this returns. */
  add(request: SendEmail, at: Date): MailSummary {
    const id = `0108${at.getTime().toString(16)}-${randomUUID()}-000000`;
    const summary = summaryOf(id, request, at);
    writeJson(this.#file(id), request);
    // A line that a crash tore apart stays alone on its line.
    appendFileSync(this.#index, `\n${JSON.stringify(summary)}`);
    this.#summaries.push(summary);
    return summary;
  }

  /** Newest first. */
  list(): readonly MailSummary[] {
    return [...this.#summaries].reverse();
  }

  get(id: string): { readonly summary: MailSummary; readonly request: SendEmail } | undefined {
    const summary = this.#summaries.find((one) => one.id === id);
    const request = summary && readJson<SendEmail>(this.#file(id));
    return request && { summary, request };
  }

  #file(id: string): string {
    return join(this.#dir, `${id}.json`);
  }
}

function parsed(line: string): MailSummary[] {
  try {
    return line ? [JSON.parse(line) as MailSummary] : [];
  } catch {
    return [];
  }
}

function summaryOf(id: string, request: SendEmail, at: Date): MailSummary {
  const { FromEmailAddress: from = '', Destination, Content, EmailTags = [], ConfigurationSetName: set } = request;
  return {
    id,
    at: at.toISOString(),
    from,
    to: Destination?.ToAddresses ?? [],
    recipients: recipientsOf(request),
    subject: Content?.Simple?.Subject?.Data ?? '',
    tags: Object.fromEntries(EmailTags.map(({ Name, Value }) => [Name, Value])),
    ...(set === undefined ? {} : { configurationSet: set }),
    attachments: (Content?.Simple?.Attachments ?? []).map(({ FileName, ContentType, RawContent }) => ({
      fileName: FileName,
      contentType: ContentType ?? 'application/octet-stream',
      bytes: Buffer.byteLength(RawContent, 'base64'),
    })),
  };
}
