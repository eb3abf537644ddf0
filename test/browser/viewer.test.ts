import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserHost, openBrowserHost } from '../support/browserHost.ts';
import { ScreenClerk } from '../support/screenClerk.ts';
import { DRAFT, MONTH, WaitingMonth } from '../support/waitingMonth.ts';

/** Someone who may look and download, at every screen. */
const ONLY_BILLING = 'You may look and download. Ask someone with the billing role to do this';
/** The API's own reason, at each invoice. */
const NEEDS_BILLING = 'A viewer can read and download; this needs the role “billing”';

let here: BrowserHost;
let month: WaitingMonth;
let viewer: ScreenClerk;
/** What was asked of the API that could change something. A preview or an estimate changes nothing. */
const asked: string[] = [];

beforeAll(async () => {
  here = await openBrowserHost(900);
  month = await WaitingMonth.madeAt(here.url);
  viewer = await ScreenClerk.signedIn(here.browser, here.url, { account: 'mine', role: 'viewer' });
  viewer.page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/v1/') && request.method() !== 'GET' && !/\/(previews\/|estimate$)/.test(pathname))
      asked.push(`${request.method()} ${pathname}`);
  });
});

afterAll(() => here?.close());

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await viewer?.visitor.picture('failed-viewer');
});

/** By what such a button is called. */
const CHANGES =
  /^(send|cancel|upload|repair|save|add|remove|import|make|skip|connect|disconnect|choose|write|edit|verify|look again|show the DNS|test|none|replace|another|no logo|put in)\b/i;

/** Everything on the screen that could be pressed or filled to change something. */
async function tempting({ page }: ScreenClerk): Promise<string[]> {
  const controls = await page.evaluate<{ name: string; field: boolean }[]>(`
    [...document.querySelectorAll('main button, main a[href$="/new"], main a[href$="/import"], main input, main textarea, main select')]
      .filter((element) => element.checkVisibility() && !element.matches(':disabled, [aria-disabled=true], [readonly]'))
      .map((element) => ({
        name: (element.getAttribute('aria-label') ?? (element.labels?.[0] ?? element).textContent).trim(),
        field: element.matches('a, form :is(input, textarea, select)'),
      }))`);
  return controls.filter(({ name, field }) => field || CHANGES.test(name)).map(({ name }) => name);
}

describe('a viewer', () => {
  it('is not as a clerk, who finds what changes things', async () => {
    const clerk = await ScreenClerk.signedIn(here.browser, here.url, { account: 'mine' });
    await clerk.visitor.opens(`/customers/${month.idOf('Alder')}`);
    expect(await tempting(clerk)).toEqual(expect.arrayContaining(['Remove…', 'Name *', 'Save']));
    await clerk.leaves();
  });

  it('finds nothing on any screen that could change something', async () => {
    const alder = month.idOf('Alder');
    for (const path of [
      `/summary?month=${MONTH}`,
      `/invoices?month=${MONTH}`,
      '/previous',
      `/invoices/${MONTH}_${alder}`,
      '/run',
      `/run?month=${MONTH}`,
      '/customers',
      `/customers/${alder}`,
      `/customers/${alder}?tab=services`,
      `/customers/${alder}?tab=charges`,
      `/customers/${alder}?tab=coming`,
      '/customers/import',
      '/customers/new',
      '/xero',
      '/settings',
      '/settings?section=sender',
      '/settings?section=templates',
    ]) {
      await viewer.visitor.opens(path);
      expect([path, await tempting(viewer)]).toEqual([path, []]);
    }
  });

  it('is told why, by the button, by its key and by pressing it all the same', async () => {
    await viewer.visitor.opens(`/invoices?month=${MONTH}`);
    const send = viewer.action(DRAFT, 'Send');
    expect(await send.getAttribute('aria-label')).toContain(NEEDS_BILLING);
    // It is drawn as not allowed, so whoever presses it means it.
    await send.click({ force: true });
    await viewer.isTold(NEEDS_BILLING);
    await viewer.page.getByRole('button', { name: 'Close this message' }).first().click();
    await viewer.rowOf('Alder').getByRole('checkbox').focus();
    await viewer.page.keyboard.press('c');
    await viewer.isTold(NEEDS_BILLING);
    await viewer.opens('Run');
    // The focus of whoever goes by the keyboard, not by the mouse.
    await viewer.page.keyboard.press('Shift');
    await viewer.button('Skip this month…').focus();
    await viewer.page.getByRole('tooltip').getByText(ONLY_BILLING).waitFor();
  });

  it('reads and downloads', async () => {
    await viewer.visitor.opens(`/invoices?month=${MONTH}`);
    const pdf = await viewer.downloads(() => viewer.action('Alder', 'Download the PDF').click());
    expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    await viewer.presses('Download invoices as a CSV');
    const csv = await viewer.downloads(() => viewer.presses('Make the CSV'));
    expect(csv.bytes.toString()).toContain('Alder');
  });

  it('has changed nothing by all that, and met no fault', async () => {
    expect(asked).toEqual([]);
    expect((await month.invoiceOf('Alder')).status).toBe('queued');
    expect((await month.invoiceOf(DRAFT)).status).toBe('draft');
    expect(viewer.visitor.faults).toEqual([]);
  });
});
