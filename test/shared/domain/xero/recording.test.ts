import { describe, expect, it } from 'vitest';
import type { Invoice } from '../../../../shared/domain/invoice.ts';
import { recordFreed, recordRefused, recordUploaded } from '../../../../shared/domain/xero/recording.ts';
import { asked, inDoubt, refused, sending, uploaded } from '../../../../shared/domain/xero/uploadLife.ts';
import { anAccount, money } from '../../../support/builders.ts';
import { AT, sessionAt, waitingOne } from './sessionAt.ts';

const OURS = 'worker-1';
const THERE = { id: 'i-1', total: money('110'), contactId: 'c-1' };
const WORDS = { words: 'The period is closed', advice: 'Open it.' };
const sent = (claim = OURS, over: Partial<Invoice> = {}) => sending(waitingOne(over), claim, 'c-1', AT);

/** An invoice of the store, and what the worker `worker-1` makes of it. */
async function reseller(invoice: Invoice, attachPdf = true) {
  const { xero, ...rest } = anAccount();
  const made = sessionAt({}, { account: { ...rest, xero: { ...xero, attachPdf } } });
  await made.store.invoices.create(invoice);
  return { ...made, invoice: await made.now(invoice), outcome: () => made.now(invoice) };
}

const lastWords = ({ history }: Invoice) => history.at(-1)?.words;

describe('an invoice that is in Xero', () => {
  it('bears the id, the total and the link that opens it, and its PDF waits', async () => {
    const { invoice, session, outcome } = await reseller(sent());
    await recordUploaded(invoice, THERE, false, session);
    const stands = await outcome();
    expect(stands.xero).toMatchObject({ state: 'uploaded', id: 'i-1', total: money('110'), contactId: 'c-1', pdf: { state: 'waiting' } });
    expect(stands.xero?.link).toContain('shortcode=!acacia&redirecturl=/AccountsReceivable/View.aspx?InvoiceID=i-1');
    expect(lastWords(stands)).toBe('In Xero as a draft');
  });

  it('that was found there says so; and has no PDF where none is wanted', async () => {
    const { invoice, session, outcome } = await reseller(inDoubt(sent(), AT), false);
    await recordUploaded(invoice, THERE, true, session);
    expect([lastWords(await outcome()), (await outcome()).xero?.pdf]).toEqual(['Found in Xero, where it had arrived', undefined]);
  });

  it('with another total than ours says how much, and rings', async () => {
    const { invoice, session, outcome, counted } = await reseller(sent());
    await recordUploaded(invoice, { ...THERE, total: money('110.02') }, false, session);
    expect(lastWords(await outcome())).toBe('In Xero as a draft. Its total there is 110.02, ours 110.00: a difference of 2 cents');
    expect(counted).toEqual(['XeroTotalDiffers']);
  });

  it('as a credit note has its total with our sign', async () => {
    const { invoice, session, outcome, counted } = await reseller(sent(OURS, { kind: 'creditNote', total: money('-110') }));
    await recordUploaded(invoice, THERE, false, session);
    const { xero } = await outcome();
    expect([xero?.total, xero?.link?.includes('ViewCreditNote.aspx?creditNoteID=i-1'), counted]).toEqual([money('-110'), true, []]);
  });
});

describe('what a worker may write', () => {
  it.each<[string, Invoice, string]>([
    ['what it sends itself', sent(), 'failed'],
    ['what waits', waitingOne(), 'failed'],
    ['what a dead worker was sending', sent('dead'), 'failed'],
    ['what had no answer', inDoubt(sent('dead'), AT), 'failed'],
    ['not what is there already', uploaded(sent(), { ...THERE, link: '' }, false, { at: AT, words: '' }), 'uploaded'],
  ])('%s', async (_, stands, state) => {
    const { invoice, session, outcome } = await reseller(stands);
    await recordRefused(invoice, WORDS, session);
    expect((await outcome()).xero?.state).toBe(state);
  });

  it('a refusal of what was refused before leaves the first one’s words', async () => {
    const { invoice, session, outcome } = await reseller(refused(waitingOne(), { words: 'First', advice: '' }, AT));
    await recordRefused(invoice, WORDS, session);
    expect((await outcome()).xero?.words).toBe('First');
  });
});

describe('what Xero certainly has not got', () => {
  it.each([
    ['failed there', true, 1],
    ['was only held back', false, 0],
  ])('waits again; a try is charged to what %s', async (_, tried, tries) => {
    const { invoice, session, outcome } = await reseller(sent());
    await recordFreed(invoice, tried, session);
    expect((await outcome()).xero).toMatchObject({ state: 'waiting', tries });
    expect((await outcome()).xero?.claim).toBeUndefined();
  });

  it('is told to a person the sixth time; held back, it never is', async () => {
    const fifth = sent();
    const spent = { ...fifth, ...(fifth.xero ? { xero: { ...fifth.xero, tries: 5 } } : {}) };
    const one = await reseller(spent);
    await recordFreed(one.invoice, false, one.session);
    expect((await one.outcome()).xero).toMatchObject({ state: 'waiting', tries: 5 });
    const other = await reseller(spent);
    await recordFreed(other.invoice, true, other.session);
    expect((await other.outcome()).xero).toMatchObject({ state: 'failed', words: 'Xero gave no usable answer 6 times' });
  });

  it('is left alone when it waits already: a person asked for it anew meanwhile', async () => {
    const { invoice, session, outcome } = await reseller(asked(refused(waitingOne(), WORDS, AT), { organisationId: 'org-1', at: AT }));
    await recordFreed(invoice, true, session);
    expect((await outcome()).xero).toMatchObject({ state: 'waiting', tries: 0, attempt: 2 });
    expect((await outcome()).revision).toBe(invoice.revision);
  });
});
