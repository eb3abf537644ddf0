import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserHost, openBrowserHost } from '../support/browserHost.ts';
import { attachmentOf, mailOf, untilIs } from '../support/httpClerk.ts';
import { Visitor } from '../support/visitor.ts';

/** A new reseller sets itself up, proves its domain and writes to itself. The tests of this file are one story. */
let here: BrowserHost;
let visitor: Visitor;

beforeAll(async () => {
  here = await openBrowserHost(2);
  visitor = await Visitor.signedIn(here.browser, here.url, { account: 'acacia', email: 'jo@acacia.example' });
});

afterAll(async () => {
  await visitor?.leaves();
  await here?.close();
});

const page = () => visitor.page;
const field = (label: string) => page().getByRole('textbox', { name: label, exact: true });
const press = (name: string | RegExp) => page().getByRole('button', { name }).click();
const step = (name: RegExp) => page().getByRole('navigation', { name: 'Steps' }).getByRole('button', { name });

describe('set-up', () => {
  it('leads through its steps, and each shows where it stands', async () => {
    expect(await step(/Company, not yet/).count()).toBe(1);
    await field('Company name').fill("O'Brien & Söhne <test>");
    await field('ABN').fill('51 824 753 557');
    await page().getByLabel('Registered for tax').selectOption('yes');
    await field('Email').fill('accounts@acacia.example');
    await field('Address').fill('Level 2, 10 Example Street\nSydney NSW 2000');
    await press('Next');
    await page().getByRole('heading', { name: 'Logo and layout' }).waitFor();
    expect(await step(/Company, done/).count()).toBe(1);
  });

  it('shows both layouts as they would be printed, with what is typed', async () => {
    for (const layout of ['classic', 'modern']) {
      const sample = page().getByRole('region', { name: `Sample invoice, ${layout} layout` });
      await sample.getByText("O'Brien & Söhne <test>").first().waitFor({ state: 'attached' });
    }
    await visitor.settles();
    await visitor.picture('set-up-layout-light');
    expect(await visitor.barriers()).toEqual([]);
  });

  it('keeps what is typed over a reload, and nothing of it is a token', async () => {
    await page().reload();
    await page().getByRole('heading', { name: 'Logo and layout' }).waitFor();
    expect(await step(/Company, done/).count()).toBe(1);
    await press('Back');
    expect(await field('Company name').inputValue()).toBe("O'Brien & Söhne <test>");
    expect(await page().evaluate('JSON.stringify({ ...localStorage })')).not.toContain('eyJ');
  });

  it('names an unknown variable where it stands', async () => {
    await step(/Templates/).click();
    await field('Text').fill('Hello {{custmer}}');
    await page().getByText('has an unknown variable {{custmer}}').waitFor();
    await field('Text').fill('');
    await page().getByText('Hello Sample Customer Pty Ltd').waitFor();
  });

  it('is refused where something is wrong, leads there, and marks the other step', async () => {
    await step(/Billing/).click();
    await page().getByRole('radio', { name: 'In advance' }).check();
    await step(/Sending/).click();
    await field('From address').fill('acacia.billing@gmail.com');
    await field('From name').fill('Acacia');
    await step(/Check and save/).click();
    await press('Save and finish');
    await page().getByText('must be an ABN: 11 digits with a right checksum').waitFor();
    expect(await step(/Sending, needs you/).count()).toBe(1);
    await field('ABN').fill('51 824 753 556');
    await step(/Sending/).click();
    await page()
      .getByText(/must not be a free mail address/)
      .waitFor();
    await field('From address').fill('billing@acacia.example');
  });

  it('ends at the DNS of the domain', async () => {
    await step(/Check and save/).click();
    await press('Save and finish');
    await page().getByRole('heading', { name: 'Sender' }).waitFor();
    await page().getByText('Your first invoices are made for December 2026, and bill December 2026.').waitFor();
    expect(visitor.faults).toEqual([]);
  });
});

describe('the sender', () => {
  it('shows each record to add, to be copied', async () => {
    expect(await page().getByRole('button', { name: 'Send a test email to yourself' }).getAttribute('aria-disabled')).toBe('true');
    await press('Show the DNS records');
    await page().getByText('Waiting for the DNS').waitFor();
    await press('Copy all records');
    const copied: string = await page().evaluate('navigator.clipboard.readText()');
    expect(copied.split('\n')).toHaveLength(6);
    expect(copied).toMatch(/_domainkey\.acacia\.example CNAME \w+\.dkim\.amazonses\.com/);
    expect(copied).toContain('_dmarc.acacia.example TXT');
    expect(await visitor.barriers()).toEqual([]);
  });

  it('comes up verified by itself', async () => {
    await page().getByText('Verified', { exact: true }).waitFor({ timeout: 60_000 });
    await page().getByText('acacia.example is verified: invoices can go out').waitFor();
  });

  it('then brings a test email, with a sample invoice, to the one who asked', async () => {
    await press('Send a test email to yourself');
    await page().getByText('A test email is on its way to jo@acacia.example').waitFor();
    const mail = await untilIs(
      'the test email',
      async () => (await mailOf(here.url, '?to=jo@acacia.example'))[0],
      (found) => found !== undefined,
    );
    expect(mail?.subject).toMatch(/^Test: /);
    if (!mail) return;
    expect(Buffer.from((await attachmentOf(here.url, mail)).bytes.subarray(0, 5)).toString()).toBe('%PDF-');
  });
});

describe('the settings', () => {
  it('are saved from any section; what is changed and not saved is not lost by a slip', async () => {
    await page().getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: 'Numbering' }).click();
    await field('Prefix').fill('AAP-');
    await page().getByRole('link', { name: 'Customers' }).click();
    await page().getByRole('dialog', { name: 'Leave without saving?' }).waitFor();
    await press('No, go back');
    await press('Save');
    await page().getByText('The settings are saved').first().waitFor();
    await page().reload();
    await page().getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: 'Numbering' }).click();
    expect(await field('Prefix').inputValue()).toBe('AAP-');
  });
});
