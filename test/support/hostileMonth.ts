import { expect } from 'vitest';
import * as start from '../../functions/api/startRun.ts';
import * as verify from '../../functions/api/verifySender.ts';
import { handler as emailInvoice } from '../../functions/emailInvoice.ts';
import { handler as makeInvoices } from '../../functions/makeInvoices.ts';
import { handler as planRun } from '../../functions/planRun.ts';
import { call } from './call.ts';
import { sqsEvent } from './invocations.ts';
import type { Services } from './services.ts';
import { saves, settingsOf } from './settings.ts';

/** Set up by the API alone, its domain found to be verified. */
export async function setsUp(account: string, over: object, decide: (domain: string) => void): Promise<void> {
  decide(`${account}.example`);
  const settings = settingsOf(account);
  const sending = { ...settings.sending, autoInvoice: true };
  expect((await saves(account, { ...settings, sending, ...over })).status).toBe(200);
  const { status, body } = await call(verify.handler, verify.verifySender, { account });
  expect([status, body.state]).toEqual([200, 'verified']);
}

/** The month from the click that starts its run to the last email, through every queue, by the real functions. */
export async function makesAndSends(account: string, month: string, services: Services): Promise<number> {
  expect((await call(start.handler, start.startRun, { account, params: { month }, body: {} })).status).toBe(202);
  await worked(services, 'RUN_QUEUE_URL', planRun);
  await worked(services, 'PAGE_QUEUE_URL', makeInvoices);
  return worked(services, 'EMAIL_QUEUE_URL', emailInvoice);
}

async function worked(
  services: Services,
  variable: string,
  handler: (event: ReturnType<typeof sqsEvent>) => Promise<unknown>,
): Promise<number> {
  const messages = await services.received(process.env[variable] ?? '');
  for (let at = 0; at < messages.length; at += 10)
    expect(await handler(sqsEvent(...messages.slice(at, at + 10)))).toEqual({ batchItemFailures: [] });
  return messages.length;
}
