import * as z from 'zod/mini';
import { api, openEndpoint } from '../../shared/lambda/api.ts';

let document: object | undefined;

/** The document that is made with the bundle and stands beside it. */
function read(): object {
  const { readFileSync } = process.getBuiltinModule('node:fs');
  return JSON.parse(readFileSync(new URL('openapi.json', import.meta.url), 'utf8')) as object;
}

/** GET /v1/openapi.json: made from the routes and the very schemas that validate. */
export const openApi = openEndpoint({
  summary: 'This document',
  role: 'anyone',
  setup: 'not needed',
  output: z.looseObject({ openapi: z.string() }),
  ports: {},
  async run() {
    document ??= read();
    return document;
  },
});

export const handler = api(openApi);
