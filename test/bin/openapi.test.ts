import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../functions/routes.ts';

const print = async () => (await promisify(execFile)(process.execPath, ['bin/openapi.ts'], { maxBuffer: 20_000_000 })).stdout;

type Parameter = { readonly name: string; readonly in: string; readonly required: boolean };
type Schema = { readonly required?: string[]; readonly properties?: Record<string, Schema>; readonly additionalProperties?: unknown };
type Content = { readonly content: Record<string, { readonly schema: Schema }>; readonly headers?: Record<string, unknown> };
type Operation = {
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Record<string, Content & { readonly $ref?: string }>;
  readonly security: readonly object[];
};
type Document = { readonly openapi: string; readonly paths: Record<string, Record<string, Operation>> };

let printed: string;
let document: Document;
beforeAll(async () => {
  printed = await print();
  document = JSON.parse(printed);
});

const at = (method: string, path: string): Operation => {
  const found = document.paths[path]?.[method.toLowerCase()];
  if (!found) throw new Error(`${method} ${path} is not documented`);
  return found;
};
const everything = () => Object.values(document.paths).flatMap((methods) => Object.values(methods));
const bodyOf = ({ requestBody }: Operation) => requestBody?.content['application/json']?.schema;

describe('the description of the API', () => {
  it('has every route and no other, each under a name of its own', () => {
    const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(documented.sort()).toEqual(ROUTES.map(({ method, path }) => `${method} ${path}`).sort());
    expect(new Set(everything().map(({ operationId }) => operationId)).size).toBe(ROUTES.length);
    expect(document.openapi).toBe('3.1.0');
  });

  it('is the same bytes each time, so that nothing unchanged is deployed', async () => {
    expect(await print()).toBe(printed);
  });

  it('names every part of a path', () => {
    for (const { method, path } of ROUTES) {
      const inPath = at(method, path).parameters.filter((parameter) => parameter.in === 'path');
      expect(inPath.map(({ name }) => name).sort(), path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort());
      expect(inPath.every(({ required }) => required)).toBe(true);
    }
  });

  it('points at nothing that is not there', () => {
    const missing = [...printed.matchAll(/"\$ref":"#\/([^"]+)"/g)].filter(
      ([, pointer = '']) => pointer.split('/').reduce<unknown>((so, part) => Reflect.get(Object(so), part), document) === undefined,
    );
    expect(missing).toEqual([]);
  });

  it('asks for a token everywhere but where none is needed, and tells everywhere how a refusal looks', () => {
    for (const { method, path, role } of ROUTES) {
      const { security, responses } = at(method, path);
      expect(security, path).toEqual(role === 'anyone' ? [] : [{ token: [] }]);
      expect(responses.default, path).toEqual({ $ref: '#/components/responses/Problem' });
    }
  });

  it('says which edits name the revision they read, and which creations can be repeated', () => {
    const withHeader = (name: string) =>
      ROUTES.filter(({ method, path }) => at(method, path).parameters.some((parameter) => parameter.name === name)).map(({ file }) => file);
    const items = ['Customer', 'Service', 'Charge'];
    expect(withHeader('If-Match').sort()).toEqual(
      [...items.flatMap((item) => [`api/save${item}`, `api/remove${item}`]), 'api/saveAccount', 'api/saveLogo', 'api/removeLogo'].sort(),
    );
    expect(withHeader('Idempotency-Key').sort()).toEqual(items.map((item) => `api/create${item}`).sort());
  });

  it('says what answers carry: the ETag of an item, and where a new one is', () => {
    expect(Object.keys(at('GET', '/v1/customers/{customerId}').responses['200']?.headers ?? {})).toEqual(['ETag']);
    expect(Object.keys(at('POST', '/v1/customers').responses['201']?.headers ?? {}).sort()).toEqual(['ETag', 'Location']);
    expect(at('GET', '/v1/customers').responses['200']?.headers).toBeUndefined();
  });

  it('is of the schemas that validate: what is needed is needed, what may be left out may, and nothing else is let in', () => {
    const account = bodyOf(at('PUT', '/v1/account'));
    expect(account?.required).toEqual(['company', 'billing', 'sending']);
    expect(account?.properties?.company?.required).toEqual(['name', 'taxId', 'registeredForTax', 'address', 'email']);
    expect(bodyOf(at('POST', '/v1/customers'))?.required).toEqual(['name']);
    for (const operation of everything()) if (bodyOf(operation)) expect(bodyOf(operation)?.additionalProperties).toBe(false);
  });

  it('takes images for the logo', () => {
    expect(Object.keys(at('PUT', '/v1/account/logo').requestBody?.content ?? {})).toEqual(['image/png', 'image/jpeg']);
  });
});
