import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { type Host, startHost } from '../../local/host.ts';
import { builtApp } from './builtApp.ts';
import { openChromium } from './chromium.ts';
import { setClock } from './httpClerk.ts';

/** The host as `npm start` runs it, on a folder of its own, on 20 November 2026; and a browser to look at it. */
export type BrowserHost = { readonly host: Host; readonly url: string; readonly browser: Browser; readonly close: () => Promise<void> };

/** `delaySeconds`: how long an email waits, so that it may still be stopped. */
export async function openBrowserHost(delaySeconds: number): Promise<BrowserHost> {
  const dataDir = mkdtempSync(join(tmpdir(), 'rebill-browser-'));
  const remove = () => rmSync(dataDir, { recursive: true, force: true });
  try {
    const browser = await openChromium();
    const host = await startHost({ dataDir, port: 0, cdkOut: await builtApp(), delaySeconds }).catch(async (error: unknown) => {
      await browser.close();
      throw error;
    });
    await setClock(host.url, '2026-11-20T00:00:00Z');
    const close = async () => {
      await browser.close();
      await host.stop();
      remove();
    };
    return { host, url: host.url, browser, close };
  } catch (error) {
    remove();
    throw error;
  }
}
