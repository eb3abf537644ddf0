import { setTimeout as wait } from 'node:timers/promises';
import type { z } from 'zod/mini';
import type { fullInvoiceView, invoiceView } from '../../shared/lambda/views/invoice.ts';
import type { linkView } from '../../shared/lambda/views/link.ts';
import type { runView } from '../../shared/lambda/views/run.ts';

export type InvoiceAnswer = z.infer<typeof invoiceView>;
export type FullInvoiceAnswer = z.infer<typeof fullInvoiceView>;
export type RunAnswer = z.infer<typeof runView>;
export type LinkAnswer = z.infer<typeof linkView>;

// biome-ignore lint/suspicious/noExplicitAny: what a test reads of an answer is checked by what it expects of it.
export type HttpAnswer = { readonly status: number; readonly headers: Headers; readonly body: any };

type Sent = { readonly body?: unknown; readonly revision?: number; readonly key?: string; readonly token?: string };

/** An email as the console's mailbox tells it. */
export type Mail = {
  readonly id: string;
  readonly subject: string;
  readonly recipients: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly attachments: readonly { readonly fileName: string; readonly contentType: string; readonly url: string }[];
};

const PATIENCE_MS = 60_000;

/** Asks again and again until the answer will do. Throws with the last answer when none did. */
export async function untilIs<T>(what: string, ask: () => Promise<T>, enough: (answer: T) => boolean, everyMs = 50): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (enough(answer)) return answer;
    if (Date.now() > end) throw new Error(`${what} did not come about; at last it was ${JSON.stringify(answer)}`);
    await wait(everyMs);
  }
}

/** What a person at a running host can do: by HTTP alone. */
export class HttpClerk {
  readonly url: string;
  readonly account: string;
  readonly #token: string;

  private constructor(url: string, account: string, token: string) {
    this.url = url;
    this.account = account;
    this.#token = token;
  }

  static async of(url: string, accountId: string, role: 'billing' | 'viewer' = 'billing'): Promise<HttpClerk> {
    const { accessToken } = await atConsole(url, 'POST', 'token', { accountId, role });
    return new HttpClerk(url, accountId, accessToken);
  }

  async ask(method: string, path: string, { body, revision, key, token = this.#token }: Sent = {}): Promise<HttpAnswer> {
    const response = await fetch(`${this.url}/v1/${path}`, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(revision === undefined ? {} : { 'if-match': `"${revision}"` }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  }

  /** The body of an answer that is a success. */
  async does(method: string, path: string, sent: Sent = {}): Promise<HttpAnswer['body']> {
    const { status, body } = await this.ask(method, path, sent);
    if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  reads(path: string): Promise<HttpAnswer['body']> {
    return this.does('GET', path);
  }

  /** Saves the settings of a new reseller, whose domain is then found to be verified. */
  async setsUp(settings: typeof SETTINGS & Record<string, unknown>): Promise<HttpAnswer['body']> {
    const account = await this.does('PUT', 'account', { body: settings });
    await atConsole(this.url, 'PUT', `senders/${settings.sending.from.split('@')[1]}`, { verified: true });
    await this.does('POST', 'sender', { body: {} });
    return account;
  }

  /** Sends back what was read, with `change`. */
  async edits(path: string, change: Record<string, unknown>, writable: readonly string[]): Promise<HttpAnswer['body']> {
    const read = await this.reads(path);
    const body = { ...Object.fromEntries(writable.map((field) => [field, read[field]])), ...change };
    return this.does('PUT', path, { body, revision: read.revision });
  }

  async add(customer: Record<string, unknown>, services: readonly object[] = [], charges: readonly object[] = []): Promise<string> {
    const { customerId } = await this.does('POST', 'customers', { body: customer });
    for (const service of services) await this.does('POST', `customers/${customerId}/services`, { body: service });
    for (const charge of charges) await this.does('POST', `customers/${customerId}/charges`, { body: charge });
    return customerId;
  }

  invoice(month: string, customer: string): Promise<FullInvoiceAnswer> {
    return this.reads(`invoices/${month}_${customer}`);
  }

  /** The invoice, once its status is `status`. */
  invoiceThat(status: string, month: string, customer: string): Promise<FullInvoiceAnswer> {
    return untilIs(
      `${status} of ${month}_${customer}`,
      () => this.invoice(month, customer),
      (invoice) => invoice.status === status,
    );
  }

  /** All pages of a list. */
  async all(path: string): Promise<HttpAnswer['body'][]> {
    const items: HttpAnswer['body'][] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { items: page, nextCursor }: HttpAnswer['body'] = await this.reads(`${path}${cursor ? `${joint(path)}cursor=${cursor}` : ''}`);
      items.push(...page);
      cursor = nextCursor;
    }
    return items;
  }

  /** Moves the clock past 01:00 on the 1st, fires the hourly rule and waits until the month is made. */
  async makes(month: string): Promise<RunAnswer> {
    await setClock(this.url, `${month}-01T05:00:00+10:00`);
    await atConsole(this.url, 'POST', 'schedules/startRuns');
    return this.closed(month);
  }

  closed(month: string): Promise<RunAnswer> {
    return untilIs(
      `the run of ${month}`,
      () => this.reads(`runs/${month}`),
      ({ state }: RunAnswer) => state === 'closed',
    );
  }

  mailTo(address: string): Promise<Mail[]> {
    return mailOf(this.url, `?to=${encodeURIComponent(address)}`);
  }
}

const joint = (path: string) => (path.includes('?') ? '&' : '?');

export async function atConsole(url: string, method: string, path: string, body?: unknown): Promise<HttpAnswer['body']> {
  const sent = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(`${url}/_local/${path}`, { method, ...sent });
  if (!response.ok) throw new Error(`${method} /_local/${path} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

export const setClock = (url: string, now: string) => atConsole(url, 'PUT', 'clock', { now });

export async function mailOf(url: string, query = '?limit=100000'): Promise<Mail[]> {
  return (await atConsole(url, 'GET', `mail${query}`)).items;
}

/** The first file of an email. */
export async function attachmentOf(url: string, mail: Mail): Promise<{ fileName: string; contentType: string; bytes: Uint8Array }> {
  const { attachments } = (await atConsole(url, 'GET', `mail/${mail.id}`)) as Mail;
  const [first] = attachments;
  if (!first) throw new Error(`“${mail.subject}” has no file`);
  const response = await fetch(url + first.url);
  return { ...first, bytes: new Uint8Array(await response.arrayBuffer()) };
}

/** The settings of a new reseller: in advance, numbers from AAP-00001. */
export const SETTINGS = {
  company: {
    name: 'Acacia Access Partners Pty Ltd',
    taxId: '51 824 753 556',
    registeredForTax: true,
    address: ['Level 2, 10 Example Street', 'Sydney NSW 2000'],
    email: 'accounts@acacia.example',
    payment: { text: 'By bank transfer', bsb: '000-000', accountNumber: '12345678' },
  },
  billing: { timeZone: 'Australia/Sydney', currency: 'AUD', period: 'advance', termsDays: 14, taxRate: '10' },
  numbering: { prefix: 'AAP-' },
  sending: { autoInvoice: true, from: 'billing@acacia.example', fromName: 'Acacia Billing', bounceRecipient: 'bounces@acacia.example' },
};

/** What of a customer or service can be written, to send back what was read. */
export const CUSTOMER_FIELDS = ['name', 'to', 'cc', 'address', 'reference', 'enabled', 'termsDays', 'autoInvoice'] as const;
export const SERVICE_FIELDS = ['description', 'quantity', 'unitPrice', 'taxRate', 'from', 'to', 'enabled'] as const;
