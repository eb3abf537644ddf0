import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export type Credentials = { readonly accessKeyId: string; readonly secretAccessKey: string };

export type Signed = { readonly method: string; readonly url: string; readonly headers: IncomingHttpHeaders };

/** S3's own code and words. */
export type Refusal = { readonly code: string; readonly message: string };

const LONGEST_MS = 7 * 24 * 60 * 60 * 1000;
const SKEW_MS = 15 * 60 * 1000;

type Parts = {
  readonly credential: string;
  readonly date: string;
  readonly signedHeaders: string;
  readonly signature: string;
  readonly payloadHash: string;
};

/** Why S3 would refuse a request that is signed (Signature Version 4) in its query or its headers; undefined when it would not. */
export function refusalOf(request: Signed, { accessKeyId, secretAccessKey }: Credentials, now: Date): Refusal | undefined {
  const query = queryOf(request.url);
  const value = (name: string) => query.find(([key]) => key === name)?.[1] ?? '';
  const presigned = value('X-Amz-Signature') !== '';
  const parts = presigned ? fromQuery(value) : fromHeaders(request.headers);
  if (!parts) return { code: 'AccessDenied', message: 'Access Denied' };
  const [keyId, day = '', region = '', service = ''] = parts.credential.split('/');
  if (keyId !== accessKeyId)
    return { code: 'InvalidAccessKeyId', message: 'The AWS Access Key Id you provided does not exist in our records.' };
  const key = ['aws4_request'].reduce(hmac, [day, region, service].reduce(hmac, Buffer.from(`AWS4${secretAccessKey}`)));
  const text = ['AWS4-HMAC-SHA256', parts.date, `${day}/${region}/${service}/aws4_request`, sha256(canonical(request, query, parts))];
  const expected = hmac(key, text.join('\n'));
  const given = Buffer.from(parts.signature, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return { code: 'SignatureDoesNotMatch', message: 'The request signature we calculated does not match the signature you provided.' };
  }
  return presigned ? outOfTime(instant(parts.date), Number(value('X-Amz-Expires')) * 1000, now) : skewed(instant(parts.date), now);
}

function fromQuery(value: (name: string) => string): Parts {
  return {
    credential: value('X-Amz-Credential'),
    date: value('X-Amz-Date'),
    signedHeaders: value('X-Amz-SignedHeaders'),
    signature: value('X-Amz-Signature'),
    payloadHash: value('X-Amz-Content-Sha256') || 'UNSIGNED-PAYLOAD',
  };
}

function fromHeaders(headers: IncomingHttpHeaders): Parts | undefined {
  const match = /^AWS4-HMAC-SHA256 Credential=([^,]+),\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]+)$/.exec(headers.authorization ?? '');
  if (!match) return undefined;
  const [, credential = '', signedHeaders = '', signature = ''] = match;
  return {
    credential,
    signedHeaders,
    signature,
    date: String(headers['x-amz-date'] ?? ''),
    payloadHash: String(headers['x-amz-content-sha256'] ?? 'UNSIGNED-PAYLOAD'),
  };
}

function canonical({ method, url, headers }: Signed, query: readonly (readonly [string, string])[], parts: Parts): string {
  const sorted = query
    .filter(([key]) => key !== 'X-Amz-Signature')
    .map(([key, value]) => `${encode(key)}=${encode(value)}`)
    .sort();
  const lines = parts.signedHeaders.split(';').map((name) => `${name}:${String(headers[name] ?? '').trim()}\n`);
  return [method, url.split('?')[0], sorted.join('&'), lines.join(''), parts.signedHeaders, parts.payloadHash].join('\n');
}

function outOfTime(signedAt: number, lifeMs: number, now: Date): Refusal | undefined {
  if (!(lifeMs > 0) || lifeMs > LONGEST_MS) {
    return { code: 'AuthorizationQueryParametersError', message: 'X-Amz-Expires must be between 1 and 604800 seconds' };
  }
  if (signedAt > now.getTime() + SKEW_MS) return { code: 'AccessDenied', message: 'Request is not valid yet' };
  return now.getTime() > signedAt + lifeMs ? { code: 'AccessDenied', message: 'Request has expired' } : undefined;
}

function skewed(signedAt: number, now: Date): Refusal | undefined {
  const near = Math.abs(signedAt - now.getTime()) <= SKEW_MS;
  return near
    ? undefined
    : { code: 'RequestTimeTooSkewed', message: 'The difference between the request time and the current time is too large.' };
}

/** Milliseconds of `20261101T120000Z`. */
const instant = (date: string) => Date.parse(date.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/, '$1-$2-$3T$4:$5:$6Z'));

export function queryOf(url: string): (readonly [string, string])[] {
  const [, query = ''] = url.split(/\?(.*)/s);
  return query
    .split('&')
    .filter(Boolean)
    .map((pair) => {
      const [key = '', value = ''] = pair.split(/=(.*)/s);
      return [decode(key), decode(value)] as const;
    });
}

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What is not well escaped stays as it came; its signature will not match. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
