import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll } from 'vitest';
import * as z from 'zod';
import type { Route } from '../../functions/routes.ts';

export type JsonSchema = Parameters<typeof z.fromJSONSchema>[0];
type Body = { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> };
export type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: JsonSchema;
};
export type Operation = {
  readonly parameters: readonly Parameter[];
  readonly requestBody?: Body;
  readonly responses: Readonly<Record<string, Body>>;
};
type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: { readonly Problem: JsonSchema } };
};

export type Documented = {
  document(): Document;
  operation(route: Route): Operation;
  /** What fits a request's body, and what an answer of each status of success. What is not documented fits nothing. */
  read(route: Route): { readonly asked: z.ZodType; readonly answered: ReadonlyMap<number, z.ZodType> };
  problem(): z.ZodType;
};

const JSON_TYPE = 'application/json';

/** openapi.json, as bin/openapi.ts prints it, for all tests of the file. */
export function documentAroundAll(): Documented {
  let document: Document | undefined;
  beforeAll(async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['bin/openapi.ts'], { maxBuffer: 20_000_000 });
    document = JSON.parse(stdout);
  });
  const made = (): Document => {
    if (!document) throw new Error('It has not been made');
    return document;
  };
  const operation = ({ path, method }: Route): Operation => {
    const found = made().paths[path]?.[method.toLowerCase()];
    if (!found) throw new Error(`${method} ${path} is not documented`);
    return found;
  };
  const schemaOf = (body: Body | undefined) => z.fromJSONSchema(body?.content[JSON_TYPE]?.schema ?? false);
  return {
    document: made,
    operation,
    read(route) {
      const { requestBody, responses } = operation(route);
      const successes = Object.entries(responses).filter(([status]) => /^[23]\d\d$/.test(status));
      return { asked: schemaOf(requestBody), answered: new Map(successes.map(([status, body]) => [Number(status), schemaOf(body)])) };
    },
    problem: () => z.fromJSONSchema(made().components.schemas.Problem),
  };
}
