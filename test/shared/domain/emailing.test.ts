import { describe, expect, it } from 'vitest';
import { changeInvoice, keyOf } from '../../../shared/domain/changing.ts';
import { type EmailingPorts, emailInvoice } from '../../../shared/domain/emailing.ts';
import { accepted, queued } from '../../../shared/domain/invoiceLife.ts';
import { instant } from '../../../shared/domain/month.ts';
import type { Email, SendResult } from '../../../shared/domain/ports.ts';
import { anInvoice } from '../../support/builders.ts';
import { memoryStore } from '../../support/memoryStore.ts';

const NOW = new Date('2026-12-01T02:00:00Z');
const TO = { to: ['a@customer.example'], cc: [], bcc: [] };
const EMAIL: Email = { from: { address: '', name: '' }, ...TO, subject: '', text: '', html: '', attachments: [], tags: {} };

async function aQueued(answer: () => Promise<SendResult>) {
  const store = memoryStore();
  const invoice = queued(anInvoice({ revision: 0 }), TO, 240, { at: instant(NOW), words: 'Queued' });
  await store.invoices.create(invoice);
  const key = keyOf(invoice);
  const counted: string[] = [];
  const ports: EmailingPorts = {
    ...store,
    mail: { send: answer },
    emailQueue: { add: async () => undefined },
    ids: { fresh: () => 'token' },
    metrics: { count: (name) => void counted.push(name) },
  };
  const deliver = (using = ports) =>
    emailInvoice(
      { ...key, attempt: 1 },
      async () => EMAIL,
      using,
      () => NOW,
    );
  return { store, ports, key, counted, deliver, read: () => store.invoices.get(key.account, key.month, key.customer) };
}

describe('what is known not to be accepted', () => {
  it('is never left in doubt, even when the breaker cannot be written', async () => {
    const { ports, deliver, read } = await aQueued(async () => ({ outcome: 'throttled', words: 'Too many', holdSeconds: 60 }));
    const broken = { ...ports.breaker, hold: async () => Promise.reject(new Error('The table is too busy')) };
    await expect(deliver({ ...ports, breaker: broken })).rejects.toThrow('too busy');
    expect(await read()).toMatchObject({ status: 'queued', attempt: 1 });
  });
});

describe('an answer that was lost', () => {
  it('rings when the invoice is in doubt', async () => {
    const { counted, deliver, read } = await aQueued(async () => ({ outcome: 'unknown', words: 'No answer' }));
    await deliver();
    expect([(await read()).status, counted]).toEqual(['unconfirmed', ['Unconfirmed']]);
  });

  it('does not ring when an event has told by then that SES took it', async () => {
    const { store, key, counted, deliver, read } = await aQueued(async () => {
      await changeInvoice(store.invoices, key, (sending) => accepted(sending, 'm-1', { at: instant(NOW), words: 'Accepted for delivery' }));
      return { outcome: 'unknown', words: 'No answer' };
    });
    await deliver();
    expect([(await read()).status, counted]).toEqual(['sent', []]);
  });
});
