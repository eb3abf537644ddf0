import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import * as connect from '../../functions/api/connectXero.ts';
import * as callback from '../../functions/api/xeroCallback.ts';
import { Keys, openKms } from '../../local/aws/kms.ts';
import { openSecretsManager, Secrets } from '../../local/aws/secrets.ts';
import { Clock } from '../../local/clock.ts';
import { Requests } from '../../local/requests.ts';
import { openXero } from '../../local/xero/door.ts';
import { XeroStandIn } from '../../local/xero/standIn.ts';
import { type Answer, call } from './call.ts';
import { consentCode, XERO_APP } from './xeroWireless.ts';

export const APP_URL = 'http://localhost:4100/';
const KEY = { id: 'key', arn: 'arn:aws:kms:ap-southeast-2:000000000000:key/key' };
const SECRET = { name: 'XeroApp', arn: 'arn:aws:secretsmanager:ap-southeast-2:000000000000:secret:XeroApp-local0' };

/** One organisation serves a file's many tests within a minute. */
const BOUNDLESS = { concurrent: 1000, minute: 1e6, day: 1e6, appMinute: 1e6 };

/** Xero, KMS and Secrets Manager behind their doors, found through the environment as the deployed functions find them. */
export function xeroAroundAll(): { xero(): XeroStandIn } {
  const stops: (() => Promise<void> | void)[] = [];
  let xero: XeroStandIn | undefined;
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rebill-keys-'));
    const parts = { clock: new Clock(), requests: new Requests() };
    const keys = new Keys(folder);
    keys.open([KEY]);
    const secrets = new Secrets();
    secrets.open([SECRET], { clientId: XERO_APP.clientId, clientSecret: XERO_APP.clientSecret });
    const made = new XeroStandIn({ app: XERO_APP, now: () => new Date(), allowances: BOUNDLESS });
    xero = made;
    const [kms, manager, door] = [
      await openKms({ keys, ...parts }),
      await openSecretsManager({ secrets, ...parts }),
      await openXero(made, () => new Date()),
    ];
    stops.push(() => rmSync(folder, { recursive: true, force: true }), kms.stop, manager.stop, door.stop);
    const origins = Object.fromEntries(['LOGIN', 'IDENTITY', 'API', 'GO'].map((host) => [`XERO_${host}_URL`, door.endpoint]));
    const places = { AWS_ENDPOINT_URL_KMS: kms.endpoint, AWS_ENDPOINT_URL_SECRETS_MANAGER: manager.endpoint, APP_URL };
    Object.assign(process.env, origins, places, { CONNECTION_KEY_ARN: KEY.arn, XERO_SECRET_ARN: SECRET.arn });
  });
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
  });
  return {
    xero() {
      if (!xero) throw new Error('It has not been started');
      return xero;
    },
  };
}

export type Browser = { readonly state: string; readonly cookie: string; readonly setCookie: string };

/** A clerk begins; what the browser then holds. */
export async function begins(account: string, user = 'clerk@reseller.example'): Promise<Browser> {
  const { body, headers } = await call(connect.handler, connect.connectXero, { account, user });
  const setCookie = String(headers['set-cookie']);
  return { state: new URL(body.url).searchParams.get('state') ?? '', cookie: setCookie.split(';')[0] ?? '', setCookie };
}

/** The browser comes back from Xero, without a token of ours. */
export function comesBack(query: Record<string, string>, cookie?: string): Promise<Answer> {
  return call(callback.handler, callback.xeroCallback, { account: '', claims: null, query, ...(cookie ? { cookies: [cookie] } : {}) });
}

/** Where it is sent on to: `connected`, `choose` or `failed`. */
export const resultOf = ({ headers }: Answer): string | null => new URL(String(headers.location)).searchParams.get('result');

/** The account, connected to the organisations of these ids; to the first where none is named. */
export async function connects(xero: XeroStandIn, account: string, tenantIds?: readonly string[]): Promise<string | null> {
  const { state, cookie } = await begins(account);
  return resultOf(await comesBack({ state, code: await consentCode(xero, state, tenantIds) }, cookie));
}
