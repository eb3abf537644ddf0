import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, writeJson } from '../jsonFile.ts';
import type { Call } from './calls.ts';
import { XeroStandIn } from './standIn.ts';
import { diskStorage } from './storage.ts';

/** The app as Xero knows it: what the template's secret holds. */
export type Client = { readonly clientId: string; readonly clientSecret: string };

/** Xero's addresses, by the names of the variables that functions read them from. */
const HOSTS = ['XERO_LOGIN_URL', 'XERO_IDENTITY_URL', 'XERO_API_URL', 'XERO_GO_URL'] as const;

export type XeroWanted = {
  /** Given, the functions talk to the real Xero. */
  readonly client?: Client;
  /** Addresses that stand whatever else is said. */
  readonly urls: Readonly<Record<string, string>>;
};

/** What whoever starts the host says of Xero. */
export function xeroWanted(environment: Readonly<Record<string, string | undefined>>): XeroWanted {
  const { XERO_CLIENT_ID: clientId, XERO_CLIENT_SECRET: clientSecret } = environment;
  const given = HOSTS.flatMap((name) => (environment[name] ? [[name, environment[name].replace(/\/+$/, '')] as const] : []));
  return { ...(clientId && clientSecret ? { client: { clientId, clientSecret } } : {}), urls: Object.fromEntries(given) };
}

/** What the functions are told instead of what the template says. */
export function xeroVariables({ client, urls }: XeroWanted, origin: string): Readonly<Record<string, string>> {
  return { ...(client ? {} : Object.fromEntries(HOSTS.map((name) => [name, origin]))), ...urls };
}

type Place = { readonly dataDir: string; readonly appUrl: string; readonly now: () => Date; readonly onCall: (call: Call) => void };

/** The stand-in of a data folder, to which our app is registered under a client id and secret of that folder. */
export function openStandIn({ dataDir, appUrl, now, onCall }: Place): XeroStandIn {
  const dir = join(dataDir, 'xero');
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'app.json');
  const client = readJson<Client>(file) ?? { clientId: randomHex(16), clientSecret: randomHex(24) };
  writeJson(file, client);
  const app = { name: 'Rebill', ...client, redirectUris: [`${appUrl}v1/xero/callback`] };
  return new XeroStandIn({ app, now, onCall, storage: diskStorage(dir) });
}

const randomHex = (bytes: number) => randomBytes(bytes).toString('hex').toUpperCase();
