import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod/mini';
import { ROUTES, type Route } from '../functions/routes.ts';

/**
 * Prints the API as OpenAPI 3.1, made from functions/routes.ts and the schemas that each endpoint validates with; or writes it to the file
 * that is named, from which the app's types are made.
 */

type Documented = {
  readonly summary: string;
  readonly role: string;
  readonly status?: number;
  readonly alsoStatus?: number;
  readonly ifMatch?: true | 'optional';
  readonly idempotent?: true;
  readonly binary?: readonly string[];
  readonly params?: z.core.$ZodType;
  readonly query?: z.core.$ZodType;
  readonly body?: z.core.$ZodType;
  readonly output: z.core.$ZodType;
};

type JsonSchema = { properties?: Record<string, object>; required?: string[]; [more: string]: unknown };

const schemaOf = (schema: z.core.$ZodType, io: 'input' | 'output'): JsonSchema => {
  const { $schema: _, ...made } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonSchema;
  return made;
};

async function documentedBy({ file, role }: Route): Promise<Documented> {
  const module: Record<string, unknown> = await import(`../functions/${file}.ts`);
  const found = Object.values(module).find(
    (value): value is Documented => typeof value === 'object' && value !== null && 'output' in value && 'run' in value,
  );
  if (!found) throw new Error(`functions/${file}.ts exports no endpoint`);
  if (found.role !== role) throw new Error(`functions/${file}.ts is for ${found.role}, its route for ${role}`);
  return found;
}

function parametersOf({ params, query, ifMatch, idempotent }: Documented): object[] {
  const from = (place: 'path' | 'query', schema: z.core.$ZodType | undefined) => {
    const { properties = {}, required = [] } = schema ? schemaOf(schema, 'input') : {};
    return Object.entries(properties).map(([name, each]) => ({
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      schema: each,
    }));
  };
  const header = (name: string, required: boolean, description: string) => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string' },
  });
  return [
    ...from('path', params),
    ...from('query', query),
    ...(ifMatch ? [header('If-Match', ifMatch === true, 'The ETag of what was read; 412 when someone else changed it meanwhile')] : []),
    ...(idempotent ? [header('Idempotency-Key', false, 'Repeating a request with the same key creates nothing twice')] : []),
  ];
}

const JSON_TYPE = 'application/json';

function bodyOf({ body, binary }: Documented): object {
  if (binary) {
    const content = Object.fromEntries(binary.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]));
    return { requestBody: { required: true, content } };
  }
  return body ? { requestBody: { required: true, content: { [JSON_TYPE]: { schema: schemaOf(body, 'input') } } } } : {};
}

/** An answer with a revision carries it as its ETag; one that created something says where that is. */
function headersOf({ idempotent }: Documented, schema: JsonSchema): object {
  const each = [schema, ...((schema.anyOf as JsonSchema[] | undefined) ?? [])];
  const headers = {
    ...(each.some(({ properties }) => properties?.revision) ? { ETag: { description: 'For If-Match', schema: text } } : {}),
    ...(idempotent ? { Location: { description: 'Where it is', schema: text } } : {}),
  };
  return Object.keys(headers).length > 0 ? { headers } : {};
}

const text = { type: 'string' };

async function operation(route: Route): Promise<object> {
  const made = await documentedBy(route);
  const schema = schemaOf(made.output, 'output');
  const answer = { description: made.summary, ...headersOf(made, schema), content: { [JSON_TYPE]: { schema } } };
  return {
    operationId: route.file.replace('api/', ''),
    summary: made.summary,
    parameters: parametersOf(made),
    ...bodyOf(made),
    responses: {
      ...Object.fromEntries([made.status ?? 200, made.alsoStatus ?? []].flat().map((status) => [String(status), answer])),
      default: { $ref: '#/components/responses/Problem' },
    },
    security: route.role === 'anyone' ? [] : [{ token: [] }],
    'x-role': route.role,
  };
}

async function paths(): Promise<Record<string, Record<string, object>>> {
  const all: Record<string, Record<string, object>> = {};
  for (const route of ROUTES) all[route.path] = { ...all[route.path], [route.method.toLowerCase()]: await operation(route) };
  return all;
}

const PROBLEM = {
  type: 'object',
  description: 'RFC 9457',
  properties: {
    type: text,
    title: text,
    status: { type: 'integer' },
    detail: text,
    code: text,
    missing: { type: 'array', items: text, description: 'What set-up still needs' },
    errors: { type: 'array', items: { type: 'object', properties: { field: text, message: text }, required: ['field', 'message'] } },
  },
  required: ['type', 'title', 'status', 'code'],
};

const document = JSON.stringify({
  openapi: '3.1.0',
  info: {
    title: 'Rebill',
    version: '1',
    description: 'Rebilling for resellers: one correct, gap-free numbered invoice per customer and month.',
  },
  paths: await paths(),
  components: {
    schemas: { Problem: PROBLEM },
    responses: {
      Problem: {
        description: 'What is wrong, and what to do',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
    securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'A Cognito ID token' } },
  },
});

const file = process.argv[2];
if (file === undefined) console.log(document);
else {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, document);
}
