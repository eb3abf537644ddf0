import fc from 'fast-check';
import type { Route } from '../../functions/routes.ts';
import { arbitraryOf, type Hint, spoilt } from './arbitrary.ts';
import type { Operation } from './documented.ts';
import { STRANGE_TEXTS } from './strange.ts';

/** What API Gateway hands over, as far as a caller can shape it. */
export type Shaped = {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly isBase64Encoded?: boolean;
  readonly claims?: Readonly<Record<string, unknown>> | null;
};

/** `sound`: as the document says it, so that only what stands can speak against it. */
export type ArbitraryRequest = Shaped & { readonly sound: boolean };

const JSON_TYPE = 'application/json';
const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64');

const texts = (each: Record<string, fc.Arbitrary<unknown>>, required: readonly string[]) =>
  fc.record(each, { requiredKeys: [...required] }).map((all) => ({ ...all }) as Record<string, string>);

/** Requests as `operation` documents them; a hint's path begins with the place: `query.limit`, `body.name`. */
export function soundRequests(operation: Operation, hint: Hint): fc.Arbitrary<ArbitraryRequest> {
  const { parameters, requestBody } = operation;
  const at = (place: string) => {
    const own = parameters.filter((parameter) => parameter.in === place);
    const each = own.map(({ name, schema }) => [
      place === 'header' ? name.toLowerCase() : name,
      arbitraryOf(schema, hint, `${place}.${name}`),
    ]);
    // Whoever edits names what was read, also where the first time there is nothing to be named.
    const required = own
      .filter((parameter) => parameter.required || parameter.name === 'If-Match')
      .map(({ name }) => (place === 'header' ? name.toLowerCase() : name));
    return texts(Object.fromEntries(each), required);
  };
  return fc.tuple(at('path'), at('query'), at('header'), bodyOf(requestBody, hint)).map(([params, query, headers, said]) => {
    const { type, ...body } = said;
    return { sound: true, params, query, headers: { ...headers, ...(type ? { 'content-type': type } : {}) }, ...body };
  });
}

type Said = { readonly type?: string; readonly body?: string; readonly isBase64Encoded?: boolean };

function bodyOf(requestBody: Operation['requestBody'], hint: Hint): fc.Arbitrary<Said> {
  if (!requestBody) return fc.constant({});
  const schema = requestBody.content[JSON_TYPE]?.schema;
  if (schema === undefined) {
    const files = hint('file') ?? fc.uint8Array();
    return files.map((bytes) => ({
      type: Object.keys(requestBody.content)[0] ?? '',
      body: base64(bytes as Uint8Array),
      isBase64Encoded: true,
    }));
  }
  const types = fc.constantFrom(JSON_TYPE, `${JSON_TYPE}; charset=utf-8`);
  // A client that sends no JSON type has its JSON handed over in base64.
  return fc.tuple(arbitraryOf(schema, hint, 'body'), types, fc.integer({ min: 0, max: 9 })).map(([value, type, luck]) => {
    const text = JSON.stringify(value);
    return luck === 0 ? { type: 'application/octet-stream', body: base64(text), isBase64Encoded: true } : { type, body: text };
  });
}

/** The same with one thing wrong, or at least odd. */
export function oddRequests(route: Route, operation: Operation, hint: Hint): fc.Arbitrary<ArbitraryRequest> {
  const names = operation.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  const weighted: readonly (readonly [number, Oddity])[] = [
    [operation.requestBody ? 8 : 3, oddBody],
    [4, oddQuery(names)],
    [operation.parameters.some((parameter) => parameter.in === 'header') ? 3 : 1, oddHeaders],
    [2, oddClaims],
    ...(route.path.includes('{') ? [[3, oddPath] as const] : []),
  ];
  return soundRequests(operation, hint)
    .chain((request) => fc.oneof(...weighted.map(([weight, odd]) => ({ weight, arbitrary: odd(request) }))))
    .map((odd) => ({ ...odd, sound: false }));
}

type Oddity = (request: ArbitraryRequest) => fc.Arbitrary<Shaped>;

const strange = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...STRANGE_TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
);

const oddPath: Oddity = (request) =>
  fc
    .tuple(fc.constantFrom(...Object.keys(request.params)), strange)
    .map(([name, text]) => ({ ...request, params: { ...request.params, [name]: text } }));

const oddQuery =
  (names: readonly string[]): Oddity =>
  (request) =>
    fc
      .tuple(fc.constantFrom(...names, ...names, 'colour', '__proto__', 'limit', 'cursor', 'account'), strange)
      .map(([name, text]) => ({ ...request, query: Object.fromEntries([...Object.entries(request.query), [name, text]]) }));

