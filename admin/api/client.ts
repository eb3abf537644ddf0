import createClient from 'openapi-fetch';
import type { paths } from '../generated/openapi.d.ts';
import { session } from '../session/session.ts';
import { noteServerTime } from './clock.ts';
import { NoAnswer, refused } from './problem.ts';

/** The API, typed by its own description. Every call rejects with a `Problem` unless the answer is a success. */
export const client = createClient<paths>({ baseUrl: '/' });

/** Estimates and previews are asked for with a body, and store nothing. */
const changes = ({ method, url }: Request): boolean => method !== 'GET' && !/\/(estimate$|previews\/)/.test(url);

client.use({
  async onRequest({ request }) {
    if (!navigator.onLine) throw new NoAnswer(changes(request) ? 'notSent' : 'read');
    request.headers.set('authorization', `Bearer ${await session.token()}`);
    return request;
  },
  onError({ request, error }) {
    return error instanceof TypeError ? new NoAnswer(changes(request) ? 'sent' : 'read', error) : undefined;
  },
  async onResponse({ response }) {
    if (response.status === 401) await session.signInAgain();
    if (!response.ok) await refused(response);
    return response;
  },
});

/** The body of a success: what fails has been thrown before. */
export function body<T>({ data }: { data?: T }): NonNullable<T> {
  if (data === undefined || data === null) throw new Error('The server answered nothing');
  noteServerTime((data as { now?: unknown }).now);
  return data;
}

/** For `params.header`: the edit is of what was read, or it is refused. */
export const ifMatch = (revision: number) => ({ 'If-Match': `"${revision}"` });

/** For `params.header`: one for each thing that a person asks for; the same one again creates nothing twice. */
export const idempotencyKey = () => ({ 'Idempotency-Key': crypto.randomUUID() });
