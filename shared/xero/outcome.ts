import type { Answer, Limit } from '../domain/xero/ports.ts';
import type { Reply } from './client.ts';
import { type Refusal, readJson, refusalIn, said } from './elements.ts';
import { wordsOf } from './words.ts';

/** Where Xero does not say how long to wait, in seconds. A call under way ends in a moment; all else is counted by the minute. */
const CALL_SECONDS = 1;
const MINUTE_SECONDS = 60;
/** Xero's longest limit is the day's: what says more is wrong. */
const DAY_SECONDS = 86_400;

/** What came of a call, by what was heard. `read` makes the value of an answer's JSON, and throws or answers nothing if it cannot. */
export function answerOf<T>(reply: Reply, token: string, read: (json: unknown) => T | undefined): Answer<T> {
  if (!reply.heard) return unknown(silence(reply.lateAfterMs));
  const { status, text } = reply;
  if (status === 429) return limited(reply);
  if (status >= 200 && status < 300) {
    const value = readJson(text, read);
    return value === undefined ? unknown("Xero's answer could not be read") : { outcome: 'done', value, ...dayLeft(reply) };
  }
  // 408: the server gave up on the request; by then it may have had all of it.
  if (status < 400 || status >= 500 || status === 408) return unknown(`Xero answered ${status}`);
  const refusal = readJson(text, refusalIn) ?? {};
  const words = wordsOf(messagesIn(refusal), [token]) || `Xero answered ${status} and did not say why`;
  const shutOut = status === 401 || (status === 403 && /AuthenticationUnsuccessful/i.test(refusal.Detail ?? ''));
  if (shutOut) return { outcome: 'unauthorised', words };
  return { outcome: 'refused', words, ...(status === 402 || status === 403 ? { barred: true } : {}) };
}

const unknown = (words: string): { outcome: 'unknown'; words: string } => ({ outcome: 'unknown', words });

const silence = (lateAfterMs?: number): string =>
  lateAfterMs === undefined
    ? 'The connection to Xero broke before it answered'
    : `Xero did not answer within ${lateAfterMs / 1000} seconds`;

const messagesIn = ({ Message, Title, Detail, Elements }: Refusal): unknown[] => [
  Message,
  // Its short form, which says little beside a detail: "Unauthorized".
  Detail ?? Title,
  ...(Elements ?? []).flatMap(({ ValidationErrors }) => (ValidationErrors ?? []).map(said)),
];

type Heard = Extract<Reply, { heard: true }>;

function limited({ header }: Heard): Extract<Answer<never>, { outcome: 'limited' }> {
  const limit = limitNamed(header('x-rate-limit-problem') ?? '');
  const said = Math.ceil(Number(header('retry-after')));
  const seconds = said > 0 ? said : limit === 'concurrent' ? CALL_SECONDS : MINUTE_SECONDS;
  return { outcome: 'limited', limit, seconds: Math.min(DAY_SECONDS, seconds) };
}

/** `appminute` is not `minute`. A name that is not known is taken for the limit that is met most. */
function limitNamed(problem: string): Limit {
  const name = problem.toLowerCase();
  if (name.startsWith('app')) return 'app';
  if (name.startsWith('day') || name.startsWith('daily')) return 'day';
  return name.startsWith('concurrent') ? 'concurrent' : 'minute';
}

function dayLeft({ header }: Heard): { dayLeft?: number } {
  const left = header('x-daylimit-remaining') ?? '';
  return /^\d{1,9}$/.test(left) ? { dayLeft: Number(left) } : {};
}
