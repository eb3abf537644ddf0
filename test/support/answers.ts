import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Route } from '../../functions/routes.ts';
import type { Account } from '../../shared/domain/account.ts';
import { type ApiHandler, api } from '../../shared/lambda/api.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { eventOf, type Shaped } from './arbitraryRequests.ts';
import type { Documented } from './documented.ts';
import { loaded } from './endpoints.ts';

type Answered = Awaited<ReturnType<ApiHandler>>;

/** Throws for an answer that is not as documented, or in which one of the `secrets` stands; answers its status. */
export function checkOf(route: Route, documented: Documented, secrets: readonly string[]): (answer: Answered) => number {
  const { answered } = documented.read(route);
  const problem = documented.problem();
  return ({ statusCode = 0, headers = {}, body = '' }) => {
    if (statusCode >= 500) throw new Error(`A fault of ours: ${statusCode} ${body}`);
    if (secrets.some((secret) => body.includes(secret))) throw new Error(`It tells of another: ${body}`);
    // Half a character would be kept as another one. An import alone tells a row that it refuses as it was sent.
    if (!route.path.startsWith('/v1/imports/') && /\\ud[89a-f]/i.test(body)) throw new Error(`It tells half a character: ${body}`);
    const schema = statusCode < 400 ? answered.get(statusCode) : problem;
    if (!schema) throw new Error(`${statusCode} is not documented`);
    const value: unknown = JSON.parse(body);
    const read = schema.safeParse(value);
    if (!read.success) throw new Error(`${statusCode} is not as documented: ${read.error.message} in ${body}`);
    const type = statusCode < 400 ? 'application/json' : 'application/problem+json';
    if (headers['content-type'] !== type || headers['cache-control'] !== 'no-store') throw new Error(`Headers: ${JSON.stringify(headers)}`);
    if (statusCode >= 400 && (value as { status: number }).status !== statusCode) throw new Error(`The body says another status: ${body}`);
    return statusCode;
  };
}

export type Handlers = {
  readonly handler: ApiHandler;
  /** The same, that reads the settings once: most odd requests are refused after that, and reading them is all that they cost. */
  readonly quick: ApiHandler;
  /** To be called when the settings may have changed. */
  forget(): void;
};

export async function handlersOf(route: Route, documented: Documented): Promise<Handlers> {
  if (route.file === 'api/openApi') {
    const handler = await openApiHandler(documented);
    return { handler, quick: handler, forget: () => undefined };
  }
  const { handler, made } = await loaded(route);
  let known: { readonly account: string; readonly settings: Account | undefined } | undefined;
  const get = async (account: string) => {
    if (known?.account !== account) known = { account, settings: await accounts.get(account) };
    return known.settings;
  };
  const endpoint = made as unknown as Parameters<typeof api>[0] & { readonly ports: object };
  const ports = 'accounts' in endpoint.ports ? { ...endpoint.ports, accounts: { ...accounts, get } } : endpoint.ports;
  const forget = () => {
    known = undefined;
  };
  return { handler, quick: api({ ...endpoint, ports }), forget };
}

export const handed = (request: Shaped, account: string) => eventOf(request, account) as Parameters<ApiHandler>[0];

/** Its document lies beside its bundle, so it is asked as a bundle. */
async function openApiHandler(documented: Documented): Promise<ApiHandler> {
  const folder = mkdtempSync(join(tmpdir(), 'rebill-openapi-'));
  try {
    const outfile = join(folder, 'index.mjs');
    await build({ entryPoints: ['functions/api/openApi.ts'], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
    writeFileSync(join(folder, 'openapi.json'), JSON.stringify(documented.document()));
    const { handler } = (await import(/* @vite-ignore */ pathToFileURL(outfile).href)) as { handler: ApiHandler };
    // It keeps what it has read once.
    await handler(handed({ params: {}, query: {}, headers: {} }, ''));
    return handler;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
