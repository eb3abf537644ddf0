import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { beforeAll, describe, expect, it } from 'vitest';
import { refusalOf } from '../../../local/aws/signature.ts';

const CREDENTIALS = { accessKeyId: 'key', secretAccessKey: 'secret' };
const NOW = new Date();
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

let path: string;

beforeAll(async () => {
  const s3 = new S3Client({ endpoint: 'http://127.0.0.1:4101', region: 'ap-southeast-2', credentials: CREDENTIALS });
  const command = new GetObjectCommand({
    Bucket: 'files',
    Key: "a/(1) ü+'x'.pdf",
    ResponseContentDisposition: 'attachment; filename="a b.pdf"',
  });
  path = (await getSignedUrl(s3, command, { expiresIn: 300, signingDate: NOW })).replace('http://127.0.0.1:4101', '');
});

const code = (url: string, at = later(1), headers = { host: '127.0.0.1:4101' }, method = 'GET', credentials = CREDENTIALS) =>
  refusalOf({ method, url, headers }, credentials, at)?.code;

describe('a presigned link', () => {
  it('as the SDK makes it is good for its life', () => {
    expect(code(path)).toBeUndefined();
    expect(code(path, later(299))).toBeUndefined();
  });

  it('is refused when it has expired, or is not valid yet', () => {
    expect(code(path, later(301))).toBe('AccessDenied');
    expect(code(path, later(-3600))).toBe('AccessDenied');
  });

  it('is refused for another file, life, name, method, host or key', () => {
    expect(code(path.replace('/files/a/', '/files/b/'))).toBe('SignatureDoesNotMatch');
    expect(code(path.replace('X-Amz-Expires=300', 'X-Amz-Expires=600'))).toBe('SignatureDoesNotMatch');
    expect(code(path.replace('b.pdf', 'c.pdf'))).toBe('SignatureDoesNotMatch');
    expect(code(path, later(1), undefined, 'PUT')).toBe('SignatureDoesNotMatch');
    expect(code(path, later(1), { host: 'localhost:4101' })).toBe('SignatureDoesNotMatch');
    expect(code(path, later(1), undefined, 'GET', { ...CREDENTIALS, secretAccessKey: 'other' })).toBe('SignatureDoesNotMatch');
    expect(code(path, later(1), undefined, 'GET', { ...CREDENTIALS, accessKeyId: 'other' })).toBe('InvalidAccessKeyId');
    expect(code(path.replace(/X-Amz-Signature=[^&]*/, 'X-Amz-Signature=zz'))).toBe('SignatureDoesNotMatch');
  });

  it('is refused when it is not signed, or is no URL', () => {
    expect(code('/files/a')).toBe('AccessDenied');
    expect(code('/files/a?X-Amz-Signature=%')).toBe('InvalidAccessKeyId');
  });
});
