import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inParallel } from '../../shared/domain/parallel.ts';
import { type BrowserHost, openBrowserHost } from '../support/browserHost.ts';
import { TEXTS } from '../support/corpus.ts';
import { mayStand } from '../support/hostileTexts.ts';
import { HttpClerk, SETTINGS } from '../support/httpClerk.ts';
import { ScreenClerk } from '../support/screenClerk.ts';
import { MONTH } from '../support/waitingMonth.ts';

/** A month of customers who are called what a page might run, turn round or burst at. */
const NAMES = TEXTS.filter((text) => mayStand(text, { path: 'name', longest: 200 })).filter(
  (text, index) => /__ran|<|\u202e|\u2067|W{50}|\p{M}{5}|👩|\{\{/u.test(text) || index % 7 === 0,
);
const reference = (name: string) => Array.from(name).slice(0, 100).join('');

let here: BrowserHost;
let one: string;

beforeAll(async () => {
  here = await openBrowserHost(900);
  const api = await HttpClerk.of(here.url, 'mine');
  const script = '"><img src=x onerror=window.__ran=1>';
  await api.setsUp({ ...SETTINGS, company: { ...SETTINGS.company, name: `Acacia ${script}` } });
  await inParallel([...NAMES.entries()], 4, async ([index, name]) => {
    const customer = { name, to: [`c${index}@customer.example`], address: [name], reference: reference(name), notes: name };
    const id = await api.add(
      customer,
      [{ description: name, unitPrice: '10', from: '2026-01-01' }],
      [{ description: name, unitPrice: '1' }],
    );
    if (name === '<img src=x onerror=window.__ran=1>') one = id;
  });
  await api.makes(MONTH);
}, 120_000);

afterAll(() => here?.close());

const screens = (): readonly string[] => [
  `/summary?month=${MONTH}`,
  `/invoices?month=${MONTH}`,
  `/invoices?month=${MONTH}&q=${encodeURIComponent('<img src=x onerror=window.__ran=1>')}`,
  `/invoices/${MONTH}_${one}`,
  `/run?month=${MONTH}`,
  '/run?month=2027-01',
  '/customers',
  `/customers/${one}`,
  `/customers/${one}?tab=services`,
  `/customers/${one}?tab=charges`,
  `/customers/${one}?tab=coming`,
  '/settings',
  '/settings?section=templates',
  `/customers?q=${encodeURIComponent('javascript:window.__ran=1')}`,
  '/invoices?month=%3Cscript%3Ewindow.__ran%3D1%3C%2Fscript%3E&q=%7B%22a%22%3A1%7D&status=%5B1%5D&sort=__proto__',
  '/summary?month=2026-13',
];

describe.each([{ width: 1280 }, { width: 360 }] as const)('$width pixels wide', ({ width }) => {
  it('whatever customers are called is shown as text: nothing runs, nothing is forbidden, nothing bursts the page', async () => {
    const clerk = await ScreenClerk.signedIn(here.browser, here.url, { account: 'mine', width, height: 740 });
    const wrong: string[] = [];
    let shown = 0;
    clerk.page.on('dialog', (dialog) => {
      wrong.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    for (const path of screens()) {
      await clerk.visitor.opens(path).catch((error: unknown) => wrong.push(`${path}: ${String(error).split('\n')[0]}`));
      if (await clerk.page.evaluate('window.__ran')) wrong.push(`${path}: it ran`);
      const sideways = await clerk.visitor.sidewaysPx();
      if (sideways > 0) wrong.push(`${path}: scrolls sideways by ${sideways} pixels`);
      shown += await clerk.page.getByText('<img src=x onerror=window.__ran=1>').count();
    }
    expect(wrong).toEqual([]);
    expect(clerk.visitor.faults).toEqual([]);
    expect(shown).toBeGreaterThan(5);
    await clerk.leaves();
  });
});
