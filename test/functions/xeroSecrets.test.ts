import { format } from 'node:util';
import { expect, it, vi } from 'vitest';
import * as read from '../../functions/api/readXero.ts';
import * as upload from '../../functions/api/uploadMonth.ts';
import * as choices from '../../functions/api/xeroChoices.ts';
import { handler as worker } from '../../functions/uploadToXero.ts';
import { items, LAST } from '../../shared/store/client.ts';
import { call } from '../support/call.ts';
import { sqsEvent } from '../support/invocations.ts';
import { aroundAll, NOVEMBER, Reseller, setNow } from '../support/reseller.ts';
import { consentCode, XERO_APP } from '../support/xeroInProcess.ts';
import { begins, comesBack, xeroAroundAll } from '../support/xeroLink.ts';

aroundAll({ services: true });
const { xero } = xeroAroundAll();

/** Everything that comes from Xero's token endpoint, as it goes by. */
function overheard(): string[] {
  const secrets: string[] = [];
  const { fetch } = globalThis;
  vi.stubGlobal('fetch', async (...given: Parameters<typeof fetch>) => {
    const response = await fetch(...given);
    if (!String(given[0]).endsWith('/connect/token')) return response;
    const text = await response.text();
    const { access_token, refresh_token } = JSON.parse(text) as Record<string, string | undefined>;
    secrets.push(...[access_token, refresh_token].filter((each) => each !== undefined));
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

it('no token, code or secret is told to anyone: not in an answer, the log, a message or the store, whatever goes wrong', async () => {
  const [secrets, told] = [overheard(), printed()];
  secrets.push(XERO_APP.clientSecret, Buffer.from(`${XERO_APP.clientId}:${XERO_APP.clientSecret}`).toString('base64'));
  const reseller = await Reseller.setUp();
  const { id: account } = reseller;
  await reseller.customer('a', '100');
  await reseller.make(NOVEMBER);
  setNow(new Date('2026-12-02T00:00:00Z'));

  const { state, cookie } = await begins(account);
  const code = await consentCode(xero(), state);
  secrets.push(code, state.split('.')[1] ?? 'no state');
  const answers: unknown[] = [await comesBack({ state, code }, cookie)];
  const asks = async () => {
    answers.push(await call(read.handler, read.readXero, { account }), await call(choices.handler, choices.xeroChoices, { account }));
  };
  const works = async () => void answers.push(await worker(sqsEvent({ account })));
  await asks();
  answers.push(await call(upload.handler, upload.uploadMonth, { account, params: { month: NOVEMBER } }));
  for (const kind of ['unauthorised', 'failed', 'unreadable', 'lost', 'limitedMinute'] as const) {
    xero().faults.plan([{ kind, count: 1, on: 'api.xro' }]);
    await works();
    await asks();
    setNow(new Date(Date.now() + 20 * 60_000));
  }
  xero().faults.plan([{ kind: 'failed', count: 1, on: '/connect/token' }]);
  setNow(new Date(Date.now() + 40 * 60_000));
  await asks();
  await works();
  setNow(new Date(Date.now() + 61 * 24 * 3_600_000));
  await works();
  await asks();
  expect(answers.at(-2)).toMatchObject({ body: { state: 'expired' } });

  const stored: unknown[] = [];
  for await (const item of items({ partition: account, from: '!', to: LAST })) stored.push(item);
  const everything = JSON.stringify([answers, told, stored]);
  expect(secrets.length).toBeGreaterThan(6);
  for (const secret of secrets) {
    for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]) expect(everything).not.toContain(form);
  }
});
