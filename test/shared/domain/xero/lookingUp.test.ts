import { describe, expect, it } from 'vitest';
import type { Invoice } from '../../../../shared/domain/invoice.ts';
import { lookUp } from '../../../../shared/domain/xero/lookingUp.ts';
import type { Answer, Found } from '../../../../shared/domain/xero/ports.ts';
import { inDoubt, sending } from '../../../../shared/domain/xero/uploadLife.ts';
import { money } from '../../../support/builders.ts';
import { AT, sessionAt, waitingOne } from './sessionAt.ts';

const NOTHING: Answer<readonly Found[]> = { outcome: 'done', value: [] };

/** One of which it is not known whether Xero has it. */
function inDoubtOne(sequence: number, over: Partial<Invoice> = {}): Invoice {
  const number = `AAP-${String(sequence).padStart(5, '0')}`;
  return inDoubt(sending(waitingOne({ customerId: `c${number}`, number, sequence, ...over }), 'dead', 'c-1', AT), AT);
}

/** So many in doubt are looked up in a Xero that answers this. */
async function lookedUp(invoices: readonly Invoice[], answer: (numbers: readonly string[]) => Answer<readonly Found[]>) {
  const asked: string[] = [];
  const made = sessionAt({
    async find(kind, numbers) {
      asked.push(`${kind} ${numbers.length}`);
      return answer(numbers);
    },
  });
  const stored: Invoice[] = [];
  for (const invoice of invoices) {
    await made.store.invoices.create(invoice);
    stored.push(await made.now(invoice));
  }
  await lookUp(stored, made.session);
  const states = await Promise.all(stored.map(async (each) => (await made.now(each)).xero?.state));
  return { asked, states: [...new Set(states)], session: made.session };
}

const many = (count: number) => Array.from({ length: count }, (_, index) => inDoubtOne(index + 1));

describe('invoices that Xero may have', () => {
  it('are asked for at most fifty at a time, which is how many numbers Xero takes in one request', async () => {
    const { asked, states } = await lookedUp(many(120), () => NOTHING);
    expect([asked, states]).toEqual([['invoice 50', 'invoice 50', 'invoice 20'], ['waiting']]);
  });

  it('are asked for by their kind: Xero keeps credit notes elsewhere', async () => {
    const credit = inDoubtOne(2, { kind: 'creditNote', total: money('-110') });
    expect((await lookedUp([inDoubtOne(1), credit], () => NOTHING)).asked).toEqual(['invoice 1', 'creditNote 1']);
  });

  it.each<[string, Answer<never>, string, string]>([
    ['does not answer', { outcome: 'unknown', words: 'no answer' }, '2026-08-05T02:00:15.000Z', 'Xero did not answer: no answer'],
    [
      'holds us back',
      { outcome: 'limited', limit: 'day', seconds: 3600 },
      '2026-08-05T03:00:00.000Z',
      'Xero’s limit of calls in a day is reached',
    ],
    [
      'does not show them',
      { outcome: 'refused', words: 'Not for this role' },
      '2026-08-05T02:05:00.000Z',
      'Xero does not show what it holds: Not for this role',
    ],
  ])('stay in doubt while Xero %s: nothing more is asked, and a person is told', async (_, answer, heldUntil, trouble) => {
    const { asked, states, session } = await lookedUp(many(120), () => answer);
    expect([asked, states]).toEqual([['invoice 50'], ['unknown']]);
    expect([session.heldUntil, session.trouble]).toEqual([heldUntil, trouble]);
  });
});
