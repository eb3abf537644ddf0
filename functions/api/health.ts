import * as z from 'zod/mini';
import { api, openEndpoint } from '../../shared/lambda/api.ts';

/** GET /v1/health: the API answers. */
export const health = openEndpoint({
  summary: 'The API answers',
  role: 'anyone',
  setup: 'not needed',
  output: z.object({ ok: z.boolean() }),
  ports: {},
  run: async () => ({ ok: true }),
});

export const handler = api(health);
