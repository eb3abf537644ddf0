import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Host, startHost } from '../../local/host.ts';
import { builtApp } from '../support/builtApp.ts';
import { openChromium } from '../support/chromium.ts';
import { CUSTOMER_FIELDS, HttpClerk, SETTINGS, setClock } from '../support/httpClerk.ts';
import { ScreenClerk } from '../support/screenClerk.ts';

/** A month whose emails wait for a quarter of an hour: everything in it may still be stopped. */
const MONTH = '2026-12';
const QUEUED = ['Alder', 'Birch', 'Cedar', 'Dogwood', 'Elm'];
const DRAFT = 'Fir';

let dataDir: string;
let host: Host;
let browser: Browser;
let api: HttpClerk;
let clerk: ScreenClerk;
const ids: Record<string, string> = {};

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'rebill-two-clerks-'));
  host = await startHost({ dataDir, port: 0, cdkOut: await builtApp(), delaySeconds: 900 });
  await setClock(host.url, '2026-11-20T00:00:00Z');
  api = await HttpClerk.of(host.url, 'mine');
  await api.setsUp(SETTINGS);
  for (const [at, name] of [...QUEUED, DRAFT].entries()) {
    const service = { description: 'Fibre', unitPrice: `${10 * (at + 1)}`, from: '2026-01-01' };
    const autoInvoice = name === DRAFT ? { autoInvoice: false } : {};
    ids[name] = await api.add({ name, to: [`${name.toLowerCase()}@customer.example`], ...autoInvoice }, [service]);
  }
  await api.makes(MONTH);
  browser = await openChromium();
  clerk = await ScreenClerk.signedIn(browser, host.url, { account: 'mine', email: 'first@acacia.example' });
});

afterAll(async () => {
  await browser?.close();
  await host?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await clerk?.visitor.picture('failed-two-clerks');
});

const invoiceOf = (name: string) => api.invoice(MONTH, ids[name] ?? expect.fail(name));

describe('two clerks', () => {
  it('press the same thing: the second is told why it did not work, and sees what is', async () => {
    const other = await ScreenClerk.signedIn(browser, host.url, { account: 'mine', email: 'second@acacia.example' });
    await clerk.opens('Invoices');
    await other.opens('Invoices');
    await clerk.sees('Alder', 'Queued');
    await other.sees('Alder', 'Queued');
    await clerk.action('Alder', 'Cancel the email').click();
    await clerk.sees('Alder', 'Cancelled');
    await other.action('Alder', 'Cancel the email').click();
    await other.isTold(/“Cancel the email” did not work.*Cancelled/s);
    await other.sees('Alder', 'Cancelled');
    const { history } = await invoiceOf('Alder');
    expect(history.filter(({ event }) => event === 'cancel').map(({ by }) => by)).toEqual(['first@acacia.example']);
    expect(other.visitor.faults).toEqual([]);
    await other.leaves();
  });

  it('edit the same customer: the second loses neither what was saved nor, until it is said, what was typed', async () => {
    await clerk.opens('Customers');
    await clerk.page.getByRole('link', { name: 'Birch' }).click();
    await clerk.fills({ 'Reference or order number': 'PO 1' });
    await api.edits(`customers/${ids.Birch}`, { reference: 'PO 2' }, CUSTOMER_FIELDS);
    await clerk.presses('Save');
    const refusal = clerk.page.getByRole('main').getByRole('alert');
    await refusal.getByText('Not saved').waitFor();
    expect(await clerk.page.getByLabel('Reference or order number').inputValue()).toBe('PO 1');
    await refusal.getByRole('button', { name: /Show it as it is now/ }).click();
    await clerk.page.waitForFunction(`[...document.querySelectorAll('input')].some(({ value }) => value === 'PO 2')`);
    await clerk.fills({ 'Reference or order number': 'PO 3' });
    await clerk.presses('Save');
    await clerk.isTold('Birch is saved');
    expect((await api.reads(`customers/${ids.Birch}`)).reference).toBe('PO 3');
  });
});

