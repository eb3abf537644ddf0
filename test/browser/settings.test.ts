import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserHost, openBrowserHost } from '../support/browserHost.ts';
import { HttpClerk, SETTINGS } from '../support/httpClerk.ts';
import { pngOf, repeated } from '../support/logos.ts';
import { ScreenClerk } from '../support/screenClerk.ts';
import type { Wanted } from '../support/visitor.ts';
import { connectXero } from '../support/xeroBrowser.ts';

const LOGO = pngOf(60, 20, { color: 2, samples: () => repeated(60, 39, 62, 156) });

/** Two clerks in the settings of one account. */
let here: BrowserHost;
let api: HttpClerk;
let clerk: ScreenClerk;
let other: ScreenClerk;

beforeAll(async () => {
  here = await openBrowserHost(900);
  api = await HttpClerk.of(here.url, 'mine');
  await api.setsUp(SETTINGS);
  clerk = await signedIn({ email: 'first@acacia.example' });
  other = await signedIn({ email: 'second@acacia.example' });
});

afterAll(() => here?.close());

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await clerk?.visitor.picture('failed-settings');
});

const signedIn = (wanted: Wanted = {}) => ScreenClerk.signedIn(here.browser, here.url, { account: 'mine', ...wanted });
const sections = (person: ScreenClerk) => person.page.getByRole('navigation', { name: 'Sections' });
const goesTo = (person: ScreenClerk, section: string) =>
  sections(person)
    .getByRole('button', { name: new RegExp(`^${section}`) })
    .click();
const notice = (person: ScreenClerk) => person.page.getByRole('alert').filter({ hasText: 'Someone else saved the settings meanwhile' });
const prefix = (person: ScreenClerk) => person.page.getByRole('textbox', { name: 'Prefix', exact: true });
const bank = (person: ScreenClerk) => person.page.getByRole('textbox', { name: 'Bank', exact: true });
const focused = (person: ScreenClerk) => person.page.evaluate<string>('document.activeElement?.textContent ?? ""');

/** Both have the settings before them as they are now. */
async function bothOpen(): Promise<void> {
  for (const person of [clerk, other]) await person.visitor.opens('/settings?section=numbering');
}

/** The other clerk saves, and knows that it is saved. */
async function otherSaves(): Promise<void> {
  const [answer] = await Promise.all([
    other.page.waitForResponse((response) => response.request().method() === 'PUT' && response.url().endsWith('/v1/account')),
    other.presses('Save'),
  ]);
  expect(answer.status()).toBe(200);
}

const saved = () => api.reads('account');
const isSaved = () => clerk.isTold('The settings are saved');

describe('two clerks who save different sections', () => {
  it('lose nothing: what the other changed is said, and both are saved', async () => {
    await bothOpen();
    await goesTo(other, 'Company');
    await bank(other).fill('Second Bank');
    await otherSaves();
    await prefix(clerk).fill('MINE-');
    await clerk.presses('Save');
    await notice(clerk).getByText('Bank: Second Bank (was Nothing)').waitFor();
    expect(await focused(clerk)).toBe('Someone else saved the settings meanwhile');
    expect(await prefix(clerk).inputValue()).toBe('MINE-');
    expect((await saved()).numbering.prefix).toBe('AAP-');
    await clerk.presses('Save mine as well');
    await isSaved();
    await notice(clerk).waitFor({ state: 'detached' });
    expect(await focused(clerk)).toBe('Save');
    expect(await saved()).toMatchObject({ numbering: { prefix: 'MINE-' }, company: { payment: { bankName: 'Second Bank' } } });
  });
});

