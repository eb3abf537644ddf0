import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type BrowserHost, openBrowserHost } from '../support/browserHost.ts';
import { ScreenClerk } from '../support/screenClerk.ts';
import { DRAFT, MONTH, WaitingMonth } from '../support/waitingMonth.ts';

/** Nobody touches a mouse in this file. */
let here: BrowserHost;
let month: WaitingMonth;
let clerk: ScreenClerk;

beforeAll(async () => {
  here = await openBrowserHost(900);
  month = await WaitingMonth.madeAt(here.url);
  clerk = await ScreenClerk.signedIn(here.browser, here.url, { account: 'mine' });
});

afterAll(() => here?.close());

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await clerk?.visitor.picture('failed-keyboard');
});

const press = (...keys: string[]) => keys.reduce((before, key) => before.then(() => clerk.page.keyboard.press(key)), Promise.resolve());

/** What the keyboard is on, as it is told to whoever cannot see it. Everybody else sees a frame around it, or a field's own in our colour. */
function focused(): Promise<string> {
  // A frame fades in.
  return vi.waitFor(look, { timeout: 1000 });
}

async function look(): Promise<string> {
  const { name, visible } = await clerk.page.evaluate<{ name: string; visible: boolean }>(`(() => {
    const element = document.activeElement;
    const name = element.getAttribute('aria-label') ?? (element.labels?.[0] ?? element).textContent.trim().slice(0, 80);
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = 'var(--mantine-primary-color-filled)';
    const { outlineStyle, borderColor } = getComputedStyle(element);
    const visible = element.matches(':focus-visible') && (outlineStyle !== 'none' || borderColor === getComputedStyle(probe).color);
    probe.remove();
    return { name, visible };
  })()`);
  if (!visible) throw new Error(`It cannot be seen that the keyboard is on “${name}”`);
  return name;
}

/** Goes on until the keyboard is on what is called so. */
async function tabsTo(name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const been: string[] = [];
  for (let step = 0; step < 60; step += 1) {
    await press(key);
    const now = await focused();
    if (typeof name === 'string' ? now === name : name.test(now)) return;
    been.push(now);
  }
  throw new Error(`${key} does not lead to ${name}, but to ${been.join(', ')}`);
}

/** The list is there, and the keyboard on the row of this customer. */
async function isOnRowOf(customer: string): Promise<void> {
  await clerk.rowOf(customer).waitFor();
  await press('j', 'Home');
  for (let step = 0; step < 10; step += 1) {
    if ((await focused()).includes(customer)) return;
    await press('ArrowDown');
  }
  throw new Error(`The arrows do not lead to ${customer}`);
}

it('the first Tab offers the way past the menu; the next lead through it', async () => {
  await clerk.page.goto(`${here.url}/summary`);
  await clerk.visitor.settles();
  await press('Tab');
  expect(await focused()).toBe('Skip to the content');
  await tabsTo('Invoices');
  await press('Enter');
  await clerk.page.getByRole('heading', { level: 1, name: 'Invoices' }).waitFor();
});

describe('in the list', () => {
  it('a row is cancelled and sent with a letter each, and the keyboard stays on it', async () => {
    await isOnRowOf('Alder');
    await press('c');
    await clerk.sees('Alder', 'Cancelled');
    await clerk.visitor.settles();
    expect(await focused()).toContain('Alder');
    await press('s');
    await clerk.sees('Alder', 'Queued');
    expect(await month.invoiceOf('Alder')).toMatchObject({ status: 'queued', attempt: 2 });
  });

  it('what may not be done is told, with the reason', async () => {
    await isOnRowOf(DRAFT);
    await press('c');
    await clerk.isTold('Only a queued email can be cancelled');
    expect(await month.invoiceOf(DRAFT)).toMatchObject({ status: 'draft' });
  });

  it('several are selected and stopped at once, after a question', async () => {
    for (const name of ['Birch', 'Cedar']) {
      await isOnRowOf(name);
      await press(' ');
    }
    await clerk.page.getByRole('region', { name: 'Selected invoices' }).getByText('2 selected').waitFor();
    await tabsTo('Cancel emails');
    await press('Enter');
    await clerk.page.getByRole('dialog').getByText('All 2 selected can be cancelled').waitFor();
    await press('Enter');
    await clerk.page.getByRole('dialog').getByText('2 invoices cancelled').waitFor();
    await press('Enter');
    await clerk.page.getByRole('dialog').waitFor({ state: 'detached' });
    for (const name of ['Birch', 'Cedar']) expect(await month.invoiceOf(name)).toMatchObject({ status: 'cancelled' });
    // The button that was pressed is gone with the selection: the list has the keyboard.
    await clerk.waitsUntil(`document.activeElement.closest('[role=grid]') !== null`);
  });

  it('the search is one key away, and a row opens with Enter', async () => {
    await press('/');
    expect(await focused()).toMatch(/^Search/);
    await clerk.page.keyboard.type('dogwood');
    await clerk.page.waitForURL(/q=dogwood/);
    await tabsTo(/Dogwood/);
    await press('Enter');
    await clerk.page.waitForURL(new RegExp(`/invoices/${MONTH}_`));
    await clerk.page.getByRole('heading', { level: 1, name: /^Invoice AAP/ }).waitFor();
    await press('c');
    const { number } = await month.invoiceOf('Dogwood');
    await clerk.isTold(`${number}: the email is cancelled`);
    expect(await month.invoiceOf('Dogwood')).toMatchObject({ status: 'cancelled' });
  });
});

describe('a form', () => {
  it('is filled and saved; the field that is refused has the keyboard', async () => {
    await clerk.page.goto(`${here.url}/customers/new`);
    await clerk.visitor.settles();
    await tabsTo(/^Name/);
    await clerk.page.keyboard.type('Gum');
    await tabsTo('Invoices go to');
    await clerk.page.keyboard.type('no address');
    await tabsTo('Add the customer');
    await press('Enter');
    await clerk.page.getByText(/“no address”/).waitFor();
    await clerk.waitsUntil(`document.activeElement.getAttribute('aria-invalid') === 'true'`);
    expect(await focused()).toContain('Invoices go to');
    await press('Backspace');
    await clerk.page.keyboard.type('gum@customer.example');
    await tabsTo('Add the customer');
    await press('Enter');
    await clerk.page.getByRole('heading', { level: 1, name: 'Gum' }).waitFor();
    // The form is gone, and the button with it: the keyboard goes on from the new page's title.
    await clerk.waitsUntil(`document.activeElement.tagName === 'H1'`);
  });

  it('opens in a drawer that takes the keyboard, and gives it back', async () => {
    await clerk.button('Add a service').waitFor();
    await tabsTo('Add a service');
    await press('Enter');
    await clerk.page.getByRole('dialog', { name: 'Add a service' }).waitFor();
    await clerk.waitsUntil(`document.activeElement.closest('[role=dialog]') !== null`);
    await press('Escape');
    await clerk.page.getByRole('dialog').waitFor({ state: 'detached' });
    await clerk.waitsUntil(`document.activeElement.textContent === 'Add a service'`);
  });
});

it('nothing went wrong in the page all the while', () => {
  expect(clerk.visitor.faults).toEqual([]);
});
