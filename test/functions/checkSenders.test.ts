import { afterAll, beforeAll, expect, it } from 'vitest';
import { handler as verifyHandler, verifySender } from '../../functions/api/verifySender.ts';
import { handler as checkSenders } from '../../functions/checkSenders.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { call } from '../support/call.ts';
import { freshPostbox, type Postbox } from '../support/postbox.ts';
import { aroundAll } from '../support/reseller.ts';
import { saves, settingsOf } from '../support/settings.ts';

aroundAll();
let postbox: Postbox;
beforeAll(async () => {
  postbox = await freshPostbox();
});
afterAll(() => postbox.stop());

it('verified comes up without anybody looking, and a domain that nobody started is left as it is', { timeout: 30_000 }, async () => {
  for (const account of ['waiting', 'idle']) expect((await saves(account, settingsOf(account))).status).toBe(200);
  const noted = async (account: string) => (await accounts.get(account))?.verifiedSender;
  expect((await call(verifyHandler, verifySender, { account: 'waiting', body: {} })).status).toBe(200);
  await checkSenders({});
  expect(await noted('waiting')).toBeUndefined();
  postbox.senders.decide('waiting.example', true);
  await checkSenders({});
  expect([await noted('waiting'), await noted('idle')]).toEqual(['waiting.example', undefined]);
  expect(postbox.senders.find('idle.example')).toBeUndefined();
});
