import { describe, expect, it } from 'vitest';
import type { Invoice } from '../../../../shared/domain/invoice.ts';
import { Problem } from '../../../../shared/domain/problem.ts';
import { attachAll, type Draw } from '../../../../shared/domain/xero/attaching.ts';
import type { Answer, Books } from '../../../../shared/domain/xero/ports.ts';
import { withPdf } from '../../../../shared/domain/xero/uploadLife.ts';
import { AT, sessionAt, withPdfWaiting } from './sessionAt.ts';

const DONE: Answer<void> = { outcome: 'done', value: undefined };
const drawing: Draw = async ({ number }) => ({ name: `${number}.pdf`, content: new Uint8Array([1]) });

/** A reseller whose invoices are in Xero, and what Xero answers. */
async function reseller(
  invoices: readonly Invoice[],
  names: readonly string[] = [],
  books: Partial<Books> = {},
  done: Answer<void> = DONE,
) {
  const asked: string[] = [];
  const there: Partial<Books> = {
    attach: async (_, { name }) => {
      asked.push(`attach ${name}`);
      return done;
    },
    attachments: async () => {
      asked.push('attachments');
      return { outcome: 'done', value: names };
    },
    ...books,
  };
  const { store, ...rest } = sessionAt(there);
  for (const invoice of invoices) await store.invoices.create(invoice);
  const listed = await store.invoices.pdfsForXero('aap', 100);
  return { ...rest, store, asked, listed };
}

const pdfOf = ({ xero }: Invoice) => [xero?.pdf?.state, xero?.pdf?.words];
const half = withPdf(withPdfWaiting(), { state: 'sending' }, AT);

describe('a PDF', () => {
  it('is attached in one call, and said to be on its way before', async () => {
    const { session, asked, listed, now } = await reseller([withPdfWaiting()]);
    await attachAll(listed, drawing, session);
    const [invoice] = await Promise.all(listed.map(now));
    expect([asked, invoice && pdfOf(invoice)]).toEqual([['attach AAP-00001.pdf'], ['attached', undefined]]);
  });

  it.each<[string, readonly string[], string[]]>([
    ['is not attached again when it is there', ['AAP-00001.pdf'], ['attachments']],
    ['is attached when it is not', ['another.pdf'], ['attachments', 'attach AAP-00001.pdf']],
  ])('whose worker died half way %s', async (_, names, calls) => {
    const { session, asked, listed, now } = await reseller([half], names);
    await attachAll(listed, drawing, session);
    const [invoice] = await Promise.all(listed.map(now));
    expect([asked, invoice?.xero?.pdf?.state]).toEqual([calls, 'attached']);
  });

  it('of which Xero does not show whether it is there is told to a person, not asked about for ever', async () => {
    const { session, listed, now } = await reseller([half], [], { attachments: async () => ({ outcome: 'refused', words: 'Not found' }) });
    await attachAll(listed, drawing, session);
    const [invoice] = await Promise.all(listed.map(now));
    expect(invoice && pdfOf(invoice)).toEqual([
      'failed',
      'Xero does not show whether it is there (Not found). Look there; if it is not, upload it again',
    ]);
  });

  it.each<[string, Answer<void>, unknown[]]>([
    ['that Xero refuses is told', { outcome: 'refused', words: 'It is empty' }, ['failed', 'It is empty']],
    ['that Xero holds back waits', { outcome: 'limited', limit: 'minute', seconds: 9 }, ['waiting', undefined]],
    ['whose answer is lost is looked for next time', { outcome: 'unknown', words: 'no answer' }, ['sending', undefined]],
  ])('%s', async (_, answer, expected) => {
    const { session, listed, now } = await reseller([withPdfWaiting()], [], {}, answer);
    await attachAll(listed, drawing, session);
    const [invoice] = await Promise.all(listed.map(now));
    expect(invoice && pdfOf(invoice)).toEqual(expected);
  });

  it('that the business cannot draw is told at once', async () => {
    const { session, listed, now } = await reseller([withPdfWaiting()]);
    await attachAll(listed, () => Promise.reject(new Problem('conflict', 'It has 5,000 pages')), session);
    const [invoice] = await Promise.all(listed.map(now));
    expect(invoice && pdfOf(invoice)).toEqual(['failed', 'It has 5,000 pages']);
    expect(session.failures).toEqual([]);
  });
});

describe('a PDF that cannot be drawn for a reason of ours', () => {
  const broken: Draw = async (invoice) => {
    if (invoice.customerId === 'broken') throw new Error('S3 said no');
    return drawing(invoice);
  };

  it('holds up none of the others, and is tried later each time; after six times a person is told', async () => {
    const { another, asked, listed, store, time, now } = await reseller([
      withPdfWaiting({ customerId: 'broken' }),
      withPdfWaiting({ customerId: 'good', sequence: 2, number: 'AAP-00002' }),
    ]);
    const [first] = listed;
    if (!first) throw new Error('It waits');
    const waits: number[] = [];
    for (let tried = 1; tried <= 6; tried += 1) {
      await attachAll(await store.invoices.pdfsForXero('aap', 100), broken, another());
      const { xero } = await now(first);
      if (xero?.notBefore) waits.push((Date.parse(xero.notBefore) - time.now.getTime()) / 60_000);
      time.now = new Date(time.now.getTime() + 60 * 60_000);
    }
    expect([waits, asked]).toEqual([[1, 2, 4, 8, 16], ['attach AAP-00002.pdf']]);
    const told = await now(first);
    expect(pdfOf(told)).toEqual(['failed', 'Something here failed 6 times. Upload it again; if it fails once more, tell us.']);
    expect([told.xero?.state, told.xero?.stumbles, told.history.at(-1)?.words]).toEqual([
      'uploaded',
      undefined,
      expect.stringContaining('PDF not attached in Xero'),
    ]);
  });
});

describe('when few of the day’s calls are left', () => {
  const six = ['a', 'b', 'c', 'd', 'e', 'f'].map((customerId, index) =>
    withPdfWaiting({ customerId, sequence: index + 1, number: `AAP-0000${index + 1}` }),
  );

  it.each<[number, number, string | undefined]>([
    [99, 4, 'Few of the day’s calls that Xero allows are left: they are kept for invoices, and PDFs are attached later'],
    [100, 6, undefined],
  ])('%i: %i PDFs are attached at most, those under way', async (dayLeft, count, trouble) => {
    const { session, asked, listed } = await reseller(six, [], {}, { ...DONE, dayLeft });
    await attachAll(listed, drawing, session);
    expect([asked.length, session.trouble, session.isStopped()]).toEqual([count, trouble, false]);
  });
});
