import Papa from 'papaparse';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserHost, openBrowserHost } from '../support/browserHost.ts';
import { attachmentOf, HttpClerk, SETTINGS, setClock } from '../support/httpClerk.ts';
import { ScreenClerk } from '../support/screenClerk.ts';

/**
 * The first of the month as a clerk lives it at the screens, from the first customer to the last email. The tests of this file are one
 * story: each goes on where the one before it ended.
 */
const DELAY_S = 15;
const OBRIEN = "O'Brien & Söhne <test>";
const BAKERY = 'Harbour Bakery';
const LAMPS = 'Lantern Lamps';
const BOUNCING = 'bounce+x@simulator.amazonses.com';

let here: BrowserHost;
let clerk: ScreenClerk;
/** The summary, left open in a second tab all through the sending. */
let summary: Page;

beforeAll(async () => {
  here = await openBrowserHost(DELAY_S);
  await (await HttpClerk.of(here.url, 'mine')).setsUp(SETTINGS);
  clerk = await ScreenClerk.signedIn(here.browser, here.url, { account: 'mine' });
});

afterAll(() => here?.close());

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await clerk?.visitor.picture('failed-month');
});

/** What arrived at this address. */
const mailTo = async (address: string) => (await HttpClerk.of(here.url, 'mine')).mailTo(address);

describe('before the 1st', () => {
  it('a service from mid-month shows what its first invoice will bill while it is typed', async () => {
    await clerk.addsCustomer(OBRIEN, 'obrien@customer.example');
    const drawer = await clerk.describesService('Fibre 100/40', '100', '2026-12-20');
    await drawer.getByText('$38.71', { exact: true }).first().waitFor();
    await drawer.getByRole('heading', { name: 'December 2026 bills $42.58 with tax' }).waitFor();
    await drawer.getByRole('button', { name: 'Add the service' }).click();
    await clerk.page.getByRole('row', { name: /Fibre 100\/40 since 20 Dec 2026/ }).waitFor();
  });

  it('more customers get theirs, one of them at an address that does not exist', async () => {
    for (const [name, address] of [
      [BAKERY, BOUNCING],
      [LAMPS, 'lamps@customer.example'],
    ] as const) {
      await clerk.addsCustomer(name, address);
      const drawer = await clerk.describesService('Mailbox', '20', '2026-12-01');
      await drawer.getByRole('button', { name: 'Add the service' }).click();
      await clerk.page.getByRole('row', { name: /Mailbox since 1 Dec 2026/ }).waitFor();
    }
  });

  it('the run shows all of them beforehand, and cannot be started yet', async () => {
    await clerk.opens('Run');
    for (const [name, total] of [
      [OBRIEN, '$42.58'],
      [BAKERY, '$22.00'],
      [LAMPS, '$22.00'],
    ] as const)
      await clerk.rowOf(name).getByText(total, { exact: true }).waitFor();
    expect(await clerk.button('Make the invoices now').getAttribute('aria-disabled')).toBe('true');
  });
});

describe('on the 1st', () => {
  it('the month is made by one press and a question', async () => {
    await setClock(here.url, '2026-12-01T08:12:00+11:00');
    await clerk.page.reload();
    await clerk.presses('Make the invoices now');
    await clerk.presses('Make the invoices');
    await clerk.page.getByText('December 2026 is made').waitFor();
  });

  it('the list counts down to the emails, and one of them is stopped', async () => {
    await clerk.page.getByRole('link', { name: 'To the invoices' }).click();
    for (const name of [OBRIEN, BAKERY, LAMPS]) await clerk.sees(name, /goes out in \d:\d\d/);
    await clerk.action(LAMPS, 'Cancel the email').click();
    await clerk.sees(LAMPS, 'Cancelled');
    expect(await clerk.action(LAMPS, 'Cancel the email').getAttribute('aria-disabled')).toBe('true');
  });

  it('the summary in another tab counts them as on their way', async () => {
    summary = await clerk.page.context().newPage();
    await summary.goto(`${here.url}/summary`);
    await summary.getByText('2 on their way').waitFor();
    await summary.getByText('Nothing needs you').waitFor();
  });

  it('the others go out and leave the list by themselves', async () => {
    await clerk.seesGo(OBRIEN);
    await clerk.seesGo(BAKERY);
    expect(await clerk.rowOf(LAMPS).count()).toBe(1);
    await clerk.opens('Previous invoices');
    await clerk.sees(OBRIEN, 'Delivered');
  });

  it('what arrived is addressed to the customer, and bears the very file that the app shows and downloads', async () => {
    const link = clerk.rowOf(OBRIEN).getByRole('link', { name: /^AAP-/ });
    const number = (await link.textContent()) ?? '';
    await link.click();
    const [mail, ...more] = await mailTo('obrien@customer.example');
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ recipients: ['obrien@customer.example'], subject: expect.stringContaining(number) });
    const attached = await attachmentOf(here.url, mail ?? expect.fail());
    const downloaded = await clerk.downloads(() => clerk.presses('PDF'));
    expect(downloaded.fileName).toBe(attached.fileName);
    expect(downloaded.bytes.equals(attached.bytes)).toBe(true);
    await clerk.page.getByRole('img', { name: `Invoice ${number}` }).waitFor();
    await clerk.page.getByText('$38.71', { exact: true }).first().waitFor();
  });
});

