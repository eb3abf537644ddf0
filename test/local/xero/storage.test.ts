import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { diskStorage } from '../../../local/xero/storage.ts';
import { Bookkeeper } from './bookkeeper.ts';
import { APP } from './person.ts';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rebill-xero-'));
});

afterEach(() => rmSync(dir, { recursive: true }));

const open = () => new Bookkeeper({ storage: diskStorage(dir) });

async function filled(): Promise<Bookkeeper> {
  const keeper = open();
  await keeper.signIn();
  await keeper.put(keeper.invoice('A-1'), keeper.invoice('A-2'));
  await keeper.call('PUT', 'Invoices/A-1/Attachments/A-1.pdf', Buffer.from('%PDF'));
  return keeper;
}

it('whatever was answered is there after a stop of any kind: organisations, documents, files and sign-ins', async () => {
  const keeper = await filled();
  const { refresh_token } = await keeper.tokens();
  const again = open();
  expect(again.tenantId).toBe(keeper.tenantId);
  expect(again.xero.hands.documents(again.tenantId)).toEqual(keeper.xero.hands.documents(keeper.tenantId));
  expect((await again.token({ grant_type: 'refresh_token', refresh_token }))?.status).toBe(200);
  await again.signIn();
  expect((await again.call('GET', 'Invoices/A-1/Attachments/A-1.pdf'))?.text).toBe('%PDF');
});

it('a line that a crash tore apart costs nothing but itself', async () => {
  await filled();
  appendFileSync(join(dir, 'journal.jsonl'), '\n[{"table":"documents","id":"torn","val');
  const again = open();
  await again.signIn();
  await again.put(again.invoice('A-3'));
  expect(open().numbers()).toEqual(['A-1', 'A-2', 'A-3']);
});

it('the journal does not grow with each start, and what is outdated leaves it', async () => {
  const keeper = await filled();
  for (let time = 0; time < 20; time += 1) keeper.xero.hands.lock(keeper.tenantId, '2026-01-01');
  const size = () => readFileSync(join(dir, 'journal.jsonl')).length;
  const before = size();
  open();
  const after = size();
  expect(after).toBeLessThan(before - 2000);
  open();
  expect(size()).toBe(after);
});

it('no token, code or secret is on disk as it was given out', async () => {
  const keeper = await filled();
  const { access_token, refresh_token } = await keeper.tokens();
  const code = (await keeper.consent()).searchParams.get('code') ?? 'none';
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  const text = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8')).join('\n');
  expect(text).toContain('A-1');
  for (const secret of [access_token, refresh_token, code, APP.clientSecret]) expect(text).not.toContain(secret);
});
