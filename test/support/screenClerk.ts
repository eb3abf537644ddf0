import { readFileSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { untilIs } from './httpClerk.ts';
import { Visitor, type Wanted } from './visitor.ts';

/** How long something that happens by itself may take to be seen, in milliseconds: an email waits, is sent, and is heard of. */
const BY_ITSELF_MS = 60_000;

export type Downloaded = { readonly fileName: string; readonly bytes: Buffer };

/** What a clerk does at the app's screens, found as a person finds it: by what it is called. */
export class ScreenClerk {
  readonly visitor: Visitor;
  readonly page: Page;

  constructor(visitor: Visitor) {
    this.visitor = visitor;
    this.page = visitor.page;
  }

  static async signedIn(browser: Browser, url: string, wanted: Wanted = {}): Promise<ScreenClerk> {
    return new ScreenClerk(await Visitor.signedIn(browser, url, wanted));
  }

  /** Goes to a screen by its name at the side. */
  async opens(screen: string): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: screen, exact: true }).click();
    await this.page.getByRole('heading', { level: 1, name: screen, exact: true }).waitFor();
  }

  /** The row of a list in which this customer stands. */
  rowOf(customer: string): Locator {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('link', { name: customer, exact: true }) });
  }

  /** An action of a row, whether it is allowed or not. */
  action(customer: string, name: string): Locator {
    return this.rowOf(customer).getByRole('button', { name: new RegExp(`^${name}`) });
  }

  /** Waits, without touching anything, until the row says so. */
  async sees(customer: string, words: string | RegExp): Promise<void> {
    await this.rowOf(customer).getByText(words).first().waitFor({ timeout: BY_ITSELF_MS });
  }

  /** Waits, without touching anything, until the list has no such row any more. */
  async seesGo(customer: string): Promise<void> {
    await this.rowOf(customer).waitFor({ state: 'detached', timeout: BY_ITSELF_MS });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
  }

  async presses(name: string | RegExp): Promise<void> {
    await this.button(name).click();
  }

  /** Fills fields by what they are called. */
  async fills(fields: Readonly<Record<string, string>>, within: Page | Locator = this.page): Promise<void> {
    for (const [label, value] of Object.entries(fields)) await within.getByLabel(label, { exact: true }).fill(value);
  }

  /** What the app says in passing, until it goes away by itself or is closed. */
  async isTold(words: string | RegExp): Promise<void> {
    await this.page.getByRole('alert').filter({ hasText: words }).first().waitFor();
  }

  /** Waits until an expression about the page is true. */
  async waitsUntil(expression: string): Promise<void> {
    await untilIs(expression, () => this.page.evaluate<boolean>(expression), Boolean);
  }

  /** The file that comes of `doing`. */
  async downloads(doing: () => Promise<unknown>): Promise<Downloaded> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), doing()]);
    return { fileName: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  }

  /** Adds a customer, and is at its services then. */
  async addsCustomer(name: string, address: string): Promise<void> {
    await this.opens('Customers');
    await this.page.getByRole('link', { name: 'Add a customer' }).click();
    await this.fills({ 'Invoices go to': address });
    await this.page.getByLabel(/^Name/).fill(name);
    await this.presses('Add the customer');
    await this.page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  }

  /** Opens the drawer for a new service and fills it, without saving. */
  async describesService(description: string, price: string, from: string): Promise<Locator> {
    await this.presses('Add a service');
    const drawer = this.page.getByRole('dialog', { name: 'Add a service' });
    await drawer.getByLabel(/^Description/).fill(description);
    await drawer.getByLabel(/^Price/).fill(price);
    await drawer.getByLabel(/^From/).fill(from);
    return drawer;
  }

  leaves(): Promise<void> {
    return this.visitor.leaves();
  }
}
