import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSecretsManager, Secrets } from '../../../local/aws/secrets.ts';
import { Clock } from '../../../local/clock.ts';
import type { Door } from '../../../local/http.ts';
import { Requests } from '../../../local/requests.ts';

const ARN = 'arn:aws:secretsmanager:ap-southeast-2:000000000000:secret:App-local0';

let door: Door;
let manager: SecretsManagerClient;

beforeAll(async () => {
  const secrets = new Secrets();
  secrets.open([{ name: 'App', arn: ARN }], { clientId: 'id', clientSecret: 'secret' });
  door = await openSecretsManager({ secrets, clock: new Clock(), requests: new Requests() });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  manager = new SecretsManagerClient({ endpoint: door.endpoint, region: 'ap-southeast-2', credentials, maxAttempts: 1 });
});

afterAll(() => door.stop());

it("gives the template's secret by its ARN and by its name", async () => {
  for (const SecretId of [ARN, 'App']) {
    const { SecretString, ARN: arn } = await manager.send(new GetSecretValueCommand({ SecretId }));
    expect([JSON.parse(SecretString ?? ''), arn]).toEqual([{ clientId: 'id', clientSecret: 'secret' }, ARN]);
  }
});

it('knows no other', async () => {
  const asked = manager.send(new GetSecretValueCommand({ SecretId: 'none' }));
  await expect(asked).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});
