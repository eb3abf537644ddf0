import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { Keys, openKms } from '../../../local/aws/kms.ts';
import { Clock } from '../../../local/clock.ts';
import type { Door } from '../../../local/http.ts';
import { Requests } from '../../../local/requests.ts';
import { vault } from '../../../shared/aws/vault.ts';
import { awsForTests } from '../../support/aws.ts';
import { memoryVault } from '../../support/memoryVault.ts';
import { vaultContract } from './vault.ts';

const ARN = 'arn:aws:kms:ap-southeast-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';

describe('a vault in memory', () => vaultContract(memoryVault()));

describe('our vault on KMS', () => {
  let folder: string;
  let kms: Door;
  beforeAll(async () => {
    awsForTests();
    folder = mkdtempSync(join(tmpdir(), 'rebill-vault-'));
    const keys = new Keys(folder);
    keys.open([{ id: 'ConnectionKey', arn: ARN }]);
    kms = await openKms({ keys, clock: new Clock(), requests: new Requests() });
    process.env.AWS_ENDPOINT_URL_KMS = kms.endpoint;
    process.env.CONNECTION_KEY_ARN = ARN;
  });
  afterAll(async () => {
    await kms.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  vaultContract(vault);
});
