import { describe, expect, it } from 'vitest';
import type { Invoice } from '../../../../shared/domain/invoice.ts';
import { lookUp } from '../../../../shared/domain/xero/lookingUp.ts';
import type { Books, Found, Taken } from '../../../../shared/domain/xero/ports.ts';
import { sendBatch } from '../../../../shared/domain/xero/sendingBatch.ts';
import { sparing } from '../../../../shared/domain/xero/stumbling.ts';
import { asked, freed, inDoubt, lookUpFrom, refused, sending, stumbled, withPdf } from '../../../../shared/domain/xero/uploadLife.ts';
import { aDay, aLine, money } from '../../../support/builders.ts';
import { AT, sessionAt, waitingOne, withPdfWaiting } from './sessionAt.ts';

const later = (minutes: number) => new Date(Date.parse(AT) + minutes * 60_000).toISOString();
const broken = new Error('Plan plan-1 holds 0 lines of an invoice of 1');

/** Two invoices; the lines of `broken` cannot be read. */
async function reseller(books: Partial<Books>, change: (invoice: Invoice) => Invoice) {
  const made = sessionAt(books);
  const { ports, store, now } = made;
  const lines = async ({ customerId }: { customerId: string }) => (customerId === 'broken' ? Promise.reject(broken) : [aLine()]);
  Object.assign(ports, { invoices: { ...ports.invoices, lines } });
  const all: Invoice[] = [];
  for (const [index, customerId] of ['broken', 'good'].entries()) {
    const invoice = change(waitingOne({ customerId, sequence: index + 1, number: `AAP-0000${index + 1}` }));
    await store.invoices.create(invoice);
    all.push(await now(invoice));
  }
  const outcome = () => Promise.all(all.map(now));
  return { ...made, all, outcome };
}

const foundOf = (invoice: Invoice): Found => ({
  ...{ kind: invoice.kind, id: `x-${invoice.number}`, number: invoice.number, contactId: 'c-1', date: aDay('2026-07-01') },
  ...{ total: money('110'), status: 'DRAFT', url: `https://billing.example/invoices/2026-07_${invoice.customerId}`, lines: [] },
});

describe('an invoice in doubt of which something here cannot be read', () => {
  const doubtful = (invoice: Invoice) => inDoubt(sending(invoice, 'dead', 'c-1', AT), AT);
  const holding = (all: () => readonly Invoice[]): Partial<Books> => ({
    find: async () => ({ outcome: 'done', value: all().map(foundOf) }),
  });

  it('holds up none of those that are looked up with it', async () => {
    let all: readonly Invoice[] = [];
    const made = await reseller(
      holding(() => all),
      doubtful,
    );
    all = made.all;
    await lookUp(all, made.session);
    expect((await made.outcome()).map(({ xero }) => [xero?.state, xero?.stumbles])).toEqual([
      ['unknown', 1],
      ['uploaded', undefined],
    ]);
    expect(made.session.failures).toEqual([broken]);
  });

  it('is told in the end, with the advice to look into Xero', async () => {
    let all: readonly Invoice[] = [];
    const made = await reseller(
      holding(() => all),
      doubtful,
    );
    all = made.all;
    for (let tried = 1; tried <= 6; tried += 1) await lookUp(all.slice(0, 1), made.another());
    expect((await made.outcome())[0]?.xero).toMatchObject({
      state: 'failed',
      words: 'Something here failed 6 times',
      advice: 'Xero may have it all the same: look there. Upload it again; if it fails once more, tell us.',
    });
  });
});

describe('a credit note that is looked for before it is sent', () => {
  it('and cannot be compared holds up none of its batch', async () => {
    const sent: string[] = [];
    let found: readonly Found[] = [];
    const made = await reseller(
      {
        find: async () => ({ outcome: 'done', value: found }),
        put: async (_, documents) => {
          sent.push(...documents.map(({ number }) => number));
          return { outcome: 'done', value: documents.map(({ number }): Taken => ({ number, taken: true, id: 'x', total: money('0') })) };
        },
      },
      (invoice) => ({ ...invoice, kind: 'creditNote', total: money('0') }),
    );
    found = made.all.slice(0, 1).map(foundOf);
    const document = {
      kind: 'creditNote',
      contactId: 'c-1',
      date: aDay('2026-07-01'),
      currency: 'AUD',
      status: 'draft',
      sent: false,
      lines: [],
    } as const;
    await sendBatch(
      made.all.map((invoice) => ({ invoice, document: { ...document, number: invoice.number } })),
      made.session,
    );
    expect(sent).toEqual(['AAP-00002']);
    expect((await made.outcome()).map(({ xero }) => [xero?.state, xero?.stumbles])).toEqual([
      ['waiting', 1],
      ['uploaded', undefined],
    ]);
  });
});

describe('what failed for a reason of ours', () => {
  it('is taken up again after a minute, then after twice as long each time', () => {
    let invoice = waitingOne();
    const waits = Array.from({ length: 5 }, () => {
      invoice = stumbled(invoice, AT);
      return invoice.xero && lookUpFrom(invoice.xero);
    });
    expect(waits).toEqual([1, 2, 4, 8, 16].map(later));
  });

  it('is looked up no earlier than its request may be over', () => {
    const sent = stumbled(sending(waitingOne(), 'dead', 'c-1', AT), AT);
    expect(sent.xero && lookUpFrom(sent.xero)).toBe(later(1.5));
    const again = stumbled(sent, AT);
    expect(again.xero && lookUpFrom(again.xero)).toBe(later(2));
  });

  it.each<[string, (invoice: Invoice) => Invoice]>([
    ['sent', (invoice) => sending(invoice, 'worker-1', 'c-1', AT)],
    ['freed', (invoice) => freed(stumbled(sending(invoice, 'worker-1', 'c-1', AT), AT), AT, true)],
    ['asked for anew', (invoice) => asked(refused(invoice, { words: '', advice: '' }, AT), { organisationId: 'org-1', at: AT })],
  ])('counts from nothing once it is %s', (_, change) => {
    const { xero } = change(stumbled(waitingOne(), AT));
    expect([xero?.stumbles, xero?.notBefore]).toEqual([undefined, undefined]);
  });

  it('of a PDF counts from nothing with its next step', () => {
    const { xero } = withPdf(stumbled(withPdfWaiting(), AT), { state: 'sending' }, AT);
    expect([xero?.stumbles, xero?.notBefore, xero?.pdf]).toEqual([undefined, undefined, { state: 'sending' }]);
  });

  it('is not charged to what moved on meanwhile', async () => {
    const { session, store, now, another } = sessionAt({});
    await store.invoices.create(waitingOne());
    const listed = await now(waitingOne());
    await sparing(listed, session, async () => {
      await store.invoices.save(sending(listed, 'worker-1', 'c-1', AT));
      throw broken;
    });
    expect((await now(listed)).xero).toMatchObject({ state: 'sending', claim: 'worker-1' });
    expect((await now(listed)).xero?.stumbles).toBeUndefined();
    expect(another().failures).toEqual([]);
  });
});
