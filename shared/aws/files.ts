import type { S3Client } from '@aws-sdk/client-s3';
import { config } from '../config.ts';
import { contentDisposition } from '../domain/fileName.ts';
import { instant } from '../domain/month.ts';
import type { Files } from '../domain/ports.ts';

/** The life of a link, in seconds; the bucket refuses older ones whatever is signed. */
const LINK_SECONDS = 300;

let made: S3Client | undefined;

/** Loaded with the first file: a message that is stale, or held back, never touches one and need not start with it. */
async function s3() {
  const sdk = await import('@aws-sdk/client-s3');
  made ??= new sdk.S3Client({ maxAttempts: 5 });
  return { ...sdk, client: made };
}

/** `NoSuchKey` of a read, `NotFound` of a look. */
const isMissing = (error: unknown): boolean => error instanceof Error && (error.name === 'NoSuchKey' || error.name === 'NotFound');

export const files: Files = {
  async read(key) {
    const { client, GetObjectCommand } = await s3();
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: config.filesBucket(), Key: key }));
      return await Body?.transformToByteArray();
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  },

  async exists(key) {
    const { client, HeadObjectCommand } = await s3();
    try {
      await client.send(new HeadObjectCommand({ Bucket: config.filesBucket(), Key: key }));
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  },

  async write(key, content, contentType) {
    const { client, PutObjectCommand } = await s3();
    await client.send(new PutObjectCommand({ Bucket: config.filesBucket(), Key: key, Body: content, ContentType: contentType }));
  },

  async link(key, fileName, contentType) {
    // Loaded with the first link: whoever only stores files need not start with it.
    const { getSignedUrl } = await import('@aws-sdk/s3-request-presigner');
    const { client, GetObjectCommand } = await s3();
    const file = new GetObjectCommand({
      Bucket: config.filesBucket(),
      Key: key,
      ResponseContentDisposition: contentDisposition(fileName),
      ResponseContentType: contentType,
    });
    // Asked before signing, so that the link lives at least as long as it says.
    const expiresAt = instant(new Date(Date.now() + LINK_SECONDS * 1000));
    return { url: await getSignedUrl(client, file, { expiresIn: LINK_SECONDS }), expiresAt };
  },
};
