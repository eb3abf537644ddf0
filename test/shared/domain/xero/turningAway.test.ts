import { beforeEach, describe, expect, it } from 'vitest';
import type { Invoice } from '../../../../shared/domain/invoice.ts';
import type { UploadingPorts } from '../../../../shared/domain/xero/session.ts';
import { uploadAccount } from '../../../../shared/domain/xero/uploading.ts';
import { asked, inDoubt, sending, uploaded } from '../../../../shared/domain/xero/uploadLife.ts';
import { aConnection, anAccount, anInstant, anInvoice, money } from '../../../support/builders.ts';
import { type MemoryStore, memoryStore } from '../../../support/memoryStore.ts';
import { memoryVault } from '../../../support/memoryVault.ts';
import { SignInDesk } from './signInDesk.ts';

const NOW = new Date('2026-08-05T02:00:00Z');
const AT = anInstant('2026-08-05T01:00:00Z');
const WORDS = 'It was asked to go to another Xero organisation, which is connected no more';

let store: MemoryStore;
let messages: number[];

/** A worker at the organisation `org-2`. What is for another one leads to no call at Xero: its books are not there to be opened. */
async function worker(): Promise<void> {
  const ports: UploadingPorts = {
    ...store,
    vault: memoryVault(),
    signIn: new SignInDesk(() => NOW),
    accounting: { open: () => Promise.reject(new Error('Xero was asked')) as never },
    uploadQueue: { add: async (_, seconds = 0) => void messages.push(seconds) },
    ids: { fresh: () => crypto.randomUUID() },
    metrics: { count: () => undefined },
  };
  await uploadAccount('aap', ports, {
    clock: () => NOW,
    draw: () => Promise.reject(new Error('A PDF was drawn')),
    places: { appUrl: 'https://billing.example/', goUrl: 'https://go.example' },
    log: () => undefined,
  });
}

beforeEach(async () => {
  store = memoryStore();
  messages = [];
  await store.accounts.save(anAccount({ revision: 0 }));
  const organisation = { organisationId: 'org-2', connectionId: 'link-2', name: 'Banksia Books', shortCode: '!b', currency: 'AUD' };
  await store.connections.save(aConnection({ organisation, renewedAt: AT }));
});

/** An invoice that was on its way to `org-1`, after a worker was there. */
async function turnedAway(change: (waiting: Invoice) => Invoice): Promise<Invoice> {
  const invoice = change(asked(anInvoice({ revision: 0 }), { organisationId: 'org-1', at: AT }));
  await store.invoices.create(invoice);
  await worker();
  return store.invoices.get('aap', invoice.month, invoice.customerId);
}

const onTheWay = (waiting: Invoice) => sending(waiting, 'dead worker', 'c-1', AT);
const THERE = { id: 'i-1', total: money('110'), link: 'https://go.example/i-1', contactId: 'c-1' };

describe('once another organisation is connected', () => {
  it.each<[string, (waiting: Invoice) => Invoice]>([
    ['waited', (waiting) => waiting],
    ['was being sent when its worker died', onTheWay],
    ['had no answer', (waiting) => inDoubt(onTheWay(waiting), AT)],
  ])('what %s for the first goes to no other by itself, and a person is told', async (_, change) => {
    const { xero } = await turnedAway(change);
    expect(xero).toMatchObject({ state: 'failed', organisationId: 'org-1', words: WORDS });
    expect(xero?.advice).toBe('Look whether it is there, then upload it to this one.');
    expect(messages).toEqual([]);
  });

  it('what is being sent to the first just now is left to the worker that is at it, for as long as one can be', async () => {
    const { xero } = await turnedAway((waiting) => sending(waiting, 'worker at the first', 'c-1', anInstant('2026-08-05T01:59:00Z')));
    expect([xero?.state, messages]).toEqual(['sending', [30]]);
  });

  it('what is in the first stays there, and its PDF that waits keeps no worker busy for ever', async () => {
    const { xero } = await turnedAway((waiting) => uploaded(onTheWay(waiting), THERE, true, { at: AT, words: 'In Xero' }));
    expect(xero).toMatchObject({ state: 'uploaded', organisationId: 'org-1', ...THERE, pdf: { state: 'failed', words: WORDS } });
    expect(messages).toEqual([]);
  });

  it.each([
    ['the second', 'org-2'],
    ['a third', 'org-3'],
  ])('what a person asked to go to %s meanwhile is left alone, though an old list says otherwise', async (_, organisationId) => {
    const listed = asked(anInvoice({ revision: 0 }), { organisationId: 'org-1', at: AT });
    await store.invoices.create(asked(listed, { organisationId, at: AT }));
    const { forXero } = store.invoices;
    store = { ...store, invoices: { ...store.invoices, forXero: async () => [listed] } };
    await worker();
    store = { ...store, invoices: { ...store.invoices, forXero } };
    expect((await store.invoices.get('aap', listed.month, listed.customerId)).xero).toMatchObject({ state: 'waiting', organisationId });
  });
});
