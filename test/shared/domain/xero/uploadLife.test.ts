import { describe, expect, it, test } from 'vitest';
import { Problem } from '../../../../shared/domain/problem.ts';
import { XERO_STATES, type XeroState } from '../../../../shared/domain/xero/upload.ts';
import {
  asked,
  enteredByHand,
  freed,
  inDoubt,
  isClaimedBy,
  isInDoubt,
  isOnItsWay,
  isSettled,
  lacksPdf,
  lookUpFrom,
  refused,
  sending,
  uploaded,
  withPdf,
  type XeroEvent,
  xeroAfter,
} from '../../../../shared/domain/xero/uploadLife.ts';
import { anInstant, anInvoice, money } from '../../../support/builders.ts';

/** The life of an invoice in Xero, row by row; a dash is a refusal. */
const TABLE = `
state     ask      send     take      refuse  doubt    free
none      waiting  -        -         -       -        -
waiting   waiting  sending  uploaded  failed  -        -
sending   -        -        uploaded  failed  unknown  waiting
unknown   -        -        uploaded  failed  -        waiting
failed    waiting  -        -         -       -        -
uploaded  -        -        -         -       -        -
`;
const [[, ...events] = [], ...rows] = TABLE.trim()
  .split('\n')
  .map((row) => row.split(/\s+/));
const CELLS = rows.flatMap(([state = '', ...cells]) => cells.map((to, index) => [state, events[index] ?? '', to] as const));

const AT = anInstant('2026-08-01T02:00:00Z');
const THEN = anInstant('2026-08-01T02:05:00Z');
const BY_HAND = { organisationId: 'org-1', at: AT, by: 'clerk' };
const THERE = { id: 'i-1', total: money('110'), link: 'https://go.example/i-1', contactId: 'c-1' };
const REFUSAL = { words: 'The account 200 is archived', advice: 'Choose another.' };

const waiting = asked(anInvoice(), BY_HAND);
const onTheWay = sending(waiting, 'worker-1', 'c-1', AT);
const silent = inDoubt(onTheWay, AT);
const failed = refused(onTheWay, REFUSAL, AT);
const there = uploaded(onTheWay, THERE, true, { at: THEN, words: 'In Xero as a draft' });
const said = (invoice: ReturnType<typeof anInvoice>) => invoice.history.map(({ words }) => words);

describe('the life of an invoice in Xero', () => {
  test.each(CELLS)('%s, %s → %s', (from, event, to) => {
    const next = () => xeroAfter(from as XeroState | 'none', event as XeroEvent);
    if (to !== '-') expect(next()).toBe(to);
    else expect(next).toThrow(new Problem('conflict', `What is “${from}” in Xero does not take “${event}”`));
  });

  it('has no other states, and nothing ever leaves what is uploaded', () => {
    expect(rows.map(([state]) => state).sort()).toEqual(['none', ...XERO_STATES].sort());
    expect(CELLS.filter(([from, , to]) => from === 'uploaded' && to !== '-')).toEqual([]);
  });

  it('begins with being asked: nothing else happens to one that nobody asked for', () => {
    for (const change of [
      () => sending(anInvoice(), 'worker-1', 'c-1', AT),
      () => refused(anInvoice(), REFUSAL, AT),
      () => freed(anInvoice(), AT, true),
      () => uploaded(anInvoice(), THERE, true, { at: AT, words: '' }),
    ])
      expect(change).toThrow('It was not asked to go to Xero');
  });
});

