import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Keys, openKms } from '../../../local/aws/kms.ts';
import { Clock } from '../../../local/clock.ts';
import { Requests } from '../../../local/requests.ts';
import { vault } from '../../../shared/aws/vault.ts';
import { awsForTests } from '../../support/aws.ts';
import { canaries } from '../../support/canaries.ts';
import { fastTimeouts } from '../../support/fastTimeouts.ts';
import { answering, openScriptedServer, type Script, type ScriptedServer, silence } from '../../support/scriptedServer.ts';

const ARN = 'arn:aws:kms:ap-southeast-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const TOKENS = '{"accessToken":"canary-access","refreshToken":"canary-refresh"}';
const { heard } = canaries('canary-access', 'canary-refresh');

/** As KMS does by its documentation: a wrapped key opens under the key and the context it was made for, and nowhere else. */
type Wrapped = { readonly key: string; readonly KeyId: string; readonly context: string };
const wrapped = new Map<string, Wrapped>();
const kmsAnswers: Script = (response, asked) => {
  const action = String(asked.headers['x-amz-target']);
  const body = JSON.parse(asked.body.toString());
  const context = JSON.stringify(body.EncryptionContext);
  const fail = (type: string) =>
    answering(400, { __type: type, message: type }, { 'content-type': 'application/x-amz-json-1.1' })(response, asked);
  if (action === 'TrentService.GenerateDataKey') {
    const [key, blob] = [randomBytes(32).toString('base64'), randomBytes(184).toString('base64')];
    wrapped.set(blob, { key, KeyId: body.KeyId, context });
    return answering(200, { CiphertextBlob: blob, Plaintext: key, KeyId: body.KeyId })(response, asked);
  }
  const found = wrapped.get(body.CiphertextBlob);
  if (!found || found.context !== context) return fail('InvalidCiphertextException');
  if (body.KeyId !== found.KeyId) return fail('IncorrectKeyException');
  return answering(200, { Plaintext: found.key, KeyId: found.KeyId, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' })(response, asked);
};

let kms: ScriptedServer;
beforeAll(async () => {
  awsForTests();
  kms = await openScriptedServer();
  process.env.AWS_ENDPOINT_URL_KMS = kms.endpoint;
});
beforeEach(() => {
  process.env.CONNECTION_KEY_ARN = ARN;
  kms.answer = kmsAnswers;
  kms.asked.splice(0);
});
afterAll(() => kms.stop());

const bodies = () => kms.asked.map(({ body }) => JSON.parse(body.toString()));

describe('tokens that are sealed', () => {
  it('open again under the account they were sealed for', async () => {
    for (const text of [TOKENS, '', 'Hoá đơn 🧾', 'x'.repeat(10_000)]) {
      expect(await vault.open(await vault.seal(text, 'aap'), 'aap')).toBe(text);
    }
  });

  it('show nothing, to KMS neither, and are never the same twice', async () => {
    const [one, other] = [heard(await vault.seal(TOKENS, 'aap')), heard(await vault.seal(TOKENS, 'aap'))];
    expect(one).not.toBe(other);
    expect(Buffer.from(one, 'base64').toString('latin1')).not.toContain('canary');
    expect(bodies()).toEqual(Array(2).fill({ KeyId: ARN, KeySpec: 'AES_256', EncryptionContext: { account: 'aap' } }));
  });

  it('are unwrapped by the named key alone', async () => {
    const sealed = await vault.seal(TOKENS, 'aap');
    await vault.open(sealed, 'aap');
    expect(bodies()[1]).toEqual({ KeyId: ARN, CiphertextBlob: expect.any(String), EncryptionContext: { account: 'aap' } });
    process.env.CONNECTION_KEY_ARN = `${ARN}2`;
    await expect(vault.open(sealed, 'aap')).rejects.toThrow('IncorrectKeyException');
  });

  it('do not open for another account', async () => {
    const sealed = await vault.seal(TOKENS, 'aap');
    expect(heard(await vault.open(sealed, 'other').catch((error) => error))).toMatchObject({ name: 'InvalidCiphertextException' });
  });

  it('do not open for another account even where KMS would unwrap their key', async () => {
    const sealed = await vault.seal(TOKENS, 'aap');
    for (const [blob, one] of wrapped) wrapped.set(blob, { ...one, context: JSON.stringify({ account: 'other' }) });
    expect(heard(await vault.open(sealed, 'other').catch((error) => error))).toMatchObject({
      message: 'A sealed text does not open: it was changed, or sealed for another account',
    });
  });

  it('do not open once a byte of them is changed', async () => {
    const sealed = Buffer.from(await vault.seal(TOKENS, 'aap'), 'base64');
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(heard(await vault.open(changed.toString('base64'), 'aap').catch((error) => error))).toBeInstanceOf(Error);
    }
  });

  it.each([
    ['', 'no text at all'],
    ['AQ==', 'its beginning alone'],
    ['AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'another version'],
    ['canary-access', 'a token in the clear'],
  ])('are not %j, which is %s: KMS is not asked', async (text) => {
    expect(heard(await vault.open(text, 'aap').catch((error) => error))).toMatchObject({ message: 'This is not a sealed text' });
    expect(kms.asked).toEqual([]);
  });
});

it('waits ten seconds for KMS, and no longer', async () => {
  const limits = fastTimeouts();
  kms.answer = silence;
  await expect(vault.seal(TOKENS, 'aap')).rejects.toThrow();
  expect(limits).toEqual([10_000]);
});

describe('with the KMS of the local host', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rebill-kms-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('tokens open again after the host was started anew, for their own account alone', async () => {
    const started = async () => {
      const keys = new Keys(folder);
      keys.open([{ id: 'ConnectionKey', arn: ARN }]);
      const door = await openKms({ keys, clock: new Clock(), requests: new Requests() });
      onTestFinished(() => door.stop());
      return door.endpoint;
    };
    const fresh = async () => {
      vi.resetModules();
      process.env.AWS_ENDPOINT_URL_KMS = await started();
      onTestFinished(() => {
        process.env.AWS_ENDPOINT_URL_KMS = kms.endpoint;
      });
      return (await import('../../../shared/aws/vault.ts')).vault;
    };
    const sealed = await (await fresh()).seal(TOKENS, 'aap');
    const later = await fresh();
    expect(await later.open(sealed, 'aap')).toBe(TOKENS);
    expect(heard(await later.open(sealed, 'other').catch((error: unknown) => error))).toMatchObject({ name: 'InvalidCiphertextException' });
  });
});
