import { describe, expect, it } from 'vitest';
import { attachAll } from '../../../../shared/domain/xero/attaching.ts';
import type { Books } from '../../../../shared/domain/xero/ports.ts';
import { withPdf } from '../../../../shared/domain/xero/uploadLife.ts';
import { AT, sessionAt, withPdfWaiting } from './sessionAt.ts';

const LIMITED = { outcome: 'limited', limit: 'minute', seconds: 60 } as const;

/** Twenty PDFs, as `stands` has them, and a Xero that holds us back. */
async function held(stands: typeof withPdfWaiting) {
  const calls: string[] = [];
  const books: Partial<Books> = {
    async attach() {
      calls.push('attach');
      return LIMITED;
    },
    async attachments() {
      calls.push('attachments');
      return LIMITED;
    },
  };
  const { store, session } = sessionAt(books);
  for (let index = 1; index <= 20; index += 1) {
    await store.invoices.create(stands({ customerId: `c${index}`, number: `AAP-${index}`, sequence: index }));
  }
  const draw = async ({ number }: { readonly number: string }) => ({ name: `${number}.pdf`, content: new Uint8Array([1]) });
  await attachAll(await store.invoices.pdfsForXero('aap', 100), draw, session);
  return { calls, session };
}

describe('while Xero holds us back', () => {
  it('no PDF is begun after those that were under way, four at once', async () => {
    const { calls, session } = await held(withPdfWaiting);
    expect(calls.length).toBeLessThanOrEqual(4);
    expect(session.heldUntil).toBe('2026-08-05T02:01:00.000Z');
  });

  it('it is not asked for what it has attached either', async () => {
    const { calls, session } = await held((over) => withPdf(withPdfWaiting(over), { state: 'sending' }, AT));
    expect(calls.length).toBeLessThanOrEqual(4);
    expect(session.heldUntil).toBe('2026-08-05T02:01:00.000Z');
  });
});
