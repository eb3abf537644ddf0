import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserHost, openBrowserHost } from '../support/browserHost.ts';
import { ScreenClerk } from '../support/screenClerk.ts';
import { MONTH, WaitingMonth } from '../support/waitingMonth.ts';

/** What opens over a screen, and set-up: looked at as the screens are. */
let here: BrowserHost;
let month: WaitingMonth;

beforeAll(async () => {
  here = await openBrowserHost(900);
  month = await WaitingMonth.madeAt(here.url);
});

afterAll(() => here?.close());

type Opening = readonly [name: string, path: () => string, open: (clerk: ScreenClerk) => Promise<unknown>];

const invoices = () => `/invoices?month=${MONTH}`;
const alder = (tab: string) => () => `/customers/${month.idOf('Alder')}?tab=${tab}`;
const selects = async (clerk: ScreenClerk) => {
  await clerk.page.getByRole('checkbox', { name: 'Select all that are shown' }).check();
  await clerk.page.getByRole('region', { name: 'Selected invoices' }).waitFor();
};
const opensDialog = (press: (clerk: ScreenClerk) => Promise<unknown>) => async (clerk: ScreenClerk) => {
  await press(clerk);
  await clerk.page.getByRole('dialog').waitFor();
};

const OPENINGS: readonly Opening[] = [
  ['csv', () => `/summary?month=${MONTH}`, opensDialog((clerk) => clerk.presses('Download invoices as a CSV'))],
  ['upload-month', invoices, opensDialog((clerk) => clerk.presses('Upload the month'))],
  ['selected', invoices, selects],
  ['send-many', invoices, opensDialog((clerk) => selects(clerk).then(() => clerk.presses('Send')))],
  ['keys', invoices, opensDialog((clerk) => clerk.page.keyboard.press('?'))],
  ['service', alder('services'), opensDialog((clerk) => clerk.presses('Edit Fibre'))],
  ['charge', alder('charges'), opensDialog((clerk) => clerk.presses('Add a charge'))],
  ['remove', alder('details'), opensDialog((clerk) => clerk.presses('Remove…'))],
  ['menu', () => '/previous', (clerk) => clerk.presses(/your account/)],
];

/** The smaller ones move in: what axe measures of something half faded is nothing that anybody reads. */
const isStill = (clerk: ScreenClerk) =>
  clerk.waitsUntil(`document.getAnimations().every(({ playState }) => playState !== 'running')`).then(() => clerk.visitor.settles());

describe.each([
  { scheme: 'light', width: 1280 },
  { scheme: 'dark', width: 1280 },
  { scheme: 'light', width: 360 },
] as const)('in $scheme, $width pixels wide', ({ scheme, width }) => {
  const look = { scheme, width, height: width === 360 ? 740 : 800 } as const;
  const suffix = width === 360 ? 'phone' : scheme;

  async function looksAt(clerk: ScreenClerk, name: string): Promise<string[]> {
    await isStill(clerk);
    await clerk.visitor.picture(`${name}-${suffix}`);
    const sideways = await clerk.visitor.sidewaysPx();
    return [...(await clerk.visitor.barriers()), ...(sideways > 0 ? [`scrolls sideways by ${sideways} pixels`] : [])].map(
      (each) => `${name}: ${each}`,
    );
  }

  it('what opens over a screen keeps nobody out and never scrolls sideways', async () => {
    const clerk = await ScreenClerk.signedIn(here.browser, here.url, { account: 'mine', ...look });
    const barriers: string[] = [];
    for (const [name, path, open] of OPENINGS) {
      await clerk.visitor.opens(path());
      await open(clerk);
      barriers.push(...(await looksAt(clerk, `over-${name}`)));
    }
    expect(barriers).toEqual([]);
    expect(clerk.visitor.faults).toEqual([]);
    await clerk.leaves();
  });

  it('nor does any step of set-up', async () => {
    const clerk = await ScreenClerk.signedIn(here.browser, here.url, { account: `new-${suffix}`, ...look });
    const steps = clerk.page.getByRole('navigation', { name: 'Steps' }).getByRole('button');
    const barriers: string[] = [];
    for (const [at, step] of (await steps.all()).entries()) {
      await step.click();
      barriers.push(...(await looksAt(clerk, `set-up-${at + 1}`)));
    }
    expect(barriers).toEqual([]);
    expect(clerk.visitor.faults).toEqual([]);
    await clerk.leaves();
  });
});
