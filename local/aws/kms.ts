import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { Door } from '../http.ts';
import { readJson, writeJson } from '../jsonFile.ts';
import type { Requests } from '../requests.ts';
import { AwsRefusal, type Input, openJsonService } from './awsDoor.ts';

export type KeySpec = { readonly id: string; readonly arn: string };
type Key = KeySpec & { readonly material: Buffer };

const LARGEST_PLAINTEXT_BYTES = 4096;
const BYTES: Readonly<Record<string, number>> = { AES_256: 32, AES_128: 16 };
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** KMS's keys. Their material never leaves the data folder, and outlives the template: what it sealed can be opened while the folder is there. */
export class Keys {
  readonly #file: string;
  #specs: readonly KeySpec[] = [];
  #material: Readonly<Record<string, string>>;

  constructor(dataDir: string) {
    this.#file = join(dataDir, 'kms.json');
    this.#material = readJson(this.#file) ?? {};
  }

  /** Once the template is read: its keys, new ones made. */
  open(specs: readonly KeySpec[]): void {
    this.#specs = specs;
    const missing = specs.filter(({ id }) => !this.#material[id]);
    if (!missing.length) return;
    const made = Object.fromEntries(missing.map(({ id }) => [id, randomBytes(32).toString('base64')]));
    this.#material = { ...this.#material, ...made };
    writeJson(this.#file, this.#material);
  }

  /** By id or ARN. */
  known(keyId: unknown): Key | undefined {
    const spec = this.#specs.find(({ id, arn }) => keyId === id || keyId === arn);
    const material = spec && this.#material[spec.id];
    return spec === undefined || material === undefined ? undefined : { ...spec, material: Buffer.from(material, 'base64') };
  }

  find(keyId: unknown): Key {
    const key = this.known(keyId);
    if (!key) throw new AwsRefusal('NotFoundException', `Key '${String(keyId)}' does not exist`);
    return key;
  }
}

/** As much of KMS as sealing needs. The encryption context is part of what is authenticated, as in KMS. */
export function openKms({ keys, clock, requests }: { keys: Keys; clock: Clock; requests: Requests }): Promise<Door> {
  const operations = {
    GenerateDataKey(input: Input) {
      const key = keys.find(input.KeyId);
      const length = BYTES[String(input.KeySpec)] ?? Number(input.NumberOfBytes);
      if (!(length > 0 && length <= 1024))
        throw new AwsRefusal('ValidationException', 'Please specify either number of bytes or key spec.');
      const plain = randomBytes(length);
      return { KeyId: key.arn, Plaintext: plain.toString('base64'), CiphertextBlob: seal(key, plain, input).toString('base64') };
    },
    Encrypt(input: Input) {
      const key = keys.find(input.KeyId);
      const plain = Buffer.from(String(input.Plaintext ?? ''), 'base64');
      if (plain.length < 1 || plain.length > LARGEST_PLAINTEXT_BYTES) {
        throw new AwsRefusal('ValidationException', `Plaintext must have from 1 to ${LARGEST_PLAINTEXT_BYTES} bytes`);
      }
      return { KeyId: key.arn, CiphertextBlob: seal(key, plain, input).toString('base64'), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
    },
    Decrypt(input: Input) {
      const { arn, plain } = unseal(keys, Buffer.from(String(input.CiphertextBlob ?? ''), 'base64'), input);
      return { KeyId: arn, Plaintext: plain.toString('base64'), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
    },
  };
  return openJsonService(operations, {
    service: 'TrentService',
    now: () => clock.now(),
    onCall: (operation) => requests.count('kms', operation),
  });
}

/** Length of the key's id, the id, the nonce, the tag, the rest. */
function seal({ id, material }: Key, plain: Buffer, input: Input): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', material, iv).setAAD(contextOf(input));
  const content = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.from([id.length]), Buffer.from(id), iv, cipher.getAuthTag(), content]);
}

function unseal(keys: Keys, blob: Buffer, input: Input): { readonly arn: string; readonly plain: Buffer } {
  const start = 1 + (blob[0] ?? 0);
  const key = keys.known(blob.subarray(1, start).toString());
  if (!key) throw new AwsRefusal('InvalidCiphertextException', '');
  if (input.KeyId !== undefined && keys.find(input.KeyId).id !== key.id) {
    throw new AwsRefusal('IncorrectKeyException', 'The key ID in the request does not identify a CMK that can perform this operation.');
  }
  const [iv, tag] = [blob.subarray(start, start + IV_BYTES), blob.subarray(start + IV_BYTES, start + IV_BYTES + TAG_BYTES)];
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.material, iv).setAAD(contextOf(input)).setAuthTag(tag);
    return { arn: key.arn, plain: Buffer.concat([decipher.update(blob.subarray(start + IV_BYTES + TAG_BYTES)), decipher.final()]) };
  } catch {
    throw new AwsRefusal('InvalidCiphertextException', '');
  }
}

/** The same pairs in whatever order are the same context. */
function contextOf({ EncryptionContext }: Input): Buffer {
  const pairs = Object.entries((EncryptionContext ?? {}) as Record<string, string>).sort(([one], [other]) => (one < other ? -1 : 1));
  return Buffer.from(JSON.stringify(pairs));
}