describe('what each state keeps', () => {
  it('waiting: who asked, when, and for which organisation', () => {
    const xero = { state: 'waiting', at: AT, attempt: 1, by: 'clerk', organisationId: 'org-1', tries: 0 };
    expect(waiting.xero).toEqual(xero);
    expect(asked(anInvoice(), { organisationId: 'org-1', at: AT }).xero).toEqual({ ...xero, by: undefined });
  });

  it('sending: the worker, and the contact to whom it went, which stays known after a silence', () => {
    expect(onTheWay.xero).toEqual({ ...waiting.xero, state: 'sending', claim: 'worker-1', contactId: 'c-1' });
    expect(silent.xero).toEqual({ ...waiting.xero, state: 'unknown', contactId: 'c-1' });
  });

  it('failed: what Xero said and what to do, and no claim', () => {
    expect(failed.xero).toEqual({ ...waiting.xero, state: 'failed', contactId: 'c-1', ...REFUSAL });
  });

  it('uploaded: the id, the total there and the link, and its PDF waits if it is wanted', () => {
    expect(there.xero).toEqual({ ...waiting.xero, at: THEN, state: 'uploaded', ...THERE, pdf: { state: 'waiting' } });
    expect(uploaded(silent, THERE, false, { at: THEN, words: '' }).xero).toEqual({
      ...waiting.xero,
      at: THEN,
      state: 'uploaded',
      ...THERE,
    });
  });

  it('waiting again: one that was held back has lost no try, one whose batch failed has lost one', () => {
    const { claim: _, ...back } = onTheWay.xero ?? { claim: '' };
    expect(freed(onTheWay, THEN, false).xero).toEqual({ ...back, state: 'waiting', at: THEN, tries: 0 });
    expect(freed(silent, THEN, true).xero?.tries).toBe(1);
    expect(freed(sending(freed(silent, THEN, true), 'worker-2', 'c-2', THEN), THEN, true).xero).toMatchObject({
      tries: 2,
      contactId: 'c-2',
    });
  });

  it('asked anew: a new attempt, which remembers nothing of the one before', () => {
    const again = asked(failed, { organisationId: 'org-1', at: THEN });
    expect(again.xero).toEqual({ state: 'waiting', at: THEN, attempt: 2, organisationId: 'org-1', tries: 0 });
  });

  it('asked from another organisation while it waits: it goes to that one, as a new attempt', () => {
    const other = asked(freed(silent, THEN, true), { organisationId: 'org-2', at: THEN, by: 'other' });
    expect(other.xero).toEqual({ state: 'waiting', at: THEN, attempt: 2, by: 'other', organisationId: 'org-2', tries: 0 });
  });

  it('asked from another organisation while Xero may have it: never, it might be there twice', () => {
    for (const invoice of [onTheWay, silent, there]) expect(() => asked(invoice, { ...BY_HAND, organisationId: 'org-2' })).toThrow(Problem);
  });
});

describe('what Xero did not accept, and a person entered there by hand', () => {
  it('is settled, which is said once; asked for anew it is as if he had not said so', () => {
    const settled = enteredByHand(failed, THEN, 'robin');
    expect([settled.xero, isSettled(settled.xero), isSettled(failed.xero)]).toEqual([
      { ...failed.xero, enteredByHand: { at: THEN, by: 'robin' } },
      true,
      false,
    ]);
    expect(settled.history.at(-1)).toMatchObject({ words: 'Entered in Xero by hand', by: 'robin' });
    expect(enteredByHand(settled, THEN, 'casey')).toBe(settled);
    expect(asked(settled, BY_HAND).xero).toEqual(asked(failed, BY_HAND).xero);
  });

  it('is nothing that was not refused', () => {
    for (const invoice of [anInvoice(), waiting, onTheWay, silent, there])
      expect(() => enteredByHand(invoice, THEN, 'robin')).toThrow(Problem);
  });
});

