import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { Problem, type ProblemCode } from '../../../shared/domain/problem.ts';
import { api, openEndpoint } from '../../../shared/lambda/api.ts';
import { STATUS_OF } from '../../../shared/lambda/problem.ts';
import { type Asking, call } from '../../support/call.ts';
import { named } from '../../support/clerk.ts';

/** An endpoint that answers what it was given, or throws `fault`. */
let fault: unknown;
const echo = openEndpoint({
  summary: 'Echo',
  role: 'viewer',
  setup: 'not needed',
  idempotent: true,
  params: z.strictObject({ id: z.optional(z.string()) }),
  query: z.strictObject({ limit: z.optional(z.string()) }),
  body: z.strictObject({ name: z.optional(z.string()), to: z.optional(z.array(z.strictObject({ address: z.string() }))) }),
  output: z.looseObject({}),
  ports: {},
  async run({ raw: _, now, ...given }) {
    if (fault !== undefined) throw fault;
    return { ...given, now: now.toISOString() };
  },
});
const edit = openEndpoint({
  summary: 'Edit',
  role: 'viewer',
  setup: 'not needed',
  ifMatch: true,
  output: z.object({ revision: z.number() }),
  ports: {},
  run: async ({ revision = 0 }) => ({ revision: revision + 1 }),
});

const asks = (over: Partial<Asking> = {}) => call(api(echo), echo, { account: 'mine', body: {}, ...over });
const sends = (text: string, base64 = false) => {
  const claims = { 'custom:account': 'mine', 'custom:role': 'billing', sub: 'someone', token_use: 'id' };
  const body = base64 ? Buffer.from(text).toString('base64') : text;
  const event = { headers: {}, requestContext: { authorizer: { jwt: { claims } } }, body, isBase64Encoded: base64 };
  return api(echo)(event as unknown as APIGatewayProxyEventV2);
};

afterEach(() => {
  fault = undefined;
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('whose request it is', () => {
  it('is what the verified token says, whatever else the request says', async () => {
    const headers = { 'custom:account': 'other', 'x-account': 'other', authorization: 'Bearer other' };
    expect((await asks({ headers, user: 'clerk@reseller.example' })).body).toMatchObject({
      account: 'mine',
      user: 'clerk@reseller.example',
    });
    for (const elsewhere of [{ query: { account: 'other' } }, { params: { account: 'other' } }, { body: { account: 'other' } }]) {
      const answer = await asks(elsewhere);
      expect([answer.status, named(answer)]).toEqual([400, { account: 'is not a known field' }]);
    }
  });

  it('is named by the subject when the token has no email', async () => {
    const claims = { 'custom:account': 'mine', 'custom:role': 'viewer', sub: 'u-1', token_use: 'id' };
    expect((await asks({ claims })).body).toMatchObject({ account: 'mine', role: 'viewer', user: 'u-1' });
  });

  it('happens at the time the clock says', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-12-01T00:00:00Z') });
    expect((await asks()).body.now).toBe('2026-12-01T00:00:00.000Z');
  });
});

describe('a request that is wrong', () => {
  it('names each field as the caller wrote it, however deep', async () => {
    const answer = await asks({ body: { to: [{ address: 'a' }, { address: 7, more: 1 }], nmae: 'x' } });
    expect([answer.status, named(answer)]).toEqual([
      400,
      { 'to[1].address': 'must be a text', 'to[1].more': 'is not a known field', nmae: 'is not a known field' },
    ]);
  });

  it.each(['{', 'null', '[]', '"text"', '7', '{"name":"a"} x'])('is refused when its body is not a JSON object: %s', async (text) => {
    const { statusCode, body = '' } = await sends(text);
    expect([statusCode, JSON.parse(body).code]).toEqual([400, 'invalid']);
  });

  it('is read the same when the gateway hands it over as base64', async () => {
    const { body = '' } = await sends('{"name":"Ánh"}', true);
    expect(JSON.parse(body).body).toEqual({ name: 'Ánh' });
  });

  it('is refused when it is larger than any form', async () => {
    const { statusCode, body = '' } = await sends(JSON.stringify({ name: 'x'.repeat(1_048_576) }));
    expect([statusCode, JSON.parse(body).code]).toEqual([413, 'too-large']);
  });

  it.each(['', 'a b', 'ä', 'x'.repeat(256), 'a\u0007'])('is refused for an Idempotency-Key that is none: %j', async (key) => {
    const answer = await asks({ headers: { 'idempotency-key': key } });
    expect([answer.status, Object.keys(named(answer))]).toEqual([400, ['Idempotency-Key']]);
  });
});

describe('the revision that an edit names', () => {
  const edits = (headers: Record<string, string>) => call(api(edit), edit, { account: 'mine', headers });

  it.each([['"3"'], ['W/"3"'], [' "3" ']])('is the ETag as it was answered: %s', async (tag) => {
    const { status, body, headers } = await edits({ 'if-match': tag });
    expect([status, body, headers.etag]).toEqual([200, { revision: 4 }, '"4"']);
  });

  it.each([[undefined], ['3'], ['*'], ['"3", "4"'], ['"-1"'], ['"x"'], ['']])(
    'is asked for when it is missing or none: %s',
    async (tag) => {
      const answer = await edits(tag === undefined ? {} : { 'if-match': tag });
      expect([answer.status, Object.keys(named(answer))]).toEqual([400, ['If-Match']]);
    },
  );
});

describe('a refusal', () => {
  it.each(Object.entries(STATUS_OF))('%s is answered as problem+json with %i', async (code, status) => {
    fault = new Problem(code as ProblemCode, 'Why', [{ field: 'name', message: 'is wrong' }]);
    const answer = await asks();
    expect(answer.headers).toEqual({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
    const fields = code === 'setup-required' ? { missing: ['name'] } : { errors: [{ field: 'name', message: 'is wrong' }] };
    expect(answer.body).toEqual({ type: `/problems/${code}`, title: expect.any(String), status, detail: 'Why', code, ...fields });
    expect(answer.status).toBe(status);
  });

  it('nobody meant tells the caller nothing, and the log everything, its cause too', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    fault = new Error('table rebill-prod is gone', { cause: new Error('socket hang up') });
    const { status, body } = await asks({ body: { name: 'SECRET NAME' }, headers: { authorization: 'Bearer SECRET-TOKEN' } });
    expect([status, Object.keys(body).sort()]).toEqual([500, ['code', 'status', 'title', 'type']]);
    expect(JSON.stringify(body)).not.toMatch(/rebill-prod|socket/);
    const written = JSON.stringify(log.mock.calls);
    expect(log).toHaveBeenCalledTimes(1);
    expect(written).toMatch(/table rebill-prod is gone.*socket hang up/);
    expect(written).not.toContain('SECRET');
  });

  it.each([['a text'], [null], [{ message: 'an object' }]])('is a bare 500 even when what was thrown is no error: %j', async (thrown) => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    fault = thrown;
    expect((await asks()).status).toBe(500);
  });
});
