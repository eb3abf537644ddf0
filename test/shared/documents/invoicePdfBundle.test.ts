import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../../lib/bundle.ts';
import { invoicePdf } from '../../../shared/documents/invoicePdf.tsx';
import { invoiceDocument, line } from '../../support/invoiceDocuments.ts';

const PROJECT = join(import.meta.dirname, '../../..');
const run = promisify(execFile);

const PROGRAM = `
import { createHash } from 'node:crypto';
export async function digestOf(document: unknown): Promise<string> {
  const { invoicePdf } = await import('../shared/documents/invoicePdf.tsx');
  return createHash('sha256').update(await invoicePdf(document as Parameters<typeof invoicePdf>[0])).digest('hex');
}
`;

let root = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'bundled-pdf-'));
  await mkdir(join(root, 'functions'));
  await writeFile(join(root, 'functions/print.ts'), PROGRAM);
  for (const folder of ['shared', 'node_modules']) await symlink(join(PROJECT, folder), join(root, folder));
  await bundle({ root, into: join(root, 'dist') });
});

afterAll(() => rm(root, { recursive: true }));

/** Another process, where nothing is found but what was bundled. */
async function digestOf(document: unknown): Promise<string> {
  const program = `require(${JSON.stringify(join(root, 'dist/print/index.js'))}).digestOf(JSON.parse(process.argv[1])).then(console.log)`;
  const { stdout } = await run(process.execPath, ['-e', program, JSON.stringify(document)], { cwd: tmpdir(), env: { TZ: 'Asia/Kolkata' } });
  return stdout.trim();
}

describe('the PDF from a bundle, as it is deployed', () => {
  it.each([
    ['a plain invoice', invoiceDocument()],
    [
      'one that needs embedded fonts',
      invoiceDocument({ buyer: { name: 'Nguyễn Łukasz', address: ['شركة النور', '東京 서울 ไทย 🚀'] }, lines: [line('हिन्दी')] }),
    ],
  ])('prints %s to the same bytes as the sources do, in another process and time zone', async (_, document) => {
    const here = createHash('sha256')
      .update(await invoicePdf(document))
      .digest('hex');
    expect(await digestOf(document)).toBe(here);
  });
});