describe('two clerks who save the same field', () => {
  beforeAll(async () => {
    await bothOpen();
    await goesTo(other, 'Company');
    await bank(other).fill('Their Bank');
    await goesTo(other, 'Numbering');
    await prefix(other).fill('THEIRS-');
    await otherSaves();
    await goesTo(clerk, 'Company');
    await bank(clerk).fill('My Bank');
    await goesTo(clerk, 'Numbering');
    await prefix(clerk).fill('OURS-');
    await clerk.presses('Save');
  });

  it('see what each made of it, and which sections are not saved', async () => {
    const of = notice(clerk).getByRole('radiogroup', { name: 'Prefix' });
    await notice(clerk).getByText('It was MINE-').waitFor();
    expect(await of.getByRole('radio', { name: 'Theirs: THEIRS-' }).isChecked()).toBe(false);
    expect(await of.getByRole('radio', { name: 'Mine: OURS-' }).isChecked()).toBe(true);
    for (const section of ['Company', 'Numbering']) {
      expect(
        await sections(clerk)
          .getByRole('button', { name: `${section}, changed` })
          .count(),
      ).toBe(1);
    }
    await clerk.visitor.settles();
    await clerk.visitor.picture('settings-meanwhile-light');
    expect(await clerk.visitor.barriers()).toEqual([]);
  });

  it('take theirs in all of it, or keep mine in all, and the form shows it', async () => {
    await clerk.presses('Take all of theirs');
    expect(await prefix(clerk).inputValue()).toBe('THEIRS-');
    expect(await sections(clerk).getByRole('button', { name: 'Numbering', exact: true }).count()).toBe(1);
    await clerk.presses('Keep all of mine');
    expect(await prefix(clerk).inputValue()).toBe('OURS-');
  });

  it('or field by field; and what was chosen is saved', async () => {
    await notice(clerk).getByRole('radio', { name: 'Theirs: Their Bank' }).check();
    await clerk.presses('Save as chosen');
    await isSaved();
    expect(await saved()).toMatchObject({ numbering: { prefix: 'OURS-' }, company: { payment: { bankName: 'Their Bank' } } });
    await notice(clerk).waitFor({ state: 'detached' });
  });
});

it('someone who comes back to an untouched page sees what is saved now', async () => {
  await bothOpen();
  await prefix(other).fill('LATER-');
  await otherSaves();
  await clerk.page.evaluate(`document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))`);
  await clerk.waitsUntil(`[...document.querySelectorAll('input')].some(({ value }) => value === 'LATER-')`);
  expect(await notice(clerk).count()).toBe(0);
});

it('what is typed while a save is on its way is not lost', async () => {
  await clerk.visitor.opens('/settings?section=numbering');
  let go: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  await clerk.page.route('**/v1/account', (route) =>
    route.request().method() === 'PUT' ? held.then(() => route.continue()) : route.continue(),
  );
  await prefix(clerk).fill('SENT-');
  await clerk.presses('Save');
  await prefix(clerk).fill('TYPED-');
  go();
  await isSaved();
  await clerk.page.unroute('**/v1/account');
  expect(await prefix(clerk).inputValue()).toBe('TYPED-');
  expect((await saved()).numbering.prefix).toBe('SENT-');
  await clerk.presses('Drop the changes');
  expect(await prefix(clerk).inputValue()).toBe('SENT-');
});

it('what is required is marked, and a refusal leads to the field', async () => {
  await clerk.visitor.opens('/settings');
  const name = clerk.page.getByRole('textbox', { name: 'Company name' });
  expect(await name.getAttribute('aria-required')).toBe('true');
  expect(await clerk.page.getByRole('textbox', { name: 'Phone' }).getAttribute('aria-required')).toBeNull();
  await name.fill('');
  await goesTo(clerk, 'Billing');
  await clerk.presses('Save');
  await clerk.page.getByText('is required').waitFor();
  await clerk.waitsUntil(`document.activeElement?.getAttribute('aria-invalid') === 'true'`);
  expect(await name.getAttribute('aria-invalid')).toBe('true');
  await name.fill('Acacia');
  await clerk.page.getByText('The marked fields need you.').waitFor({ state: 'detached' });
  await clerk.presses('Save');
  await isSaved();
});

