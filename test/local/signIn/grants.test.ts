import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Grants } from '../../../local/signIn/grants.ts';

let dir: string;
let now = 0;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rebill-grants-'));
  now = Date.parse('2026-11-20T00:00:00Z');
});

afterEach(() => rmSync(dir, { recursive: true }));

const person = { accountId: 'demo', role: 'billing', email: 'a@demo.example', authTime: 1 } as const;
const codeFor = { person, redirectUri: 'http://localhost/', scope: 'openid', challenge: 'c', nonce: undefined };

it('a code lasts a minute', () => {
  const grants = new Grants(dir, () => now);
  const [first, second] = [grants.issueCode(codeFor), grants.issueCode(codeFor)];
  now += 59_999;
  expect(grants.takeCode(first)).toMatchObject({ person });
  now += 1;
  expect(grants.takeCode(second)).toBeUndefined();
});

it('a refresh token lasts as long as the template says, over restarts, and is not kept in the clear', () => {
  const token = new Grants(dir, () => now).issueRefresh(person, 'openid', 12 * 3600);
  now += 12 * 3600 * 1000 - 1;
  const restarted = new Grants(dir, () => now);
  expect(restarted.refreshed(token)).toMatchObject({ person, scope: 'openid' });
  expect(readFileSync(join(dir, 'sign-in.json'), 'utf8')).not.toContain(token);
  now += 1;
  expect(restarted.refreshed(token)).toBeUndefined();
});
