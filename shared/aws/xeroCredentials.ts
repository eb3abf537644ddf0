import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { config } from '../config.ts';
import { Problem } from '../domain/problem.ts';

/** How long a secret that was changed goes on being used as it was. */
const KEPT_MS = 5 * 60_000;

const ANSWER_MS = 10_000;
const CONNECT_MS = 3_000;

const stored = z.object({ clientId: z.string().check(z.trim()), clientSecret: z.string().check(z.trim()) });
type Credentials = Readonly<z.output<typeof stored>>;

let made: SecretsManagerClient | undefined;
let kept: { readonly arn: string; readonly until: number; readonly credentials: Credentials } | undefined;

async function secretsManager() {
  const sdk = await import('@aws-sdk/client-secrets-manager');
  made ??= new sdk.SecretsManagerClient({ maxAttempts: 3, requestHandler: { connectionTimeout: CONNECT_MS } });
  return { ...sdk, client: made };
}

/**
 * The app's id and secret at Xero, the same for all resellers.
 * @throws Problem `conflict` while nobody has entered them
 */
export async function xeroCredentials(): Promise<Credentials> {
  const arn = config.xeroSecretArn();
  if (kept && kept.arn === arn && kept.until > Date.now()) return kept.credentials;
  const { client, GetSecretValueCommand } = await secretsManager();
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }), { abortSignal: AbortSignal.timeout(ANSWER_MS) });
  const credentials = credentialsIn(SecretString ?? '');
  // Only what is complete is kept: once the secret is entered, nobody need wait.
  kept = { arn, until: Date.now() + KEPT_MS, credentials };
  return credentials;
}

/** Nothing of the text goes into the error: a secret that is not quite JSON is a secret. */
function credentialsIn(text: string): Credentials {
  let found: Partial<Credentials> | undefined;
  try {
    found = stored.parse(JSON.parse(text));
  } catch {
    found = undefined;
  }
  if (found?.clientId && found.clientSecret) return { clientId: found.clientId, clientSecret: found.clientSecret };
  throw new Problem(
    'conflict',
    'Xero is not set up in this deployment: its secret must hold {"clientId":"…","clientSecret":"…"}, as Xero shows them for the app',
  );
}