it('a double click sends once', async () => {
  await clerk.opens('Invoices');
  const asked: string[] = [];
  clerk.page.on('request', (request) => request.method() === 'POST' && request.url().includes('/send') && asked.push(request.url()));
  await clerk.sees(DRAFT, 'Not sent');
  await clerk.action(DRAFT, 'Send').dblclick();
  await clerk.sees(DRAFT, 'Queued');
  await clerk.visitor.settles();
  expect(asked).toHaveLength(1);
  expect(await invoiceOf(DRAFT)).toMatchObject({ status: 'queued', attempt: 1 });
});

describe('the address', () => {
  it('keeps month, filter, search and order through a reload, for a colleague, and for the way back', async () => {
    await clerk.opens('Invoices');
    await clerk.page.getByLabel('Month', { exact: true }).selectOption(MONTH);
    await clerk.page.getByLabel('Status', { exact: true }).selectOption('queued');
    await clerk.presses('Total');
    await clerk.page.getByLabel('Search by number, customer or total').fill('AAP');
    await clerk.page.waitForURL(/q=AAP/);
    const names = async () => {
      await clerk.sees('Birch', 'Queued');
      return clerk.page.locator('[data-id] [data-cell=customer]').allTextContents();
    };
    const shown = await names();
    expect(shown).toEqual(['Birch', 'Cedar', 'Dogwood', 'Elm', DRAFT]);
    const address = clerk.page.url();
    await clerk.page.reload();
    expect(await names()).toEqual(shown);
    expect(clerk.page.url()).toBe(address);
    expect(await clerk.page.getByLabel('Status', { exact: true }).inputValue()).toBe('queued');
    await clerk.rowOf('Cedar').getByRole('link', { name: 'Cedar' }).click();
    await clerk.page.getByRole('heading', { level: 1, name: 'Cedar' }).waitFor();
    await clerk.page.goBack();
    expect(await names()).toEqual(shown);
    const { page } = await ScreenClerk.signedIn(browser, host.url, { account: 'mine', role: 'viewer' });
    await page.goto(address);
    await page.getByRole('link', { name: 'Elm' }).waitFor();
    expect(await page.locator('[data-id] [data-cell=customer]').allTextContents()).toEqual(shown);
    await page.context().close();
  });
});

describe('a token that ends', () => {
  it('is renewed without a word', async () => {
    const visitor = await ScreenClerk.signedIn(browser, host.url, { account: 'mine' });
    const renewals: string[] = [];
    visitor.page.on('request', (request) => request.url().endsWith('/oauth2/token') && renewals.push(request.postData() ?? ''));
    // Fifty-nine minutes and a half of the hour that a token lives.
    await visitor.page.clock.setSystemTime(Date.now() + 59.5 * 60_000);
    await visitor.opens('Customers');
    await visitor.page.getByRole('link', { name: 'Alder' }).waitFor();
    expect(renewals).toHaveLength(1);
    expect(renewals[0]).toContain('grant_type=refresh_token');
    await visitor.leaves();
  });

  it('and that the API takes no more leads through the sign-in page, and back to where one was', async () => {
    const visitor = await ScreenClerk.signedIn(browser, host.url, { account: 'mine' });
    await visitor.opens('Customers');
    // A new token is not exchanged at once for another.
    await visitor.page.clock.setSystemTime(Date.now() + 60_000);
    let refusals = 0;
    await visitor.page.route('**/v1/customers/*', (route) => {
      refusals += 1;
      return refusals === 1 ? route.fulfill({ status: 401, json: { message: 'Unauthorized' } }) : route.continue();
    });
    await visitor.page.getByRole('link', { name: 'Birch' }).click();
    await visitor.page.getByRole('heading', { level: 1, name: 'Birch' }).waitFor();
    expect(new URL(visitor.page.url()).pathname).toBe(`/customers/${ids.Birch}`);
    expect(refusals).toBeGreaterThan(1);
    await visitor.leaves();
  });
});

it('nothing went wrong in the page all the while', () => {
  expect(clerk.visitor.faults).toEqual([]);
});
