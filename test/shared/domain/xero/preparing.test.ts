import { describe, expect, it } from 'vitest';
import type { Invoice } from '../../../../shared/domain/invoice.ts';
import type { Customers } from '../../../../shared/domain/ports.ts';
import { Problem } from '../../../../shared/domain/problem.ts';
import { prepared } from '../../../../shared/domain/xero/preparing.ts';
import type { Session, UploadingPorts } from '../../../../shared/domain/xero/session.ts';
import { aCustomer, aLine, anAccount, aService } from '../../../support/builders.ts';
import { CHART } from '../../../support/chart.ts';
import { sessionAt, waitingOne } from './sessionAt.ts';

/** Three customers who have their contacts, and an invoice of each that waits. */
async function reseller(given: Parameters<typeof sessionAt>[1] = {}) {
  const made = sessionAt({}, given);
  const { store, now, ports } = made;
  const waiting: Invoice[] = [];
  for (const [index, customerId] of ['a', 'b', 'c'].entries()) {
    await store.customers.save('aap', aCustomer({ customerId, xeroContactId: `x-${customerId}`, revision: 0 }));
    const invoice = waitingOne({ customerId, sequence: index + 1, number: `AAP-${index + 1}` });
    await store.invoices.create(invoice);
    waiting.push(await now(invoice));
  }
  const { invoices, customers } = ports as { -readonly [K in keyof UploadingPorts]: UploadingPorts[K] };
  /** What is asked of `b` fails so. */
  const breaks = {
    lines: (error: unknown) =>
      Object.assign(ports, {
        invoices: { ...invoices, lines: async (of: { customerId: string }) => (of.customerId === 'b' ? Promise.reject(error) : [aLine()]) },
      }),
    file: (error: unknown) => {
      const file: Customers['file'] = async (account, id) => (id === 'b' ? Promise.reject(error) : customers.file(account, id));
      Object.assign(ports, { customers: { ...customers, file } });
    },
  };
  const readies = async (session: Session = made.session) =>
    (await prepared(waiting, CHART, session)).map(({ invoice }) => invoice.customerId);
  return { ...made, waiting, breaks, readies };
}

describe('what waits for Xero', () => {
  it('is put together with its contact and its codes, in the order in which it waits', async () => {
    const { session, waiting } = await reseller();
    const ready = await prepared(waiting, CHART, session);
    expect(ready.map(({ document }) => [document.number, document.contactId])).toEqual([
      ['AAP-1', 'x-a'],
      ['AAP-2', 'x-b'],
      ['AAP-3', 'x-c'],
    ]);
    expect(ready[0]?.document.lines).toEqual([expect.objectContaining({ accountCode: '200', taxType: 'OUTPUT' })]);
  });

  it('with nothing to bill goes as one line of nothing', async () => {
    const { session, ports, waiting } = await reseller();
    Object.assign(ports, { invoices: { ...ports.invoices, lines: async () => [] } });
    const [ready] = await prepared(waiting, CHART, session);
    expect(ready?.document.lines).toMatchObject([{ description: 'Nothing to bill', taxType: 'EXEMPTOUTPUT' }]);
  });

  it('is refused with every mistake named when Xero has not got its codes; what stands with the service today counts', async () => {
    const { xero, ...rest } = anAccount();
    const { readies, store, waiting, now } = await reseller({ account: { ...rest, xero: { ...xero, accountCode: '999' } } });
    await store.customers.saveService('aap', aService({ customerId: 'b', accountCode: '210', revision: 0 }));
    expect(await readies()).toEqual(['b']);
    const [a] = await Promise.all(waiting.map(now));
    expect(a?.xero).toMatchObject({
      state: 'failed',
      words: 'Fibre 100/40, July 2026: Acacia Books has no account 999',
      advice: 'Correct it in the service or the settings, or in Xero, then upload again.',
    });
  });

  it('names five mistakes, and how many there are besides', async () => {
    const { readies, ports, waiting, now } = await reseller();
    const lines = async () =>
      Array.from({ length: 7 }, (_, index) => aLine({ description: `Line ${index}`, accountCode: '999', service: undefined }));
    Object.assign(ports, { invoices: { ...ports.invoices, lines } });
    expect(await readies()).toEqual([]);
    const [a] = await Promise.all(waiting.map(now));
    expect(a?.xero?.words).toMatch(/^Line 0: .*; Line 4: [^;]*; and 2 more$/);
  });
});

describe('one that cannot be put together for a reason of ours', () => {
  it.each(['lines', 'file'] as const)(
    '(its %s cannot be read) holds up none of the others, and is left alone for a minute',
    async (part) => {
      const { session, breaks, readies, waiting, now, time } = await reseller();
      breaks[part](new Error('The table said no'));
      expect(await readies()).toEqual(['a', 'c']);
      const [, b] = await Promise.all(waiting.map(now));
      const notBefore = new Date(time.now.getTime() + 60_000).toISOString();
      expect(b?.xero).toMatchObject({ state: 'waiting', stumbles: 1, notBefore });
      expect([session.failures, b && session.hasFailed(b)]).toEqual([[new Error('The table said no')], true]);
    },
  );

  it.each<[unknown, string]>([
    [new Error('ConditionalCheckFailed at 10.0.0.1'), 'Something here failed 6 times'],
    [new Problem('not-found', 'There is nothing here by that name'), 'Something here failed 6 times: There is nothing here by that name'],
  ])('six times is told to a person, in the words of the business alone: %s', async (error, words) => {
    const { another, breaks, readies, waiting, now } = await reseller();
    breaks.file(error);
    for (let tried = 1; tried <= 5; tried += 1) await readies(another());
    const [, before] = await Promise.all(waiting.map(now));
    expect(before?.xero).toMatchObject({ state: 'waiting', stumbles: 5 });
    await readies(another());
    const [, told] = await Promise.all(waiting.map(now));
    expect(told?.xero).toMatchObject({ state: 'failed', words, advice: 'Upload it again; if it fails once more, tell us.' });
    expect(told?.xero?.stumbles).toBeUndefined();
  });

  it('whose failure cannot be written down either is as it was; the others go', async () => {
    const { session, breaks, readies, ports, waiting, now } = await reseller();
    breaks.lines(new Error('The table said no'));
    const { save } = ports.invoices;
    const saving: typeof save = async (invoice) => (invoice.customerId === 'b' ? Promise.reject(new Error('Throttled')) : save(invoice));
    Object.assign(ports, { invoices: { ...ports.invoices, save: saving } });
    expect(await readies()).toEqual(['a', 'c']);
    const [, b] = await Promise.all(waiting.map(now));
    expect([b?.xero?.stumbles, session.failures.length]).toEqual([undefined, 2]);
  });
});