describe('the history', () => {
  it('says in plain words what happened, and who did it', () => {
    expect(said(asked(failed, BY_HAND))).toEqual([
      'Queued for Xero',
      'Not uploaded to Xero: The account 200 is archived. Choose another.',
      'Queued for Xero',
    ]);
    expect(waiting.history.map(({ by, at, event }) => [by, at, event])).toEqual([['clerk', AT, 'xero']]);
    expect(said(silent)).toEqual(['Queued for Xero', 'Xero has not answered; it is looked up there']);
    expect(said(there)).toEqual(['Queued for Xero', 'In Xero as a draft']);
  });

  it('says nothing of what is only a step on the way', () => {
    expect(said(freed(sending(waiting, 'worker-2', 'c-1', THEN), THEN, true))).toEqual(['Queued for Xero']);
  });

  it('leaves the email life alone', () => {
    const { status, attempt } = there;
    expect([status, attempt]).toEqual(['draft', 0]);
  });
});

describe('the PDF beside it', () => {
  it('comes only to what is in Xero', () => {
    for (const invoice of [anInvoice(), waiting, onTheWay, silent, failed])
      expect(() => withPdf(invoice, { state: 'attached' }, THEN)).toThrow('Only what is in Xero can have its PDF there');
  });

  it('is told of when it is attached or cannot be, and never moves the invoice', () => {
    const attached = withPdf(there, { state: 'attached' }, THEN);
    const not = withPdf(there, { state: 'failed', words: 'The file exceeds the maximum size of 25MB.' }, THEN);
    expect([attached.xero, not.xero?.state]).toEqual([{ ...there.xero, pdf: { state: 'attached' } }, 'uploaded']);
    expect(said(attached).at(-1)).toBe('PDF attached in Xero');
    expect(said(not).at(-1)).toBe('PDF not attached in Xero: The file exceeds the maximum size of 25MB.');
    expect(said(withPdf(there, { state: 'sending' }, THEN))).toEqual(said(there));
  });
});

describe('an invoice in Xero that is asked for once more', () => {
  it('only has its PDF go again, if that could not be attached: there is never a second document', () => {
    const lacking = withPdf(there, { state: 'failed', words: 'Too large' }, THEN);
    expect([lacksPdf(lacking.xero), asked(lacking, BY_HAND).xero]).toEqual([true, { ...there.xero, pdf: { state: 'waiting' } }]);
    for (const state of ['waiting', 'sending', 'attached'] as const) {
      const invoice = withPdf(there, { state }, THEN);
      expect(lacksPdf(invoice.xero)).toBe(false);
      expect(() => asked(invoice, BY_HAND)).toThrow(Problem);
    }
    expect([anInvoice(), failed].map(({ xero }) => lacksPdf(xero))).toEqual([false, false]);
  });
});

describe('what is left to do', () => {
  it('is everything that is asked for and not settled, and the PDFs on their way', () => {
    const pdf = (state: 'waiting' | 'sending' | 'attached' | 'failed') => withPdf(there, { state }, THEN);
    expect([waiting, onTheWay, silent, there, pdf('sending')].map(({ xero }) => isOnItsWay(xero))).toEqual(Array(5).fill(true));
    const bare = uploaded(onTheWay, THERE, false, { at: THEN, words: '' });
    expect([anInvoice(), failed, bare, pdf('attached'), pdf('failed')].map(({ xero }) => isOnItsWay(xero))).toEqual(Array(5).fill(false));
  });

  it('is looked up first where Xero may have it: half a minute after a silence, and no sooner while a request may still be under way', () => {
    expect([anInvoice(), waiting, onTheWay, silent, failed, there].map(isInDoubt)).toEqual([false, false, true, true, false, false]);
    const from = [waiting, onTheWay, silent].map(({ xero }) => xero && lookUpFrom(xero));
    expect(from).toEqual([AT, anInstant('2026-08-01T02:01:30Z'), anInstant('2026-08-01T02:00:30Z')]);
  });

  it('belongs to the worker whose claim it is, while it sends', () => {
    expect([isClaimedBy(onTheWay, 'worker-1'), isClaimedBy(onTheWay, 'worker-2')]).toEqual([true, false]);
    expect([isClaimedBy(silent, 'worker-1'), isClaimedBy(waiting, 'worker-1')]).toEqual([false, false]);
  });
});
