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
    await page().getByText('Look at one with accents: “Müller & Söhne” in row 3').waitFor();
    expect(await page().getByLabel('Column for Invoices go to').inputValue()).toBe('1');
    await press('Look what would become of it');
    await page().getByText('To be added: 2').waitFor();
    await page()
      .getByRole('row', { name: /3 Müller & Söhne Wrong Invoices go to “not an address” must be an email address/ })
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
      'Customer name;E-mail;Street;City;Terms;What is wrong',
      'Müller & Söhne;not an address;;;;Invoices go to must be an email address like name@example.com',
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

describe('a file that is none', () => {
  it('is told in words, and can be chosen again under the same name once it is mended', async () => {
    await visitor.opens('/customers/import');
    await file('list.xlsx', Buffer.from([0x50, 0x4b, 3, 4, 20, 0]));
    await page()
      .getByText(/list.xlsx is an Excel workbook.+choose “Save as” and “CSV UTF-8”/)
      .waitFor();
    await file('list.csv', 'Name,E-mail\nAda,a@a.example\n"Bo,b@b.example\n');
    await page()
      .getByText(/list.csv: Row 3, column 1 \(Name\) begins with a quotation mark/)
      .waitFor();
    // A browser tells of a choice only when it differs from the last.
    expect(await page().locator('input[type=file]').inputValue()).toBe('');
    expect(await visitor.barriers()).toEqual([]);
    await file('list.csv', 'Name,E-mail\nAda,a@a.example\n');
    await page().getByText('list.csv: 1 row.').waitFor();
  });

  it('or has no heads: its first row is no head then, and columns can be chosen', async () => {
    await visitor.opens('/customers/import');
    await file('bare.csv', 'Headless One,h1@h.example\nHeadless Two, Ltd,h2@h.example\n');
    await page().getByText('row 1 is imported like all others').waitFor();
    await page().getByLabel('Heads of the columns').selectOption({ index: 0 });
    await page().getByText('bare.csv: 1 row.').waitFor();
    await page().getByLabel('Column for Name').selectOption('Headless One');
    await press('Look what would become of it');
    await page()
      .getByRole('row', { name: /2 Headless Two Wrong The row has 3 cells, and there are 2 heads: “h2@h.example” stands under none/ })
      .waitFor();
    await page().getByText('To be added: 0').waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await visitor.picture('importWrong');
  });
});

describe('an import that goes wrong in the middle', () => {
  const many = (prefix: string, count: number) =>
    `Name,E-mail\n${Array.from({ length: count }, (_, at) => `${prefix} ${at},c${at}@c.example`).join('\n')}\n`;
  const lookedAt = async (name: string, content: string) => {
    await visitor.opens('/customers/import');
    await file(name, content);
    await press('Look what would become of it');
    await page()
      .getByRole('button', { name: /^Import \d/ })
      .waitFor();
  };
  const called = async (prefix: string) => (await clerk.all('customers?limit=200')).filter(({ name }) => name.startsWith(prefix));

  it('goes on where an answer was lost, and tells as added what was added', async () => {
    await lookedAt('lost.csv', many('Lost', 600));
    let requests = 0;
    await page().route('**/v1/imports/customers', async (route) => {
      requests += 1;
      if (requests !== 2) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await press('Import 600');
    await page().getByText('The server cannot be reached. Are you online?').waitFor();
    await page().getByText('500 of 600 rows are done').waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await press('Try again');
    await page().getByText('600 customers are added').waitFor();
    await page().unroute('**/v1/imports/customers');
    expect(requests).toBe(3);
    expect(await called('Lost')).toHaveLength(600);
    visitor.faults.splice(0);
  });

  it('asks before it is left, and doubles nothing when it was left all the same', async () => {
    await lookedAt('left.csv', many('Left', 520));
    let [requests, release] = [0, () => {}];
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page().route('**/v1/imports/customers', async (route) => {
      requests += 1;
      if (requests === 2) await held;
      return requests === 2 ? route.abort() : route.continue();
    });
    await press('Import 520');
    await page().getByText('Importing: 500 of 520 rows').waitFor();
    await page().getByRole('link', { name: 'All customers' }).click();
    await page().getByText('Leave while the import is under way?').waitFor();
    await press('Leave');
    await page().getByRole('heading', { level: 1, name: 'Customers' }).waitFor();
    release();
    await page().unrouteAll({ behavior: 'wait' });
    await lookedAt('left.csv', many('Left', 520));
    await page().getByText('There already: 500').waitFor();
    await press('Import 20');
    await page().getByText('20 customers are added').waitFor();
    expect(await called('Left')).toHaveLength(520);
    visitor.faults.splice(0);
  });

  it('is not begun twice by two clicks, and leaves alone whom a second clerk added meanwhile', async () => {
    await lookedAt('twice.csv', many('Twice', 3));
    await clerk.add({ name: 'TWICE 1' });
    let requests = 0;
    page().on('request', (request) => {
      requests += Number(request.url().endsWith('/v1/imports/customers'));
    });
    await page()
      .getByRole('button', { name: 'Import 3' })
      .evaluate((button) => {
        (button as unknown as { click(): void }).click();
        (button as unknown as { click(): void }).click();
      });
    await page().getByText('2 customers are added').waitFor();
    await page().getByText('1 was there already and is as it was').waitFor();
    expect(requests).toBe(1);
    expect(await called('T')).toHaveLength(4);
  });
});

describe('a viewer', () => {
  it('is told who may import', async () => {
    const viewer = await Visitor.signedIn(here.browser, here.url, { account: 'mine', role: 'viewer' });
    await viewer.opens('/customers/import');
    await viewer.page
      .getByRole('alert')
      .getByText(/billing/)
      .waitFor();
    expect(await viewer.page.locator('input[type=file]').count()).toBe(0);
    await viewer.leaves();
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
