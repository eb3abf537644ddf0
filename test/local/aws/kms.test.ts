import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DecryptCommand, EncryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Keys, openKms } from '../../../local/aws/kms.ts';
import { Clock } from '../../../local/clock.ts';
import type { Door } from '../../../local/http.ts';
import { Requests } from '../../../local/requests.ts';

const ARN = 'arn:aws:kms:ap-southeast-2:000000000000:key/Connection';
const SPECS = [
  { id: 'Connection', arn: ARN },
  { id: 'Other', arn: `${ARN}2` },
];
const CONTEXT = { EncryptionContext: { account: 'a', purpose: 'tokens' } };

let dataDir: string;
let door: Door;
let kms: KMSClient;
let requests: Requests;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'rebill-kms-'));
  await start();
});

afterEach(async () => {
  await door.stop();
  rmSync(dataDir, { recursive: true });
});

async function start() {
  const keys = new Keys(dataDir);
  keys.open(SPECS);
  requests = new Requests();
  door = await openKms({ keys, clock: new Clock(), requests });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  kms = new KMSClient({ endpoint: door.endpoint, region: 'ap-southeast-2', credentials, maxAttempts: 1 });
}

const seal = async (text: string) =>
  (await kms.send(new EncryptCommand({ KeyId: ARN, Plaintext: Buffer.from(text), ...CONTEXT }))).CiphertextBlob;

const open = async (CiphertextBlob: Uint8Array | undefined, more: object = CONTEXT) => {
  const { Plaintext } = await kms.send(new DecryptCommand({ CiphertextBlob, ...more }));
  return Buffer.from(Plaintext ?? []).toString();
};

it('opens what it sealed, in whatever order the context is said, after a restart too', async () => {
  const sealed = await seal('secret');
  expect(Buffer.from(sealed ?? []).includes('secret')).toBe(false);
  expect(await open(sealed, { EncryptionContext: { purpose: 'tokens', account: 'a' } })).toBe('secret');
  await door.stop();
  await start();
  expect(await open(sealed, { ...CONTEXT, KeyId: 'Connection' })).toBe('secret');
});

it('opens nothing under another context, or under none, or what was changed', async () => {
  const sealed = Buffer.from((await seal('secret')) ?? []);
  const broken = Buffer.from(sealed.map((byte, index) => (index === sealed.length - 1 ? byte ^ 1 : byte)));
  const refusal = { name: 'InvalidCiphertextException' };
  await expect(open(sealed, { EncryptionContext: { account: 'b', purpose: 'tokens' } })).rejects.toMatchObject(refusal);
  await expect(open(sealed, {})).rejects.toMatchObject(refusal);
  await expect(open(broken)).rejects.toMatchObject(refusal);
  await expect(open(Buffer.from('never sealed'))).rejects.toMatchObject(refusal);
});

it('gives out a data key, open and sealed', async () => {
  const made = await kms.send(new GenerateDataKeyCommand({ KeyId: 'Connection', KeySpec: 'AES_256', ...CONTEXT }));
  expect(made).toMatchObject({ KeyId: ARN, Plaintext: { length: 32 } });
  const { Plaintext } = await kms.send(new DecryptCommand({ CiphertextBlob: made.CiphertextBlob, ...CONTEXT }));
  expect(Plaintext).toEqual(made.Plaintext);
  expect(requests.report().calls).toEqual({ kms: { GenerateDataKey: 1, Decrypt: 1 } });
});

it('knows no key that the template does not make, and tells keys apart', async () => {
  const unknown = kms.send(new GenerateDataKeyCommand({ KeyId: 'none', KeySpec: 'AES_256' }));
  await expect(unknown).rejects.toMatchObject({ name: 'NotFoundException' });
  await expect(open(await seal('secret'), { ...CONTEXT, KeyId: 'Other' })).rejects.toMatchObject({ name: 'IncorrectKeyException' });
});

it('keeps the material of a key that left the template', () => {
  const before = readFileSync(join(dataDir, 'kms.json'), 'utf8');
  new Keys(dataDir).open([{ id: 'New', arn: 'arn:new' }]);
  expect(JSON.parse(readFileSync(join(dataDir, 'kms.json'), 'utf8'))).toMatchObject(JSON.parse(before) as object);
});