describe('the logo', () => {
  const place = () => clerk.page.getByRole('region', { name: 'Logo' });
  /** Lets go of a file over the page, as the browser tells of it. */
  const drops = async (name: string, type: string, bytes: Uint8Array) => {
    const files = await clerk.page.evaluateHandle(
      `(() => { const dropped = new DataTransfer(); dropped.items.add(new File([Uint8Array.from(${JSON.stringify([...bytes])})], '${name}', { type: '${type}' })); return dropped; })()`,
    );
    for (const event of ['dragover', 'drop']) await place().dispatchEvent(event, { dataTransfer: files });
  };

  it('that cannot be printed is refused before it is saved', async () => {
    await clerk.visitor.opens('/settings?section=layout');
    await drops('notes.txt', 'text/plain', Buffer.from('no picture'));
    await place().getByRole('alert').waitFor();
    await place().getByRole('button', { name: 'No logo' }).click();
    await place().getByRole('alert').waitFor({ state: 'detached' });
  });

  it('is dropped, seen and saved', async () => {
    await drops('logo.png', 'image/png', LOGO);
    await place().getByRole('img', { name: 'Your logo' }).waitFor();
    await clerk.presses('Save');
    await isSaved();
    expect((await saved()).logo).toMatchObject({ type: 'image/png' });
  });

  it('the picture of a layout chooses it', async () => {
    await clerk.page.getByRole('region', { name: 'Sample invoice, modern layout' }).click();
    expect(await clerk.page.getByRole('radio', { name: 'Modern', exact: true }).isChecked()).toBe(true);
    await clerk.presses('Drop the changes');
    expect(await clerk.page.getByRole('radio', { name: 'Classic', exact: true }).isChecked()).toBe(true);
  });
});

it('with Xero connected, its accounts and tax rates are chosen, and a rate says both of its names', async () => {
  await connectXero(api);
  await clerk.visitor.opens('/settings?section=xero');
  const rate = clerk.page.getByLabel('Tax rate in Xero', { exact: true });
  await rate.waitFor();
  const rates = (await api.reads('xero/choices')).taxRates as { taxType: string; name: string }[];
  const chosen = rates.find(({ taxType }) => taxType !== 'OUTPUT');
  if (!chosen) throw new Error('Xero has no second tax rate');
  await rate.selectOption(chosen.taxType);
  await clerk.page.getByText(`In the CSV: ${chosen.name}`).waitFor();
  await clerk.presses('Save');
  await isSaved();
  expect((await saved()).xero).toMatchObject({ taxType: chosen.taxType, taxTypeName: chosen.name });
});

it('a viewer reads why nothing can be changed', async () => {
  const viewer = await signedIn({ role: 'viewer' });
  await viewer.visitor.opens('/settings');
  await viewer.page.getByText('Ask someone with the billing role to do this').waitFor();
  expect(await viewer.page.getByRole('textbox', { name: 'Company name' }).isDisabled()).toBe(true);
  expect(viewer.visitor.faults).toEqual([]);
  await viewer.leaves();
});

describe('set-up that someone else finishes', () => {
  it('leads to the settings, and offers what was typed', async () => {
    const late = await ScreenClerk.signedIn(here.browser, here.url, { account: 'late' });
    const { company } = SETTINGS;
    const sending = { ...SETTINGS.sending, from: 'billing@late.example' };
    const field = (label: string) => late.page.getByRole('textbox', { name: label, exact: true });
    const goTo = (step: string) => late.page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: step }).click();
    const typed = { 'Company name': 'Typed late', Phone: '02 5550 0000', ABN: company.taxId, Email: company.email };
    for (const [label, value] of Object.entries(typed)) await field(label).fill(value);
    await field('Address').fill(company.address.join('\n'));
    await late.page.getByLabel('Registered for tax').selectOption('yes');
    await goTo('Billing');
    await late.page.getByRole('radio', { name: 'In advance' }).check();
    await goTo('Sending');
    await field('From address').fill(sending.from);
    await field('From name').fill(sending.fromName);
    await late.page.getByRole('switch', { name: 'Auto Invoice' }).check();
    await (await HttpClerk.of(here.url, 'late')).does('PUT', 'account', { body: { ...SETTINGS, sending } });
    await goTo('Check and save');
    await late.presses('Save and finish');
    await late.page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    const name = notice(late).getByRole('radiogroup', { name: 'Company name' });
    expect(await name.getByRole('radio', { name: `Theirs: ${SETTINGS.company.name}` }).isChecked()).toBe(true);
    expect(await notice(late).getByRole('radiogroup').count()).toBe(2);
    await notice(late).getByRole('radio', { name: 'Mine: 02 5550 0000' }).check();
    await late.presses('Save as chosen');
    await late.isTold('The settings are saved');
    await late.page.reload();
    await late.page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    expect(await late.page.getByRole('textbox', { name: 'Phone' }).inputValue()).toBe('02 5550 0000');
    expect(await notice(late).count()).toBe(0);
    expect(late.visitor.faults).toEqual([]);
    await late.leaves();
  });
});

it('nothing went wrong in the page all the while', () => {
  expect([...clerk.visitor.faults, ...other.visitor.faults]).toEqual([]);
});
