import type { Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserHost, openBrowserHost } from '../support/browserHost.ts';
import { setClock } from '../support/httpClerk.ts';
import { pagesOf } from '../support/pdfText.ts';
import { ScreenClerk } from '../support/screenClerk.ts';
import { DRAFT, MONTH, WaitingMonth } from '../support/waitingMonth.ts';

/** A month whose emails wait for a quarter of an hour, and a clerk to whom everything happens in the middle of something. */
let here: BrowserHost;
let month: WaitingMonth;
let clerk: ScreenClerk;

beforeAll(async () => {
  here = await openBrowserHost(900);
  month = await WaitingMonth.madeAt(here.url);
  clerk = await ScreenClerk.signedIn(here.browser, here.url, { account: 'mine' });
});

afterAll(() => here?.close());

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await clerk?.visitor.picture('failed-interruptions');
});

const REFERENCE = 'Reference or order number';
const reference = () => clerk.page.getByLabel(REFERENCE);
const question = () => clerk.page.getByRole('dialog', { name: 'Leave without saving?' });

async function opensCustomer(name: string): Promise<void> {
  await clerk.opens('Customers');
  await clerk.page.getByRole('link', { name, exact: true }).click();
  await clerk.page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
}

/** The next request like this arrives and is answered; the answer is lost on the way. */
const losesTheAnswer = (url: string, method: string) => {
  let lost = false;
  return clerk.page.route(url, async (route: Route) => {
    if (lost || route.request().method() !== method) return route.fallback();
    lost = true;
    await route.fetch();
    await route.abort('connectionreset');
  });
};

describe('without a network', () => {
  it('every screen and button is there all the same, what was not done is said, and works when it is back', async () => {
    await clerk.opens('Invoices');
    await clerk.waitsUntil(`['perform', 'customersScreen'].every((part) =>
      performance.getEntriesByType('resource').some(({ name }) => name.includes('/assets/' + part)))`);
    await clerk.page.context().setOffline(true);
    await clerk.action(DRAFT, 'Send').click();
    await clerk.isTold(/“Send” did not work.*Nothing was done/s);
    await clerk.opens('Customers');
    await clerk.page.getByText('The server cannot be reached').waitFor();
    await clerk.page.context().setOffline(false);
    await clerk.page.getByRole('link', { name: 'Birch', exact: true }).waitFor();
    expect(await month.invoiceOf(DRAFT)).toMatchObject({ status: 'draft', attempt: 0 });
  });
});

describe('an answer that is lost', () => {
  it('is not taken for a refusal: it is said that it may have been done, and the list shows that it was', async () => {
    await clerk.opens('Invoices');
    await losesTheAnswer('**/send', 'POST');
    await clerk.action(DRAFT, 'Send').click();
    await clerk.isTold(/“Send” did not work.*may have been done all the same/s);
    await clerk.sees(DRAFT, 'Queued');
    expect(await month.invoiceOf(DRAFT)).toMatchObject({ status: 'queued', attempt: 1 });
  });

  it('to what was saved makes nobody else of oneself: saved again, it is saved', async () => {
    await opensCustomer('Alder');
    await reference().fill('PO 5');
    await losesTheAnswer('**/v1/customers/*', 'PUT');
    await clerk.presses('Save');
    await clerk.page.getByText('may have been done all the same').waitFor();
    await clerk.presses('Save');
    await clerk.isTold('Alder is saved');
  });

  it('to what was added, and then typed otherwise, is told as what it is', async () => {
    await clerk.opens('Customers');
    await clerk.page.getByRole('link', { name: 'Add a customer' }).click();
    await clerk.page.getByLabel(/^Name/).fill('Gum');
    await losesTheAnswer('**/v1/customers', 'POST');
    await clerk.presses('Add the customer');
    await clerk.page.getByText('may have been done all the same').waitFor();
    await clerk.page.getByLabel(/^Name/).fill('Gum Tree');
    await clerk.presses('Add the customer');
    await clerk.page.getByText('It was added already, as it was typed the first time').waitFor();
    await clerk.page.getByRole('main').getByRole('link', { name: 'the list of customers' }).click();
    await question().getByRole('button', { name: 'Leave, and lose it' }).click();
    await clerk.page.getByRole('link', { name: 'Gum', exact: true }).waitFor();
    expect(await clerk.page.getByRole('link', { name: 'Gum Tree' }).count()).toBe(0);
  });
});

