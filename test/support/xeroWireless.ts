import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { AxiosResponse, InternalAxiosRequestConfig } from 'axios';
import type { XeroRequest } from '../../local/xero/exchange.ts';
import { HANG_UP, type XeroStandIn } from '../../local/xero/standIn.ts';

const ORIGIN = 'http://xero.test';
export const APP_URL = 'http://localhost:4100/';
export const XERO_APP = {
  name: 'Rebill',
  clientId: 'client-id',
  clientSecret: 'client-secret',
  redirectUris: [`${APP_URL}v1/xero/callback`],
};

/** `forgetsKeys`: no request is known again by its Idempotency-Key, as after six minutes. */
export type InProcess = {
  readonly xero: XeroStandIn;
  readonly forgetsKeys: boolean;
  /** Whether a request is kept back, to arrive when nobody waits for it any more. */
  keepsBack(method: string, path: string, send: () => Promise<unknown>): boolean;
};

/** The axios that xero-node sends with. */
const axios = createRequire(createRequire(import.meta.url).resolve('xero-node/dist/gen/api/accountingApi.js'))('axios') as {
  defaults: { adapter: unknown };
};

/**
 * xero-node and our sign-in talk to the stand-in without a wire between them: the same requests and the same answers, thousands of them in a
 * second. Until what it answers is called.
 */
export function connectWireless(current: () => InProcess): () => void {
  const ask = async (method: string, url: URL, headers: Record<string, string>, body: Buffer) => {
    const simulation = current();
    const { xero, forgetsKeys } = simulation;
    const sent = forgetsKeys ? { ...headers, 'idempotency-key': '' } : headers;
    const request: XeroRequest = { method, path: url.pathname, query: url.searchParams, headers: sent, body };
    if (simulation.keepsBack(method, url.pathname, () => xero.answer(request))) throw new Error('socket hang up');
    const reply = await xero.answer(request);
    if (reply === HANG_UP) throw new Error('socket hang up');
    return reply;
  };
  const usual = { adapter: axios.defaults.adapter, fetch: globalThis.fetch, environment: { ...process.env } };
  axios.defaults.adapter = async (config: InternalAxiosRequestConfig): Promise<AxiosResponse> => {
    const url = new URL(config.url ?? '');
    for (const [name, value] of Object.entries((config.params ?? {}) as Record<string, unknown>)) {
      if (value !== undefined) url.searchParams.set(name, Array.isArray(value) ? value.join(',') : String(value));
    }
    const reply = await ask((config.method ?? 'get').toUpperCase(), url, lowered(config.headers.toJSON()), bytesOf(config.data));
    return { data: reply.body.toString(), status: reply.status, statusText: '', headers: reply.headers as never, config };
  };
  globalThis.fetch = (async (url: string, { method = 'GET', headers, body }: RequestInit = {}) => {
    const reply = await ask(
      method,
      new URL(url),
      { ...formOf(body), ...lowered(headers as Record<string, unknown>) },
      Buffer.from(String(body ?? '')),
    );
    return new Response(reply.status === 204 ? null : reply.body.toString(), { status: reply.status });
  }) as typeof fetch;
  const digestAgain = digestAtOnce();
  const urls = { XERO_LOGIN_URL: ORIGIN, XERO_IDENTITY_URL: ORIGIN, XERO_API_URL: ORIGIN, XERO_GO_URL: ORIGIN, APP_URL };
  Object.assign(process.env, urls);
  return () => {
    axios.defaults.adapter = usual.adapter;
    globalThis.fetch = usual.fetch;
    digestAgain();
    for (const name of Object.keys(urls)) {
      const before = usual.environment[name];
      if (before === undefined) delete process.env[name];
      else process.env[name] = before;
    }
  };
}

/** The only thing left that would be answered on another thread, in its own time. Until what it answers is called. */
export function digestAtOnce(): () => void {
  const usual = crypto.subtle.digest;
  const digest = async (_: unknown, content: Uint8Array) => new Uint8Array(createHash('sha256').update(content).digest()).buffer;
  const become = (value: unknown) => Object.defineProperty(crypto.subtle, 'digest', { value, configurable: true, writable: true });
  become(digest);
  return () => void become(usual);
}

const lowered = (headers: Record<string, unknown> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));

/** What `fetch` says of a form by itself. */
const formOf = (body: unknown): Record<string, string> =>
  body instanceof URLSearchParams ? { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' } : {};

const bytesOf = (data: unknown): Buffer =>
  Buffer.isBuffer(data) ? data : Buffer.from(typeof data === 'string' ? data : JSON.stringify(data ?? ''));

/** The code of somebody who consents to these organisations; the first where none is named. */
export async function consentCode(xero: XeroStandIn, state: string, tenantIds?: readonly string[]): Promise<string> {
  const [first] = xero.hands.organisations();
  const form = new URLSearchParams({
    response_type: 'code',
    client_id: XERO_APP.clientId,
    redirect_uri: XERO_APP.redirectUris[0] ?? '',
    scope: 'offline_access accounting.invoices accounting.contacts accounting.settings.read accounting.attachments',
    state,
    decision: 'allow',
  });
  for (const tenantId of tenantIds ?? [first?.tenantId ?? '']) form.append('organisation', tenantId);
  const path = '/identity/connect/authorize';
  const reply = await xero.answer({ method: 'POST', path, query: new URLSearchParams(), headers: {}, body: Buffer.from(form.toString()) });
  if (reply === HANG_UP) throw new Error('The consent page hung up');
  return new URL(reply.headers.location ?? '').searchParams.get('code') ?? '';
}
