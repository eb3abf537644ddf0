import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserHost, openBrowserHost } from '../support/browserHost.ts';
import { HttpClerk, SETTINGS } from '../support/httpClerk.ts';
import { Visitor } from '../support/visitor.ts';

/** A reseller brings the lists that it has. One story, too. */
let here: BrowserHost;
let visitor: Visitor;
let clerk: HttpClerk;

beforeAll(async () => {
  here = await openBrowserHost(2);
  clerk = await HttpClerk.of(here.url, 'mine');
  await clerk.setsUp(SETTINGS);
  visitor = await Visitor.signedIn(here.browser, here.url, { account: 'mine' });
});

afterAll(async () => {
  await visitor?.leaves();
  await here?.close();
});

const page = () => visitor.page;
const press = (name: string | RegExp) => page().getByRole('button', { name }).click();
const file = (name: string, content: string | Buffer) =>
  page()
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });

/** As Excel on Windows writes it: semicolons, and its old code page. */
const CUSTOMERS = Buffer.from(
  'Customer name;E-mail;Street;City;Terms\r\nHarbour Bakery;jo@bakery.example;1 Quay;Sydney;30 days\r\nMüller & Söhne;not an address;;;\r\n\r\nThird One;;;;\r\n',
  'latin1',
);

describe('importing customers', () => {
  it('guesses the columns by their heads, and says which rows are wrong and why before anything is written', async () => {
    await visitor.opens('/customers/import');
    await file('customers.csv', CUSTOMERS);
    await page().getByRole('heading', { name: 'Which column is which' }).waitFor();
    expect(await page().getByLabel('Column for Invoices go to').inputValue()).toBe('1');
    await press('Look what would become of it');
    await page().getByText('To be added: 2').waitFor();
    await page()
      .getByRole('row', { name: /3 Müller & Söhne Wrong Invoices go to must be an email address/ })
      .waitFor();
    expect(await clerk.all('customers')).toEqual([]);
    expect(await visitor.barriers()).toEqual([]);
  });

  it('gives the wrong rows back to be mended', async () => {
    const saving = page().waitForEvent('download');
    await press('Download the wrong rows');
    const path = await (await saving).path();
    const { readFileSync } = await import('node:fs');
    expect(readFileSync(path, 'utf8').replace('\uFEFF', '').split('\r\n')).toEqual([
      'Customer name,E-mail,Street,City,Terms,What is wrong',
      'Müller & Söhne,not an address,,,,to must be an email address like name@example.com',
    ]);
  });

  it('adds the good ones; the same file again adds nothing', async () => {
    await press(/Import the 2 good ones/);
    await page().getByText('2 customers are added').waitFor();
    await press('Another file');
    await file('customers.csv', CUSTOMERS);
    await press('Look what would become of it');
    await page().getByText('There already: 2').waitFor();
    expect(await clerk.all('customers')).toHaveLength(2);
  });
});

describe('importing services', () => {
  it('finds their customers by name, and reads prices and days as people write them', async () => {
    await visitor.opens('/customers/import?kind=services');
    await file('services.csv', 'Customer,Service,Price,Start date\nharbour bakery,Fibre 100/40,"$1,099.00",1/12/2026\n');
    await press('Look what would become of it');
    await page().getByText('To be added: 1').waitFor();
    await press('Import 1');
    await page().getByText('1 service is added').waitFor();
    await page().getByRole('link', { name: 'Look at the coming run' }).click();
    await page().getByText('$1,208.90').first().waitFor();
    expect(visitor.faults).toEqual([]);
  });
});
