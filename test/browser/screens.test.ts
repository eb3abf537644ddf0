import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemo } from '../../local/demo/start.ts';
import { type Host, startHost } from '../../local/host.ts';
import { builtApp } from '../support/builtApp.ts';
import { openChromium } from '../support/chromium.ts';
import { HttpClerk, setClock } from '../support/httpClerk.ts';
import { Visitor } from '../support/visitor.ts';
import { connectXero } from '../support/xeroBrowser.ts';

/** Every screen with the demo reseller's first month in it: looked at in light, in dark and on a phone. */
let dataDir: string;
let host: Host;
let browser: Browser;
let month: string;
/** An address of each screen. */
let screens: readonly (readonly [name: string, path: string])[];

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'rebill-screens-'));
  host = await startHost({ dataDir, port: 0, cdkOut: await builtApp(), delaySeconds: 2 });
  await setClock(host.url, '2026-11-20T00:00:00Z');
  await startDemo(host, { dataDir, empty: false });
  const clerk = await HttpClerk.of(host.url, 'demo');
  month = (await clerk.reads('account')).firstMonth;
  await clerk.makes(month);
  await connectXero(clerk);
  const [customer] = (await clerk.reads('customers?limit=50')).items;
  const bounced = (await clerk.all('customers')).find(({ name }) => name.startsWith('Mistletoe'));
  browser = await openChromium();
  screens = [
    ['summary', '/summary'],
    ['invoices', '/invoices'],
    ['previous', '/previous'],
    ['invoice', `/invoices/${month}_${bounced.customerId}`],
    ['run', '/run'],
    ['run-made', `/run?month=${month}`],
    ['customers', '/customers'],
    ['customer', `/customers/${bounced.customerId}`],
    ['services', `/customers/${customer.customerId}?tab=services`],
    ['charges', `/customers/${customer.customerId}?tab=charges`],
    ['coming', `/customers/${customer.customerId}?tab=coming`],
    ['customer-new', '/customers/new'],
    ['import', '/customers/import'],
    ['xero', '/xero'],
    ['settings', '/settings'],
    ['settings-sender', '/settings?section=sender'],
    ['settings-templates', '/settings?section=templates'],
  ];
});

afterAll(async () => {
  await browser?.close();
  await host?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe.each([
  { scheme: 'light', width: 1280 },
  { scheme: 'dark', width: 1280 },
  { scheme: 'light', width: 360 },
] as const)('in $scheme, $width pixels wide', ({ scheme, width }) => {
  it('every screen is shown without a fault, keeps nobody out and never scrolls sideways', async () => {
    const visitor = await Visitor.signedIn(browser, host.url, { scheme, width, height: width === 360 ? 740 : 800 });
    const barriers: string[] = [];
    for (const [name, path] of screens) {
      await visitor.opens(path);
      await visitor.picture(`${name}-${width === 360 ? 'phone' : scheme}`);
      barriers.push(...(await visitor.barriers()).map((barrier) => `${name}: ${barrier}`));
      if ((await visitor.sidewaysPx()) > 0) barriers.push(`${name} scrolls sideways by ${await visitor.sidewaysPx()} pixels`);
    }
    expect(barriers).toEqual([]);
    expect(visitor.faults).toEqual([]);
    await visitor.leaves();
  });
});
