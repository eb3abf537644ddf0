import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Host, startHost } from '../../local/host.ts';
import { builtApp } from '../support/builtApp.ts';
import { openChromium } from '../support/chromium.ts';
import { HttpClerk, SETTINGS, setClock } from '../support/httpClerk.ts';
import { Visitor } from '../support/visitor.ts';

/** JavaScript and style sheets of the first page, packed, in bytes. */
const FIRST_LOAD_BYTES = 250 * 1024;

let dataDir: string;
let host: Host;
let browser: Browser;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'rebill-frame-'));
  host = await startHost({ dataDir, port: 0, cdkOut: await builtApp(), delaySeconds: 2 });
  await setClock(host.url, '2026-11-20T00:00:00Z');
  const clerk = await HttpClerk.of(host.url, 'mine');
  await clerk.does('PUT', 'account', { body: SETTINGS });
  browser = await openChromium();
});

afterAll(async () => {
  await browser?.close();
  await host?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('signing in', () => {
  it('leads back to the very address that was asked for, with nothing of the sign-in left in it', async () => {
    const visitor = await Visitor.at(browser, host.url);
    await visitor.page.goto(`${host.url}/customers?q=caf%C3%A9`);
    await visitor.signIn({ account: 'mine' });
    expect(visitor.page.url()).toBe(`${host.url}/customers?q=caf%C3%A9`);
    expect(visitor.faults).toEqual([]);
    await visitor.leaves();
  });

  it('is not asked for again by a reload, or by a second tab', async () => {
    const visitor = await Visitor.signedIn(browser, host.url, { account: 'mine' });
    await visitor.page.reload();
    await visitor.page.getByRole('heading', { level: 1 }).waitFor();
    const second = await visitor.context.newPage();
    await second.goto(`${host.url}/xero`);
    await second.getByRole('heading', { level: 1, name: 'Xero' }).waitFor();
    await visitor.leaves();
  });

  it('leaves no token where a script of another page could find it', async () => {
    const visitor = await Visitor.signedIn(browser, host.url, { account: 'mine' });
    const stored = await visitor.page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])');
    expect(stored).not.toContain('eyJ');
    expect(stored).not.toMatch(/token/i);
    await visitor.leaves();
  });

  it('is asked for after signing out', async () => {
    const visitor = await Visitor.signedIn(browser, host.url, { account: 'mine' });
    await visitor.page.getByRole('button', { name: /your account/ }).click();
    await visitor.page.getByRole('button', { name: 'Sign out' }).click();
    await visitor.page.getByRole('heading', { name: 'Sign in to Rebill on this machine' }).waitFor();
    await visitor.leaves();
  });
});

describe('the set-up gate', () => {
  it('shows nothing but set-up to an account that has no settings, wherever it goes', async () => {
    const visitor = await Visitor.at(browser, host.url);
    await visitor.page.goto(`${host.url}/invoices`);
    await visitor.signIn({ account: 'brand-new' });
    await visitor.page.getByRole('heading', { level: 1, name: /set.?up/i }).waitFor();
    expect(await visitor.page.getByRole('link', { name: 'Invoices' }).count()).toBe(0);
    await visitor.leaves();
  });
});

describe('the first load', () => {
  it('weighs at most 250 KB of scripts and styles, packed', async () => {
    const visitor = await Visitor.at(browser, host.url);
    await visitor.page.goto(host.url);
    const bodies: Promise<Buffer>[] = [];
    visitor.page.on('response', (response) => {
      if (/\.(js|css)$/.test(new URL(response.url()).pathname)) bodies.push(response.body());
    });
    await visitor.signIn({ account: 'mine' });
    await visitor.settles();
    const bytes = (await Promise.all(bodies)).reduce((sum, body) => sum + gzipSync(body, { level: 9 }).byteLength, 0);
    expect(bytes).toBeGreaterThan(50 * 1024);
    expect(bytes).toBeLessThanOrEqual(FIRST_LOAD_BYTES);
    await visitor.leaves();
  });
});

describe('an address that is none', () => {
  it('says so, and leads on', async () => {
    const visitor = await Visitor.signedIn(browser, host.url, { account: 'mine' });
    await visitor.page.goto(`${host.url}/nowhere`);
    await visitor.page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    await visitor.page.getByRole('link', { name: 'Go to the summary' }).click();
    await visitor.page.getByRole('heading', { level: 1, name: 'Summary' }).waitFor();
    await visitor.leaves();
  });
});
