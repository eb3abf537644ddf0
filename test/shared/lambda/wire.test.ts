import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { checked } from '../../../shared/lambda/checking.ts';
import { Reply, rawOf, replyOf, revisionOf } from '../../../shared/lambda/wire.ts';

const LIMIT = 262_144;
const event = (over: object) => ({ headers: {}, isBase64Encoded: false, ...over }) as unknown as APIGatewayProxyEventV2;
const sent = (body: string | Uint8Array) =>
  rawOf(event(typeof body === 'string' ? { body } : { body: Buffer.from(body).toString('base64'), isBase64Encoded: true }));

describe('a body', () => {
  it('that is not there is an empty object, so that what is required is named field by field', () => {
    for (const body of [undefined, '']) expect(rawOf(event({ body })).json()).toEqual({});
  });

  it('is the same whether the gateway hands it over as text or as base64', () => {
    const text = '{"name":"Ánh 🏖 שלום"}';
    expect(sent(text).json()).toEqual({ name: 'Ánh 🏖 שלום' });
    expect(sent(Buffer.from(text)).json()).toEqual({ name: 'Ánh 🏖 שלום' });
  });

  it('may begin with a byte order mark, as some editors write it', () => {
    expect(sent(Buffer.from('\ufeff{"name":"a"}')).json()).toEqual({ name: 'a' });
  });

  it.each([
    ['a lone continuation byte', [0x80]],
    ['Latin-1', [0xe9]],
    ['half a character', [0xf0, 0x9f, 0x8f]],
    ['half a surrogate pair', [0xed, 0xa0, 0x80]],
    ['an overlong slash', [0xc0, 0xaf]],
  ])('that is no UTF-8 is refused, not read with holes in it: %s', (_, bytes) => {
    const body = Buffer.concat([Buffer.from('{"name":"'), Buffer.from(bytes), Buffer.from('"}')]);
    expect(() => sent(body).json()).toThrow(
      expect.objectContaining({ code: 'invalid', fields: [expect.objectContaining({ field: 'body' })] }),
    );
  });

  it('is at most 256 KB, to the byte, and is not even read beyond', () => {
    const of = (bytes: number) => sent(JSON.stringify('x'.repeat(bytes - 2)));
    expect(of(LIMIT).json()).toHaveLength(LIMIT - 2);
    expect(() => of(LIMIT + 1).json()).toThrow(expect.objectContaining({ code: 'too-large' }));
    expect(() => sent(Buffer.alloc(5_000_000, 0x5b)).json()).toThrow(expect.objectContaining({ code: 'too-large' }));
  });

  it('of a hundred thousand brackets is refused as whatever it is, and breaks nothing', () => {
    const deep = '['.repeat(100_000);
    expect(() => sent(deep).json()).toThrow(expect.objectContaining({ code: 'invalid' }));
    const whole = sent(`{"name":${deep}${']'.repeat(100_000)}}`).json();
    const schema = z.strictObject({ name: z.string() });
    expect(() => checked(schema, whole)).toThrow('name: must be a text');
    expect(() => checked(z.strictObject({}), whole)).toThrow('name: is not a known field');
  });

  it('cannot smuggle a field in by the prototype', () => {
    const schema = z.strictObject({ name: z.optional(z.string()) });
    for (const body of ['{"__proto__":{"name":"x"}}', '{"constructor":1}', '{"toString":1}'])
      expect(() => checked(schema, sent(body).json()), body).toThrow('is not a known field');
  });

  it('that is no JSON comes byte for byte, its type without its parameters', () => {
    const bytes = Buffer.from([0, 0xff, 0x89, 0x50, 0x80]);
    const { bytes: read, contentType } = rawOf(
      event({ body: bytes.toString('base64'), isBase64Encoded: true, headers: { 'content-type': ' Image/PNG ; charset=x' } }),
    );
    expect([Buffer.from(read).equals(bytes), contentType]).toEqual([true, 'image/png']);
    expect(sent('').contentType).toBe('');
  });
});

describe('an answer', () => {
  it('is JSON that nobody keeps, with the usual status', () => {
    expect(replyOf({ name: 'a' }, 201)).toEqual({
      statusCode: 201,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
      body: '{"name":"a"}',
    });
  });

  it('carries the revision of its item as its ETag, and one that is no number not', () => {
    expect(replyOf({ revision: 3 }, 200).headers).toMatchObject({ etag: '"3"' });
    for (const body of [{ revision: '3' }, { items: [{ revision: 3 }] }]) expect(replyOf(body, 200).headers).not.toHaveProperty('etag');
  });

  it('may have a status and headers of its own', () => {
    const { statusCode, headers } = replyOf(new Reply({}, { status: 202, headers: { location: '/v1/x' } }), 200);
    expect([statusCode, headers]).toMatchObject([202, { location: '/v1/x', 'cache-control': 'no-store' }]);
    expect(replyOf(new Reply({}), 200).statusCode).toBe(200);
  });
});

describe('the revision that was read', () => {
  const of = (tag: string | undefined, needed = true) =>
    revisionOf(event({ headers: tag === undefined ? {} : { 'if-match': tag } }), needed);

  it('is needed where an edit could overwrite another’s, and elsewhere read where there is one', () => {
    expect([of('"3"'), of('W/"3"'), of('"3"', false), of(undefined, false)]).toEqual([3, 3, 3, undefined]);
    expect(() => of(undefined)).toThrow('If-Match is required');
    expect(() => of('3', false)).toThrow('If-Match must be an ETag');
  });

  it('is never larger than a number holds exactly', () => {
    expect(of('"999999999999999"')).toBe(999_999_999_999_999);
    expect(() => of('"9999999999999999"')).toThrow('If-Match must be an ETag');
  });
});
