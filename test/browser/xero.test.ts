import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserHost, openBrowserHost } from '../support/browserHost.ts';
import { setClock, untilIs } from '../support/httpClerk.ts';
import { ScreenClerk } from '../support/screenClerk.ts';
import { DRAFT, MONTH, QUEUED, WaitingMonth } from '../support/waitingMonth.ts';

/** A reseller connects Xero at the screens and has last month go up. The tests of this file are one story. */
let here: BrowserHost;
let month: WaitingMonth;
let clerk: ScreenClerk;

beforeAll(async () => {
  here = await openBrowserHost(1);
  month = await WaitingMonth.madeAt(here.url);
  for (const name of QUEUED) await month.api.invoiceThat('delivered', MONTH, month.idOf(name));
  clerk = await ScreenClerk.signedIn(here.browser, here.url, { account: 'mine' });
});

afterAll(() => here?.close());

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await clerk?.visitor.picture('failed-xero');
});

const inXero = () => here.host.xero.hands.documents(here.host.xero.hands.organisations()[0]?.tenantId ?? '');
const alert = (words: string) => clerk.page.getByRole('main').getByText(words, { exact: true });

describe('connecting', () => {
  it('until then an upload is refused, and says why', async () => {
    await clerk.visitor.opens(`/previous?month=${MONTH}`);
    const upload = clerk.action('Alder', 'Upload to Xero');
    expect(await upload.getAttribute('aria-disabled')).toBe('true');
    expect(await upload.getAttribute('aria-label')).toContain('Xero is not connected');
  });

  it('whoever says no at Xero comes back, and may begin again', async () => {
    await clerk.opens('Xero');
    await clerk.presses('Connect to Xero');
    await clerk.page.getByRole('heading', { name: /wants access to/ }).waitFor();
    await clerk.presses('Cancel');
    await alert('Access was not given in Xero').waitFor();
    expect(await clerk.page.title()).toBe('Xero · Rebill');
  });

  it('leads to the consent page and back, still signed in, to the organisation', async () => {
    // By a double click: each asks Xero for a consent of its own, and only the last would be good.
    await clerk.button('Connect to Xero').dblclick();
    await clerk.presses('Allow access');
    await alert('Connected').first().waitFor();
    expect(new URL(clerk.page.url()).pathname).toBe('/xero');
    await clerk.page.getByRole('heading', { name: 'Demo Company (AU)' }).waitFor();
    await clerk.page.getByText('All of them are in Xero and fit.').waitFor();
    await clerk.page.getByText(`${QUEUED.length + 1} customers have no contact yet.`).waitFor();
  });
});

describe('last month', () => {
  it('waits until it is over', async () => {
    await clerk.visitor.opens(`/previous?month=${MONTH}`);
    expect(await clerk.action('Alder', 'Upload to Xero').getAttribute('aria-label')).toContain('It goes to Xero when its month is over');
    await setClock(here.url, '2027-01-04T09:00:00+11:00');
    await clerk.page.reload();
    await clerk.action('Alder', 'Upload to Xero').waitFor();
    expect(await clerk.action('Alder', 'Upload to Xero').getAttribute('aria-disabled')).toBe('false');
  });

  it('goes up by one press and a question, and is seen to arrive', async () => {
    await clerk.presses('Upload the month');
    await clerk.presses('Upload December 2026');
    await clerk.page
      .getByRole('dialog')
      .getByText(`${QUEUED.length + 1} queued.`)
      .waitFor();
    await clerk.page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
    for (const name of QUEUED) await clerk.sees(name, 'In Xero');
    await clerk.opens('Summary');
    await clerk.page.getByText(`In Xero: ${QUEUED.length + 1}`).waitFor({ timeout: 60_000 });
    const numbers = [...QUEUED, DRAFT].map(async (name) => (await month.invoiceOf(name)).number);
    expect(
      inXero()
        .map(({ number }) => number)
        .sort(),
    ).toEqual((await Promise.all(numbers)).sort());
  });

  it('is not there twice, however often it is asked for', async () => {
    await clerk.visitor.opens(`/previous?month=${MONTH}`);
    await clerk.presses('Upload the month');
    await clerk.presses('Upload December 2026');
    await clerk.page.getByRole('dialog').getByText('There was nothing to queue.').waitFor();
    await clerk.page.keyboard.press('Escape');
    expect(inXero()).toHaveLength(QUEUED.length + 1);
  });

  it('opens in Xero from its row', async () => {
    const { number } = await month.invoiceOf('Alder');
    const [there] = await Promise.all([clerk.page.waitForEvent('popup'), clerk.action('Alder', 'Open in Xero').click()]);
    await there.getByText(number).first().waitFor();
    expect(new URL(there.url()).origin).toBe(new URL(here.host.xero.origin).origin);
    await there.close();
  });
});

it('the link is ended after a question, and what is there stays', async () => {
  await clerk.opens('Xero');
  await clerk.presses('Disconnect…');
  await clerk.presses('Disconnect');
  await clerk.button('Connect to Xero').waitFor();
  expect(inXero()).toHaveLength(QUEUED.length + 1);
  const account = await untilIs(
    'the end of the link',
    () => month.api.reads('xero'),
    ({ state }) => state === 'notConnected',
  );
  expect(account.organisation).toBeNull();
});

it('nothing went wrong in the page all the while', () => {
  expect(clerk.visitor.faults).toEqual([]);
});
