import { AccountingApi } from 'xero-node/dist/gen/api/accountingApi.js';
import type { XeroRequest } from '../../../local/xero/exchange.ts';
import { HANG_UP, type StandInOptions, XeroStandIn } from '../../../local/xero/standIn.ts';

export const APP = {
  name: 'Rebill',
  clientId: 'CLIENT',
  clientSecret: 'client-secret',
  redirectUris: ['http://localhost:4100/v1/xero/callback'],
};

export const SCOPES = 'offline_access accounting.invoices accounting.contacts accounting.settings.read accounting.attachments';

export const REDIRECT_URI = 'http://localhost:4100/v1/xero/callback';

/** A clock that stands still until it is moved. */
export class Time {
  now = new Date('2026-11-01T02:00:00Z');

  pass({ minutes = 0, seconds = 0, days = 0 }): void {
    this.now = new Date(this.now.getTime() + (days * 86_400 + minutes * 60 + seconds) * 1000);
  }
}

export type Answered = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly text: string };

/** Someone with a program and a browser, and a stand-in in memory. */
export class Person {
  readonly time = new Time();
  readonly xero: XeroStandIn;

  constructor(options: Partial<StandInOptions> = {}) {
    this.xero = new XeroStandIn({ app: APP, now: () => this.time.now, ...options });
  }

  get tenantId(): string {
    return this.xero.hands.organisations()[0]?.tenantId ?? '';
  }

  /** Undefined where it hung up. */
  async ask(method: string, url: string, headers: Record<string, string> = {}, body: string | Buffer = ''): Promise<Answered | undefined> {
    const [path = '', query = ''] = url.split(/\?(.*)/s);
    const request: XeroRequest = { method, path, query: new URLSearchParams(query), headers, body: Buffer.from(body) };
    const reply = await this.xero.answer(request);
    return reply === HANG_UP ? undefined : { status: reply.status, headers: reply.headers, text: reply.body.toString() };
  }

  /** Where the browser is sent after consenting to these organisations. */
  async consent(over: Record<string, string> = {}, tenantIds = [this.tenantId]): Promise<URL> {
    const form = new URLSearchParams({ ...consentQuery(), decision: 'allow', ...over });
    for (const tenantId of tenantIds) form.append('organisation', tenantId);
    const answer = await this.ask('POST', '/identity/connect/authorize', {}, form.toString());
    return new URL(answer?.headers.location ?? `about:${answer?.status}`);
  }

  token(fields: Record<string, string>, secret = APP.clientSecret): Promise<Answered | undefined> {
    const authorization = `Basic ${Buffer.from(`${APP.clientId}:${secret}`).toString('base64')}`;
    const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
    return this.ask('POST', '/connect/token', headers, new URLSearchParams(fields).toString());
  }

  async tokens(over: Record<string, string> = {}, tenantIds?: string[]): Promise<{ access_token: string; refresh_token: string }> {
    const code = (await this.consent(over, tenantIds)).searchParams.get('code') ?? '';
    const answer = await this.token({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI });
    return JSON.parse(answer?.text ?? '') as { access_token: string; refresh_token: string };
  }

  /** xero-node itself, at this address. */
  async api(origin: string): Promise<AccountingApi> {
    const api = new AccountingApi(`${origin}/api.xro/2.0`);
    api.accessToken = (await this.tokens()).access_token;
    return api;
  }
}

export const consentQuery = () => ({
  response_type: 'code',
  client_id: APP.clientId,
  redirect_uri: REDIRECT_URI,
  scope: SCOPES,
  state: 'state-1',
});
