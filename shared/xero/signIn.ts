import * as z from 'zod/mini';
import { config } from '../config.ts';
import type { Offer } from '../domain/xero/connection.ts';
import type { FreshTokens, SignIn, SignInAnswer } from '../domain/xero/ports.ts';
import { wordsOf } from './words.ts';

/** What we ask a reseller's consent for, and nothing beyond it. `offline_access` is what makes Xero give a refresh token. */
export const SCOPES = 'offline_access accounting.invoices accounting.contacts accounting.settings.read accounting.attachments';

/** Of a sign-in somebody waits for the answer, in a browser. */
const ANSWER_MS = 8_000;

export type Credentials = { readonly clientId: string; readonly clientSecret: string };

const fresh = z.object({
  access_token: z.string().check(z.minLength(1)),
  refresh_token: z.string().check(z.minLength(1)),
  expires_in: z.number().check(z.positive()),
});

const offered = z.array(z.object({ id: z.string(), tenantId: z.string(), tenantType: z.string(), tenantName: z.catch(z.string(), '') }));

/** OAuth's own words, and those of the rest of Xero's API, in which a token that is not accepted is told. */
const failure = z.object({
  error: z.optional(z.nullable(z.string())),
  error_description: z.optional(z.nullable(z.string())),
  Title: z.optional(z.nullable(z.string())),
  Detail: z.optional(z.nullable(z.string())),
});

/** OAuth 2 of an app that has a secret. What `credentials` throws is thrown, before Xero is asked. */
export function signInWith(credentials: () => Promise<Credentials>): SignIn {
  return {
    async authoriseUrl(state) {
      const { clientId } = await credentials();
      const asked = { response_type: 'code', client_id: clientId, redirect_uri: redirectUri(), scope: SCOPES, state };
      // A plus sign means a space in forms alone.
      const query = new URLSearchParams(asked).toString().replaceAll('+', '%20');
      return `${config.xeroLoginUrl()}/identity/connect/authorize?${query}`;
    },
    exchange: async (code) => tokens(await credentials(), { grant_type: 'authorization_code', code, redirect_uri: redirectUri() }, [code]),
    refresh: async (refreshToken) =>
      tokens(await credentials(), { grant_type: 'refresh_token', refresh_token: refreshToken }, [refreshToken]),
    offers: (accessToken) =>
      ask(connections(), { headers: bearing(accessToken) }, [accessToken], (text) => organisationsIn(JSON.parse(text))),
    async disconnect(accessToken, connectionId) {
      const url = `${connections()}/${encodeURIComponent(connectionId)}`;
      const done = await ask(url, { method: 'DELETE', headers: bearing(accessToken) }, [accessToken], () => true, [404]);
      return done.outcome === 'done' ? { outcome: 'done', value: undefined } : done;
    },
  };
}

const redirectUri = (): string => `${config.appUrl()}v1/xero/callback`;
const connections = (): string => `${config.xeroApiUrl()}/connections`;
const bearing = (accessToken: string) => ({ authorization: `Bearer ${accessToken}`, accept: 'application/json' });

/** Only organisations have books; a consent may cover accountants' practices too. */
const organisationsIn = (json: unknown): Offer[] =>
  offered
    .parse(json)
    .filter(({ tenantType }) => tenantType === 'ORGANISATION')
    .map(({ id, tenantId, tenantName }) => ({ organisationId: tenantId, connectionId: id, name: tenantName }));

function tokens({ clientId, clientSecret }: Credentials, grant: Record<string, string>, secrets: readonly string[]) {
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  const request = {
    method: 'POST',
    headers: { authorization: `Basic ${basic}`, accept: 'application/json' },
    body: new URLSearchParams(grant),
  };
  return ask(`${config.xeroIdentityUrl()}/connect/token`, request, [...secrets, clientSecret, basic], (text): FreshTokens => {
    const { access_token, refresh_token, expires_in } = fresh.parse(JSON.parse(text));
    return { accessToken: access_token, refreshToken: refresh_token, expiresInSeconds: expires_in };
  });
}

/**
 * One request, not repeated. No error of `fetch` or of a parser is passed on, because each quotes what it was given; `secrets` are what
 * must not be quoted by Xero either. `also`: what is as good as done, beside what succeeds.
 */
async function ask<T>(
  url: string,
  request: RequestInit,
  secrets: readonly string[],
  read: (text: string) => T,
  also: readonly number[] = [],
): Promise<SignInAnswer<T>> {
  const signal = AbortSignal.timeout(ANSWER_MS);
  let heard: { readonly status: number; readonly text: string };
  try {
    // A redirection would carry the code or the token to wherever it points.
    const response = await fetch(url, { ...request, signal, redirect: 'manual' });
    heard = { status: response.status, text: await response.text() };
  } catch {
    const why = signal.aborted
      ? `Xero did not answer within ${ANSWER_MS / 1000} seconds`
      : 'The connection to Xero broke before it answered';
    return { outcome: 'unknown', words: why };
  }
  const { status, text } = heard;
  if ((status >= 200 && status < 300) || also.includes(status)) {
    try {
      return { outcome: 'done', value: read(text) };
    } catch {
      return { outcome: 'unknown', words: "Xero's answer could not be read" };
    }
  }
  if (status < 400 || status >= 500 || status === 408) return { outcome: 'unknown', words: `Xero answered ${status}` };
  return refused(status, text, secrets);
}

function refused(status: number, text: string, secrets: readonly string[]): SignInAnswer<never> {
  let said: z.output<typeof failure> = {};
  try {
    said = failure.parse(JSON.parse(text));
  } catch {
    // What is no JSON was not written for us: a page of some server in between.
  }
  const words = wordsOf([said.error, said.error_description, said.Detail ?? said.Title], secrets);
  return {
    outcome: said.error === 'invalid_grant' ? 'invalidGrant' : 'refused',
    words: words || `Xero answered ${status} and did not say why`,
  };
}
