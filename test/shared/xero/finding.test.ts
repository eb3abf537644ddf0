import { describe, expect, it } from 'vitest';
import { accounting } from '../../../shared/xero/accounting.ts';
import { answering, scriptedXero } from '../../support/scriptedServer.ts';
import { aCreditNote, anInvoice, CONTACT, listed } from '../../support/xeroPayloads.ts';

const xero = scriptedXero();

const books = accounting.open({ token: 'token', organisationId: 'organisation' });

describe('looking up invoices by their numbers', () => {
  it('asks for a page, so that the lines come along', async () => {
    xero.answer = listed('Invoices', [anInvoice()]);
    expect(await books.find('invoice', ['AAP-00001', 'A/B-00002'])).toEqual({
      outcome: 'done',
      value: [
        {
          kind: 'invoice',
          id: 'd4956132-ed94-4dd7-9eaa-aa22dfdf06f2',
          number: 'AAP-00001',
          contactId: CONTACT,
          date: '2026-07-01',
          total: 11_000,
          url: 'https://rebill.example/invoices/2026-07_bakery',
          status: 'AUTHORISED',
          lines: [{ description: 'Hosting', amount: 10_000 }],
        },
      ],
    });
    const query = { InvoiceNumbers: 'AAP-00001,A/B-00002', page: '1', pageSize: '100', unitdp: '4' };
    expect(xero.asked).toMatchObject([{ method: 'GET', path: '/api.xro/2.0/Invoices', query }]);
  });

  it('passes over a bill that has the same number', async () => {
    xero.answer = listed('Invoices', [anInvoice({ Type: 'ACCPAY', Contact: {} }), anInvoice({ Status: 'VOIDED' })]);
    expect(await books.find('invoice', ['AAP-00001'])).toMatchObject({ value: [{ status: 'VOIDED' }] });
  });

  it.each([
    ['only as a stamp', { DateString: undefined }],
    ['as a stamp with an offset', { DateString: undefined, Date: '/Date(1782864000000+1000)/' }],
    ['only in words', { Date: undefined }],
    ['in words where the stamp is', { DateString: undefined, Date: '2026-07-01T00:00:00' }],
  ])('reads the date where it stands %s', async (_, over) => {
    xero.answer = listed('Invoices', [anInvoice(over)]);
    expect(await books.find('invoice', ['AAP-00001'])).toMatchObject({ value: [{ date: '2026-07-01' }] });
  });

  it.each([
    ['cannot be read', [anInvoice(), anInvoice({ Total: null })]],
    ['has a status nobody knows', [anInvoice({ Status: 'LOST' })]],
    ['nobody asked for', [anInvoice({ InvoiceNumber: 'AAP-00777' })]],
  ])('knows nothing when it gets one that %s: an invoice overlooked would be made twice', async (_, elements) => {
    xero.answer = listed('Invoices', elements);
    expect(await books.find('invoice', ['AAP-00001'])).toEqual({ outcome: 'unknown', words: "Xero's answer could not be read" });
  });

  it('goes on to the next page when one is full', async () => {
    xero.answer = (response, asked) => {
      const page = Array.from({ length: asked.query.page === '1' ? 100 : 1 }, (_, index) =>
        anInvoice({ InvoiceID: `${asked.query.page}-${index}` }),
      );
      return listed('Invoices', page)(response, asked);
    };
    const answer = await books.find('invoice', ['AAP-00001']);
    expect(answer.outcome === 'done' && answer.value.length).toBe(101);
    expect(xero.asked.map(({ query }) => query.page)).toEqual(['1', '2']);
  });

  it('finds a number that Xero spells in other letters', async () => {
    xero.answer = listed('Invoices', [anInvoice({ InvoiceNumber: 'aap-00001' })]);
    expect(await books.find('invoice', ['AAP-00001'])).toMatchObject({ value: [{ number: 'aap-00001' }] });
  });

  it('asks nothing when there is nothing to look for', async () => {
    expect(await books.find('invoice', [])).toEqual({ outcome: 'done', value: [] });
    expect(xero.asked).toEqual([]);
  });
});

describe('looking up credit notes, for which Xero has no list of numbers', () => {
  it('asks by its query language, and gets no link', async () => {
    xero.answer = listed('CreditNotes', [aCreditNote(), aCreditNote({ Type: 'ACCPAYCREDIT' })]);
    const answer = await books.find('creditNote', ['AAP-00009', 'A"B\\C & D+1']);
    expect(answer).toMatchObject({ outcome: 'done', value: [{ kind: 'creditNote', number: 'AAP-00009', total: 11_000 }] });
    expect(answer).not.toHaveProperty('value.0.url');
    const where = 'CreditNoteNumber=="AAP-00009" OR CreditNoteNumber=="A\\"B\\\\C & D+1"';
    expect(xero.asked).toMatchObject([{ method: 'GET', path: '/api.xro/2.0/CreditNotes', query: { where, page: '1', pageSize: '100' } }]);
  });

  const many = Array.from({ length: 50 }, (_, index) => `${'A/'.repeat(40)}-${index}`);

  it('asks for many long ones in several parts, none with too long a URL, and answers as one', async () => {
    const urls: number[] = [];
    xero.answer = (response, asked) => {
      urls.push(response.req.url?.length ?? 0);
      const numbers = [...(asked.query.where ?? '').matchAll(/"([^"]+)"/g)].map(([, number]) => number);
      const notes = numbers.map((number) => aCreditNote({ CreditNoteNumber: number }));
      return answering(200, { CreditNotes: notes }, { 'X-DayLimit-Remaining': String(100 - urls.length) })(response, asked);
    };
    const answer = await books.find('creditNote', many);
    expect(answer.outcome === 'done' && answer.value.map(({ number }) => number)).toEqual(many);
    expect(urls.length).toBeGreaterThan(1);
    expect(Math.max(...urls)).toBeLessThan(6_000);
    expect(answer).toMatchObject({ dayLeft: 100 - urls.length });
  });

  it('knows nothing when one of the parts is not answered', async () => {
    xero.answer = (response, asked) =>
      (xero.asked.length < 2 ? listed('CreditNotes', []) : answering(503, 'The Organisation is offline'))(response, asked);
    expect(await books.find('creditNote', many)).toEqual({ outcome: 'unknown', words: 'Xero answered 503' });
  });
});
