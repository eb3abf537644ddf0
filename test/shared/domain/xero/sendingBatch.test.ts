import { describe, expect, it } from 'vitest';
import { uploadDocument } from '../../../../shared/domain/xero/document.ts';
import { Pace } from '../../../../shared/domain/xero/pace.ts';
import type { Answer, Books, Found, Taken, UploadDocument } from '../../../../shared/domain/xero/ports.ts';
import { sendBatch } from '../../../../shared/domain/xero/sendingBatch.ts';
import { Session, type UploadingPorts } from '../../../../shared/domain/xero/session.ts';
import { asked } from '../../../../shared/domain/xero/uploadLife.ts';
import { aConnection, aLine, anAccount, anInstant, anInvoice, money } from '../../../support/builders.ts';
import { memoryStore } from '../../../support/memoryStore.ts';

const NOW = new Date('2026-08-05T02:00:00Z');
const PLACES = { appUrl: 'https://billing.example/', goUrl: 'https://go.example' };
const TAKEN = 'Invoice # must be unique.';

const foundOf = ({ kind, number, contactId, date, url = '' }: UploadDocument, over: Partial<Found> = {}): Found => ({
  ...{ kind, id: 'x-1', number, contactId, date, url, status: 'DRAFT', total: money('110'), lines: [] },
  ...over,
});

/** What becomes of so many invoices in one batch, when Xero answers this, and holds these documents. */
async function sent(count: number, answer: Answer<readonly Taken[]>, holds: (document: UploadDocument) => Found[] = () => []) {
  const store = memoryStore();
  const account = anAccount();
  const connection = aConnection();
  const calls: string[] = [];
  const batch = Array.from({ length: count }, (_, index) => {
    const made = anInvoice({ customerId: `c${index}`, number: `AAP-0000${index + 1}`, sequence: index + 1, revision: 0 });
    const invoice = asked(made, { organisationId: 'org-1', at: anInstant('2026-08-05T01:00:00Z') });
    const lines = [{ line: aLine(), coding: { accountCode: '200', taxType: 'OUTPUT' } }];
    return { invoice, document: uploadDocument(invoice, lines, account, { contactId: 'c-1', appUrl: PLACES.appUrl }) };
  });
  for (const { invoice } of batch) await store.invoices.create(invoice);
  const books: Pick<Books, 'put' | 'find'> = {
    async put(_, documents) {
      calls.push(`put ${documents.length}`);
      return answer;
    },
    async find(_, numbers) {
      calls.push(`find ${numbers.join(' ')}`);
      return { outcome: 'done', value: batch.flatMap(({ document }) => holds(document)) };
    },
  };
  const ports = {
    ...{ ...store, invoices: { ...store.invoices, lines: async () => [aLine()] } },
    ...{ accounting: { open: () => books as Books }, metrics: { count: () => undefined } },
  } as unknown as UploadingPorts;
  if (!connection.organisation) throw new Error('An organisation is connected');
  const { organisation } = connection;
  const clock = () => NOW;
  const pace = new Pace([]);
  const session = new Session(connection, {
    account,
    organisation,
    token: 'worker-1',
    ports,
    places: PLACES,
    clock,
    log: () => undefined,
    pace,
  });
  session.openWith('access-1', 'sealed');
  await sendBatch(batch, session);
  const after = await Promise.all(batch.map(({ invoice }) => store.invoices.get('aap', invoice.month, invoice.customerId)));
  return { calls, session, xero: after.map(({ xero }) => xero) };
}

describe('an invoice whose number Xero says is taken', () => {
  const inItsElement: Answer<readonly Taken[]> = { outcome: 'done', value: [{ number: 'AAP-00001', taken: false, messages: [TAKEN] }] };
  const withTheRequest: Answer<readonly Taken[]> = { outcome: 'refused', words: `A validation exception occurred; ${TAKEN}` };

  it.each([
    ['of it alone', inItsElement],
    ['of the whole request that it is alone in', withTheRequest],
  ])('is looked up at once, and taken over when it is ours, whether Xero says it %s', async (_, answer) => {
    const { calls, xero } = await sent(1, answer, (document) => [foundOf(document)]);
    expect([calls, xero[0]]).toMatchObject([['put 1', 'find AAP-00001'], { state: 'uploaded', id: 'x-1', total: money('110') }]);
  });

  it('is refused when it is another’s, even one that is spelled in other letters', async () => {
    const { xero } = await sent(1, inItsElement, (document) => [foundOf(document, { number: 'aap-00001', contactId: 'c-2' })]);
    expect(xero[0]).toMatchObject({ state: 'failed', words: 'Xero holds another document under AAP-00001: it is for another contact' });
  });

  it('is refused when Xero shows nothing under it: trying again would change nothing', async () => {
    const { xero } = await sent(1, inItsElement);
    expect(xero[0]).toMatchObject({ state: 'failed', advice: 'Xero holds another document under this number: look at it there.' });
  });
});

describe('a batch', () => {
  it('that is refused whole goes again in smaller company: nobody is refused for the sake of another', async () => {
    const { calls, xero } = await sent(3, { outcome: 'refused', words: `A validation exception occurred; ${TAKEN}` });
    expect(calls).toEqual(['put 3']);
    expect(xero).toMatchObject(Array(3).fill({ state: 'waiting', tries: 1 }));
  });

  it('of which one is refused: the others are there, and one of which Xero says nothing is in doubt', async () => {
    const { xero } = await sent(3, {
      outcome: 'done',
      value: [
        { number: 'AAP-00003', taken: true, id: 'x-3', total: money('110') },
        { number: 'AAP-00001', taken: false, messages: ['Account code must be specified'] },
      ],
    });
    expect(xero).toMatchObject([
      { state: 'failed', words: 'Account code must be specified' },
      { state: 'unknown' },
      { state: 'uploaded', id: 'x-3' },
    ]);
  });

  it.each([1, 3])('that Xero takes from nobody who connected so waits as it is, and a person is told: %i', async (count) => {
    const { xero, session } = await sent(count, { outcome: 'refused', words: 'The organisation has no plan for this', barred: true });
    expect(xero).toMatchObject(Array(count).fill({ state: 'waiting', tries: 0 }));
    expect([session.heldUntil, session.trouble]).toEqual([
      '2026-08-05T02:05:00.000Z',
      'Xero does not let us enter invoices: The organisation has no plan for this',
    ]);
  });

  it.each<[Answer<never>, object]>([
    [
      { outcome: 'unknown', words: 'no answer' },
      { state: 'unknown', tries: 0 },
    ],
    [
      { outcome: 'limited', limit: 'minute', seconds: 60 },
      { state: 'waiting', tries: 0 },
    ],
    [
      { outcome: 'unauthorised', words: 'ended' },
      { state: 'waiting', tries: 0 },
    ],
  ])('that Xero did not judge is in doubt only when it may have arrived: %j', async (answer, state) => {
    expect((await sent(2, answer)).xero).toMatchObject([state, state]);
  });
});
