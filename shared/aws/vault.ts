import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KMSClient } from '@aws-sdk/client-kms';
import { config } from '../config.ts';
import type { Vault } from '../domain/xero/ports.ts';

/**
 * Envelope encryption: KMS makes a key for each text and wraps it, so that the text itself never leaves this process. KMS unwraps it only
 * under the account for which it was made, and writes the account into its own record of who asked.
 */

/** Of the whole call, with what KMS's client repeats by itself. */
const ANSWER_MS = 10_000;
const CONNECT_MS = 3_000;

/** How a sealed text is laid out: version, length of the wrapped key in two bytes, wrapped key, nonce, tag, cipher. Then base64. */
const VERSION = 1;
const HEAD_BYTES = 3;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

let made: KMSClient | undefined;

/** Loaded with the first text: whoever finds no connection seals and opens nothing. */
async function kms() {
  const sdk = await import('@aws-sdk/client-kms');
  made ??= new sdk.KMSClient({ maxAttempts: 3, requestHandler: { connectionTimeout: CONNECT_MS } });
  return { ...sdk, client: made };
}

const inTime = () => ({ abortSignal: AbortSignal.timeout(ANSWER_MS) });

export const vault: Vault = {
  async seal(text, account) {
    const { client, GenerateDataKeyCommand } = await kms();
    const asked = { KeyId: config.connectionKeyArn(), KeySpec: 'AES_256', EncryptionContext: { account } } as const;
    const { Plaintext: key, CiphertextBlob: wrapped } = await client.send(new GenerateDataKeyCommand(asked), inTime());
    if (!key || !wrapped) throw new Error('KMS made no key');
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(account));
    key.fill(0);
    const encrypted = [cipher.update(text, 'utf8'), cipher.final()];
    const head = Buffer.from([VERSION, wrapped.length >> 8, wrapped.length & 0xff]);
    return Buffer.concat([head, wrapped, nonce, cipher.getAuthTag(), ...encrypted]).toString('base64');
  },

  async open(sealed, account) {
    const { wrapped, nonce, tag, encrypted } = partsOf(sealed);
    const { client, DecryptCommand } = await kms();
    // The key is named, so that no text opens that was sealed under another one that this role may use.
    const asked = { KeyId: config.connectionKeyArn(), CiphertextBlob: wrapped, EncryptionContext: { account } };
    const { Plaintext: key } = await client.send(new DecryptCommand(asked), inTime());
    if (!key) throw new Error('KMS gave no key');
    const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(account)).setAuthTag(tag);
    key.fill(0);
    const text = decipher.update(encrypted);
    try {
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    } catch {
      throw new Error('A sealed text does not open: it was changed, or sealed for another account');
    }
  },
};

/** @throws for what this vault has not sealed */
function partsOf(sealed: string) {
  const bytes = Buffer.from(sealed, 'base64');
  const wrappedEnd = HEAD_BYTES + (bytes.length < HEAD_BYTES ? 0 : bytes.readUInt16BE(1));
  const nonceEnd = wrappedEnd + NONCE_BYTES;
  const tagEnd = nonceEnd + TAG_BYTES;
  if (bytes[0] !== VERSION || bytes.length < tagEnd) throw new Error('This is not a sealed text');
  return {
    wrapped: bytes.subarray(HEAD_BYTES, wrappedEnd),
    nonce: bytes.subarray(wrappedEnd, nonceEnd),
    tag: bytes.subarray(nonceEnd, tagEnd),
    encrypted: bytes.subarray(tagEnd),
  };
}
