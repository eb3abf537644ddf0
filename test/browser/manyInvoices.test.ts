import type { Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { listInvoices } from '../../functions/api/listInvoices.ts';
import { listMonths } from '../../functions/api/listMonths.ts';
import { type BrowserHost, openBrowserHost } from '../support/browserHost.ts';
import type { InvoiceAnswer } from '../support/httpClerk.ts';
import { ScreenClerk } from '../support/screenClerk.ts';
import { MONTH, WaitingMonth } from '../support/waitingMonth.ts';

/** Five thousand invoices in a month, as the API would answer them: ten pages, each of the shape that it says. */
const COUNT = 5000;
const PAGE = 500;
const STATUSES = ['draft', 'queued', 'cancelled', 'failed'] as const;

/** However long the list is, a turn of the wheel costs the same. Generous: the machine may be busy; a list drawn whole would cost hundreds. */
const GROWTH = 4;

let here: BrowserHost;
let clerk: ScreenClerk;
let invoices: readonly InvoiceAnswer[];

beforeAll(async () => {
  here = await openBrowserHost(900);
  const month = await WaitingMonth.madeAt(here.url);
  const { now, ...real } = await month.invoiceOf('Alder');
  invoices = Array.from({ length: COUNT }, (_, at) => likeIt(real, COUNT - at));
  clerk = await ScreenClerk.signedIn(here.browser, here.url, { account: 'mine' });
  const months = await month.api.reads('months');
  await clerk.page.route('**/v1/months', (route) => {
    const items = months.items.map((each: { month: string }) => (each.month === MONTH ? { ...each, count: COUNT } : each));
    return answer(route, listMonths.output, { ...months, items });
  });
  await clerk.page.route('**/v1/invoices?**', (route) => {
    const from = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0);
    const nextCursor = from + PAGE < COUNT ? String(from + PAGE) : null;
    return answer(route, listInvoices.output, { now, items: invoices.slice(from, from + PAGE), nextCursor });
  });
});

afterAll(() => here?.close());

function likeIt(real: InvoiceAnswer, number: number): InvoiceAnswer {
  const customerId = `customer-${number}`;
  return {
    ...real,
    invoiceId: `${MONTH}_${customerId}`,
    number: `AAP-${String(number).padStart(5, '0')}`,
    customer: { customerId, name: `Customer ${(number * 7919) % COUNT}` },
    totals: { ...real.totals, total: `${number}.00` },
    status: STATUSES[number % STATUSES.length] ?? 'draft',
    revision: 1,
  };
}

/** Nothing is answered that the API could not say. */
function answer(route: Route, shape: z.core.$ZodType, body: unknown): Promise<void> {
  z.core.parse(shape, body);
  return route.fulfill({ json: body });
}

const rows = () => clerk.page.locator('[data-id]');
const counted = (text: string) => clerk.page.getByRole('status').getByText(text, { exact: true });

/** Seconds of processor that the page takes for scrolling from its top, by Chromium's own count. */
async function scrollingCost(): Promise<number> {
  const chromium = await clerk.page.context().newCDPSession(clerk.page);
  await chromium.send('Performance.enable');
  const taken = async () => (await chromium.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
  await clerk.page.evaluate('scrollTo(0, 0)');
  await clerk.visitor.settles();
  const before = await taken();
  await scrolls(60, 300);
  await clerk.page.waitForTimeout(500);
  const cost = (await taken()) - before;
  await chromium.detach();
  return cost;
}

/** Scrolls as a wheel does, a turn each frame or so. */
async function scrolls(turns: number, by: number): Promise<void> {
  await clerk.page.mouse.move(640, 500);
  for (let turn = 0; turn < turns; turn += 1) await clerk.page.mouse.wheel(0, by);
}

describe('five thousand invoices', () => {
  it('are read page after page, and those on the screen alone are drawn', async () => {
    await clerk.page.goto(`${here.url}/invoices?month=${MONTH}`);
    await rows().first().waitFor();
    await counted('5,000 invoices').waitFor();
    expect(await rows().count()).toBeLessThan(100);
    await clerk.page.getByRole('link', { name: 'AAP-05000' }).waitFor();
    expect(await clerk.page.getByRole('grid').getAttribute('aria-rowcount')).toBe('5001');
  });

  it('scroll as lightly as a tenth of them', async () => {
    await clerk.page.getByLabel('Search by number, customer or total').fill('aap-00');
    await counted('999 of 5,000 invoices').waitFor();
    const few = await scrollingCost();
    await clerk.page.getByLabel('Search by number, customer or total').fill('');
    await counted('5,000 invoices').waitFor();
    // Letters are the list's again.
    await clerk.page.evaluate('document.activeElement.blur()');
    const all = await scrollingCost();
    expect(all).toBeLessThan(GROWTH * few);
    await scrolls(80, 900);
    await clerk.page.waitForTimeout(300);
    expect(await clerk.page.evaluate<number>('scrollY')).toBeGreaterThan(50_000);
    expect(await rows().count()).toBeLessThan(100);
  });

  it('have a last one, to be reached by a key', async () => {
    await clerk.page.keyboard.press('j');
    await clerk.page.keyboard.press('End');
    await clerk.page.getByRole('link', { name: 'AAP-00001' }).waitFor();
    expect(await rows().count()).toBeLessThan(100);
  });

  it('are found by number, filtered by status and put in order at once', async () => {
    const search = clerk.page.getByLabel('Search by number, customer or total');
    await search.pressSequentially('aap-01234');
    await counted('1 of 5,000 invoices').waitFor();
    await search.fill('');
    await clerk.page.getByLabel('Status', { exact: true }).selectOption('failed');
    await counted('1,250 of 5,000 invoices').waitFor();
    await clerk.presses('Total');
    await clerk.waitsUntil(`document.querySelector('[data-id] a').textContent === 'AAP-00003'`);
    await clerk.page.getByLabel('Status', { exact: true }).selectOption('');
    await clerk.waitsUntil(`document.querySelector('[data-id] a').textContent === 'AAP-00001'`);
  });

  it('are all selected by one press, and the bar counts them', async () => {
    await clerk.page.getByRole('checkbox', { name: 'Select all that are shown' }).check();
    await clerk.page.getByRole('region', { name: 'Selected invoices' }).getByText('5000 selected').waitFor();
    expect(clerk.visitor.faults).toEqual([]);
  });
});