const REVISIONS = [
  '"0"',
  '"1"',
  '"2"',
  '"77"',
  'W/"1"',
  '1',
  '*',
  '"1","2"',
  '"1", "1"',
  '"-1"',
  '"1e1"',
  '"999999999999999"',
  '"9999999999999999"',
  '',
];
const TYPES = [
  '',
  'text/plain',
  'application/xml',
  'multipart/form-data; boundary=x',
  'image/png',
  'image/svg+xml',
  'application/json,application/json',
  '\u0000',
];

const oddHeaders: Oddity = (request) =>
  fc
    .oneof(
      fc.constantFrom(...REVISIONS).map((value) => ({ 'if-match': value })),
      fc.constant({ 'if-match': undefined }),
      fc.oneof(strange, fc.constantFrom('k,k', 'k'.repeat(255), 'k'.repeat(256))).map((value) => ({ 'idempotency-key': value })),
      fc.constantFrom(...TYPES).map((value) => ({ 'content-type': value })),
      fc
        .tuple(fc.constantFrom('x-account', 'cookie', 'accept', '__proto__', 'x-http-method-override'), strange)
        .map(([name, value]) => ({ [name]: value })),
    )
    .map((over) => {
      const all = Object.entries({ ...request.headers, ...over }).filter((each): each is [string, string] => each[1] !== undefined);
      return { ...request, headers: Object.fromEntries(all) };
    });

const oddBody: Oddity = (request) => {
  const { body, isBase64Encoded } = request;
  if (body === undefined) {
    return fc
      .oneof(fc.constantFrom('{}', '[]', 'null', '""', '1', '{', '\u0000', '{"colour":1}'), spoilt({ name: 'x', items: [1] }))
      .map((text) => ({ ...request, body: text }));
  }
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  const cut = fc.nat(bytes.length).map((length) => base64(bytes.subarray(0, length)));
  const flipped = fc
    .tuple(fc.nat(Math.max(0, bytes.length - 1)), fc.nat(255))
    .map(([at, byte]) => base64(Buffer.from(bytes).fill(byte, at, at + 1)));
  const raw = fc
    .oneof(cut, flipped, fc.uint8Array({ maxLength: 40 }).map(base64))
    .map((text) => ({ ...request, body: text, isBase64Encoded: true }));
  const flag = fc.constant({ ...request, isBase64Encoded: !isBase64Encoded });
  const none = fc.constant({ ...request, body: undefined });
  const value = jsonIn(bytes);
  if (value === undefined) return fc.oneof({ weight: 4, arbitrary: raw }, flag, none);
  const json = spoilt(value).map((text) => ({ ...request, body: text, isBase64Encoded: false }));
  return fc.oneof({ weight: 8, arbitrary: json }, raw, flag, none);
};

function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}

/** What the gateway lets through; a clerk's own claims are filled in where nothing else is said. */
const CLAIMS: readonly (Readonly<Record<string, unknown>> | null)[] = [
  null,
  {},
  { 'custom:role': 'viewer' },
  { 'custom:role': 'owner' },
  { 'custom:account': 'nobody-yet' },
  { 'custom:account': '__proto__' },
  { 'custom:account': ['a'] },
  { 'custom:account': `x${'y'.repeat(64)}` },
  { token_use: 'access' },
  { email: undefined },
  { email: undefined, sub: undefined },
  { email: 'no address' },
  { email: `${'x'.repeat(2000)}@y.example` },
  { email: 'a\u0000\r\nBcc: b@c.example' },
  { email: '\ud800' },
];

const oddClaims: Oddity = (request) => fc.constantFrom(...CLAIMS).map((claims) => ({ ...request, claims }));

/** Of a clerk of the account, but for what the request says of who asks. */
export function eventOf({ params, query, headers, body, isBase64Encoded = false, claims = {} }: Shaped, account: string): object {
  const email = 'clerk@reseller.example';
  const all = claims && { 'custom:account': account, 'custom:role': 'billing', email, sub: email, token_use: 'id', ...claims };
  return {
    version: '2.0',
    headers,
    requestContext: all ? { authorizer: { jwt: { claims: all, scopes: null } } } : {},
    isBase64Encoded,
    ...(Object.keys(params).length > 0 ? { pathParameters: params } : {}),
    ...(Object.keys(query).length > 0 ? { queryStringParameters: query } : {}),
    ...(body === undefined ? {} : { body }),
  };
}
