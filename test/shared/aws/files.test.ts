import { afterAll, beforeAll, expect, it } from 'vitest';
import { files } from '../../../shared/aws/files.ts';
import { freshServices, type Services } from '../../support/services.ts';

let services: Services;
beforeAll(async () => {
  services = await freshServices();
});
afterAll(() => services.stop());

const CONTENT = new Uint8Array([37, 80, 68, 70, 0, 255, 10]);

it('keeps a file as it was written, and knows which are there', async () => {
  expect(await files.exists('kept/a.pdf')).toBe(false);
  expect(await files.read('kept/a.pdf')).toBeUndefined();
  await files.write('kept/a.pdf', CONTENT, 'application/pdf');
  expect(await files.exists('kept/a.pdf')).toBe(true);
  expect(new Uint8Array((await files.read('kept/a.pdf')) ?? [])).toEqual(CONTENT);
});

it('a link downloads the file under its name, and lives at most five minutes', async () => {
  await files.write('downloads/b.pdf', CONTENT, 'application/pdf');
  const before = Date.now();
  const { url, expiresAt } = await files.link('downloads/b.pdf', 'AAP-00001 Bánh mì.pdf', 'application/pdf');
  const query = new URL(url).searchParams;
  expect(Number(query.get('X-Amz-Expires'))).toBeLessThanOrEqual(300);
  expect(query.get('response-content-disposition')).toContain("filename*=UTF-8''AAP-00001%20B%C3%A1nh%20m%C3%AC.pdf");
  expect(query.get('response-content-type')).toBe('application/pdf');
  // Once signed, the link holds until what it says and no longer: what we tell people is never later.
  const signed = query.get('X-Amz-Date')?.replace(/(....)(..)(..)T(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z') ?? '';
  expect(Date.parse(expiresAt)).toBeLessThanOrEqual(Math.max(Date.parse(signed) + 1000, before) + 300_000);
  expect(Date.parse(expiresAt)).toBeGreaterThan(before + 200_000);
  const answer = await fetch(url);
  expect([answer.status, new Uint8Array(await answer.arrayBuffer())]).toEqual([200, CONTENT]);
});

it('says so when the file store fails, instead of calling a file missing', async () => {
  process.env.FILES_BUCKET = 'no-such-bucket';
  await expect(files.read('kept/a.pdf')).rejects.toThrow();
  await expect(files.write('kept/a.pdf', CONTENT, 'application/pdf')).rejects.toThrow();
  process.env.FILES_BUCKET = 'files';
});
