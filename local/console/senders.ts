import type { Senders } from '../mail/senders.ts';
import { Refused } from './reply.ts';

/** `/_local/senders` and `PUT /_local/senders/{domain} {"verified": true}`; undefined for anything else. */
export async function answerSenders(
  method: string,
  domain: string | undefined,
  body: () => Promise<unknown>,
  senders: Senders,
): Promise<unknown> {
  if (method === 'GET' && !domain) return { items: senders.list() };
  if (method !== 'PUT' || !domain) return undefined;
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(domain)) throw new Refused(400, 'A domain like reseller.example');
  const { verified } = (await body()) as { verified?: unknown };
  if (typeof verified !== 'boolean') throw new Refused(400, 'verified: true or false');
  senders.decide(domain, verified);
  return senders.find(domain);
}
