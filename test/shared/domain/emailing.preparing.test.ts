import { describe, expect, it } from 'vitest';
import { changeInvoice, keyOf } from '../../../shared/domain/changing.ts';
import { type EmailingPorts, emailInvoice, type Prepare } from '../../../shared/domain/emailing.ts';
import { queued, transition } from '../../../shared/domain/invoiceLife.ts';
import { instant } from '../../../shared/domain/month.ts';
import { Problem } from '../../../shared/domain/problem.ts';
import { anInvoice } from '../../support/builders.ts';
import { memoryStore } from '../../support/memoryStore.ts';

const NOW = new Date('2026-12-01T02:00:00Z');
const AT = instant(NOW);

/** One that is queued, and whose email is made like this. */
async function aQueued() {
  const store = memoryStore();
  const invoice = queued(anInvoice({ revision: 0 }), { to: ['a@customer.example'], cc: [], bcc: [] }, 240, { at: AT, words: 'Queued' });
  await store.invoices.create(invoice);
  const key = keyOf(invoice);
  const ports: EmailingPorts = {
    ...store,
    mail: { send: async () => expect.fail('There is nothing to send') },
    emailQueue: { add: async () => undefined },
    ids: { fresh: () => 'token' },
    metrics: { count: () => undefined },
  };
  return {
    deliver: (prepare: Prepare) => emailInvoice({ ...key, attempt: 1 }, prepare, ports, () => NOW),
    cancel: () => changeInvoice(store.invoices, key, (read) => transition(read, 'cancel', { at: AT, words: 'Cancelled' })),
    read: () => store.invoices.get(key.account, key.month, key.customer),
  };
}

describe('an email that cannot be made', () => {
  it('for a reason of the invoice fails with that reason, and waits for a person', async () => {
    const { deliver, read } = await aQueued();
    await deliver(() => Promise.reject(new Problem('invalid', 'The logo cannot be drawn')));
    expect([(await read()).status, (await read()).history.at(-1)?.words]).toEqual(['failed', 'The logo cannot be drawn']);
  });

  it('because something of ours is out of order is not the invoice’s fault: its message comes again', async () => {
    const { deliver, read } = await aQueued();
    await expect(deliver(() => Promise.reject(new Error('The files are not to be had')))).rejects.toThrow('not to be had');
    expect(await read()).toMatchObject({ status: 'queued', attempt: 1 });
  });

  it('stays cancelled when a clerk cancels it meanwhile, and its message is done with', async () => {
    const { deliver, cancel, read } = await aQueued();
    await deliver(async () => {
      await cancel();
      throw new Problem('invalid', 'The logo cannot be drawn');
    });
    expect((await read()).status).toBe('cancelled');
  });
});
