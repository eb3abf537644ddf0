import { format } from 'node:util';
import { expect, it, vi } from 'vitest';
import * as disconnect from '../../functions/api/disconnectXero.ts';
import * as read from '../../functions/api/readXero.ts';
import * as upload from '../../functions/api/uploadMonth.ts';
import * as choices from '../../functions/api/xeroChoices.ts';
import { handler as worker } from '../../functions/uploadToXero.ts';
import type { FaultKind } from '../../local/xero/faults.ts';
import { items, LAST } from '../../shared/store/client.ts';
import { call } from '../support/call.ts';
import { sqsEvent } from '../support/invocations.ts';
import { aroundAll, NOVEMBER, Reseller, setNow } from '../support/reseller.ts';
import { begins, comesBack, xeroAroundAll } from '../support/xeroLink.ts';
import { consentCode, XERO_APP } from '../support/xeroWireless.ts';

const { services } = aroundAll({ services: true });
const { xero } = xeroAroundAll();

/** Everything that comes from Xero's token endpoint, as it goes by. */
function overheard(): string[] {
  const secrets: string[] = [];
  const { fetch } = globalThis;
  vi.stubGlobal('fetch', async (...given: Parameters<typeof fetch>) => {
    const response = await fetch(...given);
    if (!String(given[0]).endsWith('/connect/token')) return response;
    const text = await response.text();
    if (text.startsWith('{')) {
      const { access_token, refresh_token } = JSON.parse(text) as Record<string, string | undefined>;
      secrets.push(...[access_token, refresh_token].filter((each) => each !== undefined));
    }
    return new Response(text, { status: response.status });
  });
  return secrets;
}

/** Everything that is printed, on whichever way. */
function printed(): string[] {
  const all: string[] = [];
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, name).mockImplementation((...text) => void all.push(format(...text)));
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      all.push(String(text));
      return true;
    });
  }
  return all;
}

/** An account's way through Xero and every trouble on it; `answers` is all that was answered, but for the address that Xero is asked at. */
class Story {
  readonly answers: unknown[] = [];
  /** All that was kept of it, while it was. */
  readonly stored: unknown[] = [];
  readonly #account: string;
  readonly #secrets: string[];

  constructor(account: string, secrets: string[]) {
    this.#account = account;
    this.#secrets = secrets;
  }

  /** Comes back twice: the second time for nothing. */
  async consents(): Promise<void> {
    const { state, cookie } = await begins(this.#account);
    const code = await consentCode(xero(), state);
    this.#secrets.push(code, state.split('.')[1] ?? 'no state');
    // A consent is gone from the store as soon as the browser comes back.
    await this.stores();
    this.answers.push(await comesBack({ state, code }, cookie), await comesBack({ state, code }, cookie));
  }

  async asks(): Promise<void> {
    const account = this.#account;
    this.answers.push(await call(read.handler, read.readXero, { account }));
    this.answers.push(await call(choices.handler, choices.xeroChoices, { account }));
  }

  async works(): Promise<void> {
    this.answers.push(await worker(sqsEvent({ account: this.#account })));
  }

  async uploads(): Promise<void> {
    this.answers.push(await call(upload.handler, upload.uploadMonth, { account: this.#account, params: { month: NOVEMBER } }));
  }

  async stores(): Promise<void> {
    for await (const item of items({ partition: this.#account, from: '!', to: LAST })) this.stored.push(item);
  }

  async disconnects(): Promise<void> {
    this.answers.push(await call(disconnect.handler, disconnect.disconnectXero, { account: this.#account }));
  }
}

const breaks = (kind: FaultKind, on: string) => xero().faults.plan([{ kind, count: 1, on }]);
const passes = (minutes: number) => setNow(new Date(Date.now() + minutes * 60_000));

async function connects(story: Story): Promise<void> {
  for (const kind of ['failed', 'failedAfter', 'lost', 'unreadable', 'invalidGrant'] as const) {
    breaks(kind, '/connect/token');
    await story.consents();
  }
  breaks('failed', 'GET /connections');
  await story.consents();
  await story.consents();
  await story.asks();
}

async function uploads(story: Story): Promise<void> {
  await story.uploads();
  for (const kind of ['unauthorised', 'failed', 'unreadable', 'lost', 'limitedMinute'] as const) {
    breaks(kind, 'api.xro');
    await story.works();
    await story.asks();
    passes(20);
  }
}

async function renews(story: Story): Promise<void> {
  breaks('failed', '/connect/token');
  passes(40);
  await story.asks();
  await story.works();
  passes(61 * 24 * 60);
  await story.works();
  await story.asks();
  expect(story.answers.at(-2)).toMatchObject({ body: { state: 'expired' } });
}

/** The key is gone: what is sealed cannot be opened. */
async function losesItsKey(story: Story): Promise<void> {
  const { CONNECTION_KEY_ARN } = process.env;
  process.env.CONNECTION_KEY_ARN = 'arn:aws:kms:ap-southeast-2:000000000000:key/another';
  await story.works();
  await story.asks();
  process.env.CONNECTION_KEY_ARN = CONNECTION_KEY_ARN;
}

/** The sealed pairs as their bytes are: what is merely written in another alphabet is not sealed. */
const decoded = (stored: unknown): string =>
  [...JSON.stringify(stored).matchAll(/"tokens":"([^"]+)"/g)]
    .map(([, sealed = '']) => Buffer.from(sealed, 'base64').toString('latin1'))
    .join();

it('no token, code or secret is told to anyone: not in an answer, the log, a message or the store, whatever goes wrong', async () => {
  const [secrets, told] = [overheard(), printed()];
  secrets.push(XERO_APP.clientSecret, Buffer.from(`${XERO_APP.clientId}:${XERO_APP.clientSecret}`).toString('base64'));
  const reseller = await Reseller.setUp();
  const { id } = reseller;
  await reseller.customer('a', '100');
  await reseller.make(NOVEMBER);
  setNow(new Date('2026-12-02T00:00:00Z'));
  const story = new Story(id, secrets);

  await connects(story);
  await uploads(story);
  await renews(story);
  await story.consents();
  await losesItsKey(story);
  await story.stores();
  breaks('failed', 'DELETE /connections');
  await story.disconnects();
  await story.stores();
  const { answers, stored } = story;
  const queued = await services().received(process.env.UPLOAD_QUEUE_URL ?? '');

  // What is searched is what should be: the pair under seal, the consent, the message, the news of the end and of the key, every secret overheard.
  for (const known of ['"tokens":"AQ', '"hash":"']) expect(JSON.stringify(stored)).toContain(known);
  expect(queued).toContainEqual({ account: id });
  for (const known of ['XeroExpired', 'NotFoundException']) expect(told.join()).toContain(known);
  expect(secrets.length).toBeGreaterThan(25);
  const everything = JSON.stringify([answers, told, stored, queued]) + decoded(stored);
  for (const secret of new Set(secrets)) {
    for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]) expect(everything).not.toContain(form);
  }
});