describe('the one that came back', () => {
  it("is seen by itself in the list and on the summary, with the mail server's words", async () => {
    await clerk.opens('Previous invoices');
    await clerk.sees(BAKERY, 'Bounced');
    await clerk.sees(BAKERY, /550 5\.1\.1 user unknown/);
    const bounced = summary.getByRole('region', { name: 'What needs you' }).getByRole('list', { name: 'Bounced' });
    await bounced.getByText(/550 5\.1\.1 user unknown/).waitFor();
    await summary.getByRole('list', { name: 'Who has not received their invoice' }).getByText(BAKERY).waitFor();
    await bounced.getByRole('link', { name: BAKERY }).click();
    await summary.getByText(`Mail to ${BOUNCING} came back`).waitFor();
    await clerk.page.goto(summary.url());
    await summary.close();
  });

  it('is refused until the address is corrected on the customer, sent again after it, and delivered', async () => {
    await clerk.presses(`Remove ${BOUNCING}`);
    await clerk.fills({ 'Invoices go to': 'bakery@customer.example' });
    await clerk.presses('Save');
    await clerk.isTold(`${BAKERY} is saved`);
    await clerk.page.getByText(`Mail to ${BOUNCING} came back`).waitFor({ state: 'detached' });
    await clerk.opens('Previous invoices');
    await clerk.action(BAKERY, 'Send again').click();
    await clerk.isTold('is queued for bakery@customer.example');
    await clerk.seesGo(BAKERY);
  });

  it('and with it the one that was cancelled: both arrive once', async () => {
    await clerk.opens('Invoices');
    await clerk.sees(BAKERY, 'Queued');
    await clerk.action(LAMPS, 'Send').click();
    await clerk.isTold('is queued for lamps@customer.example');
    await clerk.page.getByText('Nothing is left to send in December 2026').waitFor({ timeout: 60_000 });
    await clerk.opens('Previous invoices');
    await clerk.sees(BAKERY, 'Delivered');
    await clerk.sees(LAMPS, 'Delivered');
    for (const address of ['bakery@customer.example', 'lamps@customer.example']) expect(await mailTo(address)).toHaveLength(1);
  });
});

it('the month leaves as a CSV that Xero takes: a row for each line', async () => {
  await clerk.opens('Summary');
  await clerk.presses('Download invoices as a CSV');
  const { fileName, bytes } = await clerk.downloads(() => clerk.presses('Make the CSV'));
  expect(fileName).toMatch(/^Invoices 2026-12.*\.csv$/);
  const { data, meta } = Papa.parse<Record<string, string>>(bytes.toString('utf8'), { header: true, skipEmptyLines: true });
  expect(meta.fields).toEqual(expect.arrayContaining(['*ContactName', '*InvoiceNumber', '*UnitAmount', '*TaxType']));
  expect(data.map((row) => [row['*ContactName'], row['*UnitAmount']]).sort()).toEqual([
    [BAKERY, '20.00'],
    [LAMPS, '20.00'],
    ["O'Brien & Söhne test", '38.71'],
  ]);
});

it('nothing went wrong in the page all the while', () => {
  expect(clerk.visitor.faults).toEqual([]);
});
