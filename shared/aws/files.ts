import { GetObjectCommand, HeadObjectCommand, NoSuchKey, NotFound, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { config } from '../config.ts';
import { contentDisposition } from '../domain/fileName.ts';
import { instant } from '../domain/month.ts';
import type { Files } from '../domain/ports.ts';

/** The life of a link, in seconds; the bucket refuses older ones whatever is signed. */
const LINK_SECONDS = 300;

let made: S3Client | undefined;
const client = (): S3Client => {
  made ??= new S3Client({ maxAttempts: 5 });
  return made;
};

const isMissing = (error: unknown): boolean => error instanceof NoSuchKey || error instanceof NotFound;

export const files: Files = {
  async read(key) {
    try {
      const { Body } = await client().send(new GetObjectCommand({ Bucket: config.filesBucket(), Key: key }));
      return await Body?.transformToByteArray();
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  },

  async exists(key) {
    try {
      await client().send(new HeadObjectCommand({ Bucket: config.filesBucket(), Key: key }));
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  },

  async write(key, content, contentType) {
    await client().send(new PutObjectCommand({ Bucket: config.filesBucket(), Key: key, Body: content, ContentType: contentType }));
  },

  async link(key, fileName, contentType) {
    const file = new GetObjectCommand({
      Bucket: config.filesBucket(),
      Key: key,
      ResponseContentDisposition: contentDisposition(fileName),
      ResponseContentType: contentType,
    });
    // Asked before signing, so that the link lives at least as long as it says.
    const expiresAt = instant(new Date(Date.now() + LINK_SECONDS * 1000));
    return { url: await getSignedUrl(client(), file, { expiresIn: LINK_SECONDS }), expiresAt };
  },
};
