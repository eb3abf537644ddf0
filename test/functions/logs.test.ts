import { afterEach, describe, expect, it, vi } from 'vitest';
import { ROUTES } from '../../functions/routes.ts';
import { FUNCTIONS } from '../../lib/functions.ts';
import { anAccount } from '../support/builders.ts';
import { canaries } from '../support/canaries.ts';
import { loaded, OWN, paramsOf } from '../support/endpoints.ts';
import { bounce, complaint, delivery, sesEvent, sqsEvent } from '../support/invocations.ts';
import { NOVEMBER, type Reseller } from '../support/reseller.ts';
import { standingAroundAll } from '../support/standing.ts';

/** Whatever any function does, well or badly: no secret, no address and no word of an email is printed. A function that is added is asked too. */
const { standing, sends, asks } = standingAroundAll();

const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.eyJjYW5hcnkiOiJ0b2tlbiJ9.c2lnbmF0dXJl';
const CLERK = 'canary-clerk@reseller.example';
const SECRETS = [
  TOKEN,
  CLERK,
  'canary-cookie',
  'a@customer.example',
  'billing@acacia.example',
  'accounts@acacia.example',
  // Of the email's text, and of how to pay.
  anAccount().sending.body.slice(0, 30),
  anAccount().company.payment.accountNumber ?? '',
  'canary of a customer',
  'client-secret',
];
canaries(...SECRETS);

afterEach(() => void vi.unstubAllEnvs());

const WITH_SECRETS = {
  user: CLERK,
  headers: {
    'if-match': '"1"',
    authorization: `Bearer ${TOKEN}`,
    cookie: 'canary-cookie',
    referer: 'https://app.example/?code=canary-cookie',
  },
  cookies: ['canary-cookie=canary-cookie'],
};

/** The store is gone, so that whatever a function does ends in a fault of ours, which is printed whole. */
const withoutStore = () => vi.stubEnv('TABLE_NAME', 'gone');

describe('an endpoint prints no secret', () => {
  it.each(ROUTES.map((route) => [route.file, route] as const))('%s', async (_, route) => {
    const reseller = await standing();
    const params = paramsOf(route, OWN);
    const asked = {
      ...WITH_SECRETS,
      ...sends(route.file),
      user: CLERK,
      headers: { ...WITH_SECRETS.headers, ...sends(route.file).headers },
    };
    await asks(reseller, route, OWN, asked);
    // What is refused may be said to whoever asked, not to the log.
    await asks(reseller, route, OWN, { ...WITH_SECRETS, body: { to: 'a@customer.example', name: 'canary of a customer', token: TOKEN } });
    await asks(reseller, route, OWN, { ...WITH_SECRETS, params: { ...params, address: 'a@customer.example' }, query: { cursor: TOKEN } });
    withoutStore();
    const { made } = await loaded(route);
    const { status } = await asks(reseller, route, OWN, asked);
    if (made.role !== 'anyone') expect(status).toBe(500);
  });
});

type Handler = (event: unknown) => Promise<unknown>;

/** What each of the others is called with: what it is for, and what it cannot read. */
const EVENTS: Readonly<Record<string, (reseller: Reseller) => readonly unknown[]>> = {
  startRuns: () => [{}],
  sweep: () => [{}],
  checkSenders: () => [{}],
  planRun: ({ id }) => [sqsEvent({ account: id, month: '2026-12', by: CLERK }), poison()],
  makeInvoices: ({ id, world }) => [
    ...world.pages.map((page) => sqsEvent(page)),
    sqsEvent({ account: id, month: NOVEMBER, plan: 'x', page: 1 }),
    poison(),
  ],
  emailInvoice: ({ id }) => [sqsEvent({ account: id, month: NOVEMBER, customer: 'a', attempt: 1 }), poison()],
  uploadToXero: ({ id }) => [sqsEvent({ account: id }), poison()],
  recordEmailEvent: ({ id }) => {
    const about = { accountId: id, month: NOVEMBER, customerId: 'a' };
    const now = new Date();
    const news = [delivery('a@customer.example', now), bounce('a@customer.example', now), complaint('a@customer.example', now)];
    return [...news.map((each) => sesEvent(about, 1, each, now)), { detail: { mail: { destination: ['a@customer.example'] } } }];
  },
};

const poison = () => sqsEvent({ account: 'a@customer.example', note: 'canary of a customer', token: TOKEN });

describe('nor does', () => {
  const others = Object.keys(FUNCTIONS).filter((name) => !name.startsWith('api/'));

  it.each(others)('%s', async (name) => {
    const { handler } = (await import(`../../functions/${name}.ts`)) as { readonly handler: Handler };
    const events = EVENTS[name];
    if (!events) throw new Error(`No test knows what ${name} is called with: name it here`);
    const reseller = await standing();
    const call = (event: unknown) => handler(event).catch((error: unknown) => expect(String(error)).not.toContain('@'));
    for (const event of events(reseller)) await call(event);
    withoutStore();
    for (const event of events(reseller)) await call(event);
  });
});
