import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The machine's own Chromium; `CHROMIUM` names another. @throws when there is none, saying how to get it */
export async function openChromium(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? PLACES.find(existsSync);
  if (!executablePath)
    throw new Error('There is no Chromium here: install it (Debian: apt-get install chromium), or name one by CHROMIUM=…');
  // As root, in a container, Chromium has no sandbox to go into.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}
