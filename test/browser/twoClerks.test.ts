import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserHost, openBrowserHost } from '../support/browserHost.ts';
import { CUSTOMER_FIELDS } from '../support/httpClerk.ts';
import { ScreenClerk } from '../support/screenClerk.ts';
import type { Wanted } from '../support/visitor.ts';
import { DRAFT, MONTH, WaitingMonth } from '../support/waitingMonth.ts';

/** A month whose emails wait for a quarter of an hour: everything in it may still be stopped. */
let here: BrowserHost;
let month: WaitingMonth;
let clerk: ScreenClerk;

beforeAll(async () => {
  here = await openBrowserHost(900);
  month = await WaitingMonth.madeAt(here.url);
  clerk = await signedIn({ email: 'first@acacia.example' });
});

afterAll(() => here?.close());

const signedIn = (wanted: Wanted = {}) => ScreenClerk.signedIn(here.browser, here.url, { account: 'mine', ...wanted });

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await clerk?.visitor.picture('failed-two-clerks');
});

describe('two clerks', () => {
  it('press the same thing: the second is told why it did not work, and sees what is', async () => {
    const other = await signedIn({ email: 'second@acacia.example' });
    await clerk.opens('Invoices');
    await other.opens('Invoices');
    await clerk.sees('Alder', 'Queued');
    await other.sees('Alder', 'Queued');
    await clerk.action('Alder', 'Cancel the email').click();
    await clerk.sees('Alder', 'Cancelled');
    await other.action('Alder', 'Cancel the email').click();
    await other.isTold(/“Cancel the email” did not work.*Cancelled/s);
    await other.sees('Alder', 'Cancelled');
    const { history } = await month.invoiceOf('Alder');
    expect(history.filter(({ event }) => event === 'cancel').map(({ by }) => by)).toEqual(['first@acacia.example']);
    expect(other.visitor.faults).toEqual([]);
    await other.leaves();
  });

  it('edit the same customer: the second loses neither what was saved nor, until it is said, what was typed', async () => {
    await clerk.opens('Customers');
    await clerk.page.getByRole('link', { name: 'Birch' }).click();
    await clerk.fills({ 'Reference or order number': 'PO 1' });
    await month.api.edits(`customers/${month.idOf('Birch')}`, { reference: 'PO 2' }, CUSTOMER_FIELDS);
    await clerk.presses('Save');
    const refusal = clerk.page.getByRole('main').getByRole('alert');
    await refusal.getByText('Not saved').waitFor();
    expect(await clerk.page.getByLabel('Reference or order number').inputValue()).toBe('PO 1');
    await refusal.getByRole('button', { name: /Show it as it is now/ }).click();
    await clerk.waitsUntil(`[...document.querySelectorAll('input')].some(({ value }) => value === 'PO 2')`);
    await clerk.fills({ 'Reference or order number': 'PO 3' });
    await clerk.presses('Save');
    await clerk.isTold('Birch is saved');
    expect((await month.api.reads(`customers/${month.idOf('Birch')}`)).reference).toBe('PO 3');
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
  expect(await month.invoiceOf(DRAFT)).toMatchObject({ status: 'queued', attempt: 1 });
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
    const { page } = await signedIn({ role: 'viewer' });
    await page.goto(address);
    await page.getByRole('link', { name: 'Elm' }).waitFor();
    expect(await page.locator('[data-id] [data-cell=customer]').allTextContents()).toEqual(shown);
    await page.context().close();
  });
});

describe('a token that ends', () => {
  it('is renewed without a word', async () => {
    const person = await signedIn();
    const renewals: string[] = [];
    person.page.on('request', (request) => request.url().endsWith('/oauth2/token') && renewals.push(request.postData() ?? ''));
    // Fifty-nine minutes and a half of the hour that a token lives.
    await person.page.clock.setSystemTime(Date.now() + 59.5 * 60_000);
    await person.opens('Customers');
    await person.page.getByRole('link', { name: 'Alder' }).waitFor();
    expect(renewals).toHaveLength(1);
    expect(renewals[0]).toContain('grant_type=refresh_token');
    await person.leaves();
  });

  it('and that the API takes no more leads through the sign-in page, and back to where one was', async () => {
    const person = await signedIn();
    await person.opens('Customers');
    // A new token is not exchanged at once for another.
    await person.page.clock.setSystemTime(Date.now() + 60_000);
    let refusals = 0;
    await person.page.route('**/v1/customers/*', (route) => {
      refusals += 1;
      return refusals === 1 ? route.fulfill({ status: 401, json: { message: 'Unauthorized' } }) : route.continue();
    });
    await person.page.getByRole('link', { name: 'Birch' }).click();
    await person.page.getByRole('heading', { level: 1, name: 'Birch' }).waitFor();
    expect(new URL(person.page.url()).pathname).toBe(`/customers/${month.idOf('Birch')}`);
    expect(refusals).toBeGreaterThan(1);
    await person.leaves();
  });
});

it('nothing went wrong in the page all the while', () => {
  expect(clerk.visitor.faults).toEqual([]);
});
