import { createHash } from 'node:crypto';
import { headerOf, type Reply, type XeroRequest } from './exchange.ts';
import type { Records } from './records.ts';
import { badRequest } from './wire.ts';

const REMEMBERED_MS = 6 * 60 * 1000;
const LONGEST_KEY = 128;

/** The answer to a write, by tenant and key. */
export type Remembered = {
  readonly at: number;
  readonly request: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/**
 * Under one key the same request is done once and answered each time, for six minutes. Another request under it is refused.
 * Only what was really looked at is remembered, not a failure of Xero's own.
 */
export function once(records: Records, tenantId: string, request: XeroRequest, now: Date, work: () => Reply): Reply {
  const key = headerOf(request, 'idempotency-key');
  if (!key || request.method === 'GET') return work();
  if (key.length > LONGEST_KEY) return refused(`Idempotency Key: ${key} is longer than ${LONGEST_KEY} characters.`);
  const id = `${tenantId} ${key}`;
  const fingerprint = fingerprintOf(request);
  const known = records.get('remembered', id);
  if (known && now.getTime() - known.at < REMEMBERED_MS) {
    if (known.request !== fingerprint) return refused(`Idempotency Key: ${key} is used with a different request.`);
    return { status: known.status, headers: known.headers, body: Buffer.from(known.body, 'base64') };
  }
  const reply = work();
  records.removeWhere('remembered', ({ at }) => now.getTime() - at >= REMEMBERED_MS);
  const at = now.getTime();
  if (reply.status < 500) {
    records.put('remembered', id, { ...reply, at, request: fingerprint, body: reply.body.toString('base64') });
  }
  return reply;
}

const refused = (message: string) => badRequest(10, 'ValidationException', message);

function fingerprintOf({ method, path, query, body }: XeroRequest): string {
  return createHash('sha256').update(`${method} ${path}?${query}\n`).update(body).digest('base64');
}
