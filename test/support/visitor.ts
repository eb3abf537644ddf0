import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { untilIs } from './httpClerk.ts';

const PICTURES = 'dist/browser';

export type Wanted = {
  readonly account?: string;
  readonly role?: 'billing' | 'viewer';
  readonly email?: string;
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
};

const axe = () => readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Finding = {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
};

/** A person at a browser of their own. What goes wrong in the page is written down, so that a test can ask whether anything did. */
export class Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of the page, and what the content security policy forbade. */
  readonly faults: string[] = [];
  readonly #url: string;
  /** What is on its way. */
  readonly #asked = new Set<Request>();

  private constructor(url: string, context: BrowserContext, page: Page) {
    this.#url = url;
    this.context = context;
    this.page = page;
    page.on('request', (request) => this.#asked.add(request));
    page.on('requestfinished', (request) => this.#asked.delete(request));
    page.on('requestfailed', (request) => this.#asked.delete(request));
    page.on('pageerror', (error) => this.faults.push(`error: ${error.message}`));
    page.on('console', (message) => {
      // A refusal that the app shows is no fault of the page.
      if (message.type() === 'error' && !/status of (4\d\d)/.test(message.text())) this.faults.push(`console: ${message.text()}`);
    });
  }

  static async at(browser: Browser, url: string, { scheme = 'light', width = 1280, height = 800 }: Wanted = {}): Promise<Visitor> {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: scheme,
      acceptDownloads: true,
      locale: 'en-AU',
      timezoneId: 'Australia/Sydney',
    });
    // Longer than anything takes that nobody waits for; what comes by itself says how long.
    context.setDefaultTimeout(15_000);
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url });
    const visitor = new Visitor(url, context, await context.newPage());
    const violated = (text: string) => visitor.faults.push(`forbidden: ${text}`);
    await context.exposeFunction('__violated', violated);
    await context.addInitScript(
      `addEventListener('securitypolicyviolation', (event) => __violated(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sourceFile))`,
    );
    return visitor;
  }

  /** Opens the app and signs in at the page that it leads to. */
  static async signedIn(browser: Browser, url: string, wanted: Wanted = {}): Promise<Visitor> {
    const visitor = await Visitor.at(browser, url, wanted);
    await visitor.page.goto(url);
    await visitor.signIn(wanted);
    return visitor;
  }

  async signIn({ account = 'demo', role = 'billing', email }: Wanted = {}): Promise<void> {
    const { page } = this;
    await page.getByLabel('Account', { exact: true }).fill(account);
    await page.getByRole('radio', { name: role }).check();
    if (email) await page.getByLabel(/^Email/).fill(email);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
  }

  /** Goes to an address of the app and waits until what it shows is there. */
  async opens(path: string): Promise<void> {
    await this.page.goto(this.#url + path);
    await this.page.getByRole('heading', { level: 1 }).waitFor();
    await this.settles();
  }

  /**
   * Nothing is being loaded any more: for three looks, 50 milliseconds apart, nothing was asked for, and nothing is marked as busy. Looked at
   * from outside: within the page its policy forbids what `waitForFunction` does with a text.
   */
  async settles(): Promise<void> {
    await this.page.waitForLoadState('load');
    let quiet = 0;
    const look = async () => {
      const busy = this.#asked.size + (await this.page.locator('[aria-busy=true], .mantine-Skeleton-root').count());
      quiet = busy === 0 ? quiet + 1 : 0;
      return quiet;
    };
    await untilIs('rest', look, (looks) => looks >= 3);
  }

  /** What axe finds that keeps people out: serious or critical. */
  async barriers(): Promise<string[]> {
    await this.page.evaluate(axe());
    const found = await this.page.evaluate<{ violations: Finding[] }>('axe.run({ resultTypes: ["violations"] })');
    return found.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.slice(0, 5).map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary.split('\n')[1] ?? ''}`),
      );
  }

  /** Whether the page itself scrolls sideways: by how many pixels. */
  sidewaysPx(): Promise<number> {
    return this.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  }

  async picture(name: string): Promise<void> {
    mkdirSync(PICTURES, { recursive: true });
    await this.page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true, animations: 'disabled' });
  }

  leaves(): Promise<void> {
    return this.context.close();
  }
}