describe('what is typed', () => {
  it('stays while another part of the customer is looked at, and is asked about before it is left', async () => {
    await opensCustomer('Birch');
    await reference().fill('PO 7');
    await clerk.page.getByRole('tab', { name: 'Services' }).click();
    await clerk.button('Add a service').waitFor();
    await clerk.page.getByRole('tab', { name: 'Details' }).click();
    await clerk.page.goBack();
    await question().getByRole('button', { name: 'No, go back' }).click();
    await question().waitFor({ state: 'detached' });
    expect(await reference().inputValue()).toBe('PO 7');
  });

  it('is there again when the session ended meanwhile, to be saved then', async () => {
    // A token that is new is not exchanged at once for another.
    await clerk.page.clock.setSystemTime(Date.now() + 60_000);
    await clerk.page.route('**/v1/customers/*', (route) => route.fulfill({ status: 401, json: { message: 'Unauthorized' } }), { times: 1 });
    await clerk.presses('Save');
    await clerk.isTold('What you had typed is here again');
    expect(await reference().inputValue()).toBe('PO 7');
    expect((await month.api.reads(`customers/${month.idOf('Birch')}`)).reference).toBeNull();
    await clerk.presses('Save');
    await clerk.isTold('Birch is saved');
    expect((await month.api.reads(`customers/${month.idOf('Birch')}`)).reference).toBe('PO 7');
  });

  it('in a drawer is lost neither by a click beside it nor by Escape or the way back, without a word', async () => {
    await opensCustomer('Cedar');
    await clerk.page.getByRole('tab', { name: 'Services' }).click();
    await clerk.button('Add a service').dblclick();
    const drawer = clerk.page.getByRole('dialog', { name: 'Add a service' });
    await drawer.getByLabel(/^Description/).fill('Backup');
    await clerk.page.mouse.click(60, 400);
    await drawer.getByLabel(/^Description/).focus();
    for (const leave of [() => clerk.page.keyboard.press('Escape'), () => clerk.page.goBack()]) {
      await leave();
      await question().waitFor();
      await clerk.page.keyboard.press('Escape');
      await question().waitFor({ state: 'detached' });
      expect(await drawer.getByLabel(/^Description/).inputValue()).toBe('Backup');
    }
    await clerk.page.goBack();
    await question().getByRole('button', { name: 'Leave, and lose it' }).click();
    await drawer.waitFor({ state: 'detached' });
    await clerk.page.getByRole('heading', { level: 1, name: 'Cedar' }).waitFor();
  });

  it('in the middle of a search stands where it is typed', async () => {
    await clerk.opens('Customers');
    const search = clerk.page.getByLabel('Search customers');
    await search.pressSequentially('der');
    await clerk.page.keyboard.press('Home');
    await clerk.page.keyboard.type('Ce', { delay: 60 });
    await clerk.page.waitForURL(/q=Ceder/);
    expect(await search.inputValue()).toBe('Ceder');
  });
});

it('a double click asks a question once', async () => {
  await opensCustomer('Cedar');
  await clerk.button('Remove…').dblclick();
  const asked = clerk.page.getByRole('dialog', { name: 'Remove Cedar?' });
  await asked.getByRole('button', { name: 'No, go back' }).click();
  await asked.waitFor({ state: 'detached' });
  await clerk.visitor.settles();
  expect(await clerk.page.getByRole('dialog').count()).toBe(0);
});

it('what is billed or removed while it is edited is told where it is saved, and what was typed stays', async () => {
  await opensCustomer('Dogwood');
  await clerk.page.getByRole('tab', { name: 'Services' }).click();
  await clerk.button('Edit Fibre').click();
  const drawer = clerk.page.getByRole('dialog', { name: 'Edit a service' });
  await drawer.getByLabel(/^Price/).fill('15');
  const path = `customers/${month.idOf('Dogwood')}/services`;
  const [{ serviceId, revision }] = await month.api.all(path);
  await month.api.does('DELETE', `${path}/${serviceId}`, { revision });
  await clerk.presses('Save the service');
  await drawer.getByRole('alert').getByText('removed').waitFor();
  expect(await drawer.getByLabel(/^Price/).inputValue()).toBe('15');
  await clerk.page.keyboard.press('Escape');
  await question().getByRole('button', { name: 'Leave, and lose it' }).click();
  await drawer.waitFor({ state: 'detached' });
});

describe('the way back', () => {
  it('closes the question that is asked, and leads nowhere', async () => {
    await opensCustomer('Cedar');
    await clerk.button('Remove…').click();
    const asked = clerk.page.getByRole('dialog', { name: 'Remove Cedar?' });
    await asked.waitFor();
    await clerk.page.goBack();
    await asked.waitFor({ state: 'detached' });
    await clerk.page.getByRole('heading', { level: 1, name: 'Cedar', exact: true }).waitFor();
    await clerk.page.goBack();
    await clerk.page.getByRole('heading', { level: 1, name: 'Customers' }).waitFor();
  });

  it('leads to the screen before, after the page was loaded anew too', async () => {
    await clerk.opens('Invoices');
    await clerk.page.getByRole('heading', { level: 1, name: 'Invoices' }).waitFor();
    await clerk.page.reload();
    await clerk.page.getByRole('heading', { level: 1, name: 'Invoices' }).waitFor();
    await clerk.page.goBack();
    await clerk.page.getByRole('heading', { level: 1, name: 'Customers' }).waitFor();
  });
});

it('an invoice is printed as its customer gets it, and nothing around it', async () => {
  const { page } = clerk;
  await page.goto(`${here.url}/invoices/${MONTH}_${month.idOf('Alder')}`);
  await page.locator('canvas[data-drawn]').waitFor();
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('canvas[data-drawn]').isVisible()).toBe(true);
  for (const other of ['navigation', 'banner', 'heading', 'button', 'table']) {
    expect([other, await page.getByRole(other as 'button').count()]).toEqual([other, 0]);
  }
  await page.emulateMedia({ media: null });
  for (const format of ['A4', 'Letter']) expect([format, (await pagesOf(await page.pdf({ format }))).length]).toEqual([format, 1]);
});

it('when more months were missed than are made by themselves, it is said where a clerk looks first', async () => {
  await setClock(here.url, '2027-05-20T00:00:00Z');
  const late = await ScreenClerk.signedIn(here.browser, here.url, { account: 'mine', email: 'late@acacia.example' });
  await late.opens('Summary');
  await late.page.getByText('5 months are not made').waitFor();
  await late.page.getByRole('link', { name: 'Make or skip January 2027 first' }).click();
  await late.page.getByText('From more than three on none is made by itself').waitFor();
  await late.leaves();
});
