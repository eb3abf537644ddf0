import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as month from '../../functions/api/downloadMonth.ts';
import * as pdf from '../../functions/api/downloadPdf.ts';
import * as summary from '../../functions/api/monthSummary.ts';
import * as one from '../../functions/api/readInvoice.ts';
import * as upload from '../../functions/api/uploadInvoice.ts';
import * as uploadAll from '../../functions/api/uploadMonth.ts';
import * as choices from '../../functions/api/xeroChoices.ts';
import * as contacts from '../../functions/api/xeroContacts.ts';
import { handler as worker } from '../../functions/uploadToXero.ts';
import { vault } from '../../shared/aws/vault.ts';
import type { Account } from '../../shared/domain/account.ts';
import type { Month } from '../../shared/domain/month.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { connections } from '../../shared/store/connections.ts';
import { customers } from '../../shared/store/customers.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { accounting } from '../../shared/xero/accounting.ts';
import { aDay, dec } from '../support/builders.ts';
import { call } from '../support/call.ts';
import { sqsEvent } from '../support/invocations.ts';
import { aroundAll, DECEMBER, firstOf, NOVEMBER, Reseller, setNow } from '../support/reseller.ts';
import { connects, xeroAroundAll } from '../support/xeroLink.ts';

const { services } = aroundAll({ services: true });
const { xero } = xeroAroundAll();

const tenantId = () => xero().hands.organisations()[0]?.tenantId ?? '';
const there = () => xero().hands.documents(tenantId());
const at = (customer: string, of: Month = NOVEMBER) => ({ params: { invoiceId: `${of}_${customer}` } });
const uploads = (account: string, customer: string, more = {}) =>
  call(upload.handler, upload.uploadInvoice, { account, ...at(customer), ...more });
const uploadsMonth = (account: string, of: Month = NOVEMBER) =>
  call(uploadAll.handler, uploadAll.uploadMonth, { account, params: { month: of } });
const reads = async (account: string, customer: string) => (await call(one.handler, one.readInvoice, { account, ...at(customer) })).body;
const works = (account: string) => worker(sqsEvent({ account }));

beforeEach(() => {
  for (const each of xero().hands.organisations()) xero().hands.disconnect(each.tenantId);
});

/** Three customers and their November: one whole, one prorated, one who is owed money. It is December by now. */
async function aMonth({ connected = true } = {}): Promise<Reseller> {
  const reseller = await Reseller.setUp({ numbering: { prefix: `${crypto.randomUUID().slice(0, 8)}-`, first: 1 } });
  await reseller.customer('whole', '100');
  await reseller.customer('part', '10', {}, '2026-11-12');
  await reseller.customer('owed', '20');
  await reseller.charge('owed', '-300', {});
  await reseller.make(NOVEMBER);
  setNow(new Date('2026-12-02T00:00:00Z'));
  if (connected) expect(await connects(xero(), reseller.id)).toBe('connected');
  return reseller;
}

describe('uploading an invoice by hand', () => {
  it('is queued at once, and in Xero when the queue was worked, with the link that opens it there', async () => {
    const { id } = await aMonth();
    const asked = await uploads(id, 'part');
    expect([asked.status, asked.body.xero.state, asked.body.xero.by]).toEqual([202, 'waiting', 'clerk@reseller.example']);
    expect(asked.body.actions.upload).toEqual({ allowed: false, reason: 'It is on its way to Xero' });
    expect(await services().received(process.env.UPLOAD_QUEUE_URL ?? '')).toContainEqual({ account: id });
    expect(await works(id)).toEqual({ batchItemFailures: [] });
    const invoice = await reads(id, 'part');
    const document = there().find(({ number }) => number === invoice.number);
    expect(invoice.xero).toMatchObject({ state: 'uploaded', id: document?.id, total: invoice.totals.total, difference: '0.00' });
    expect(invoice.actions.openInXero).toEqual({ allowed: true, link: invoice.xero.link });
    const page = await fetch(invoice.xero.link);
    expect([page.status, (await page.text()).includes(invoice.number)]).toEqual([200, true]);
    // $10.00 for 19 of 30 days: Xero multiplies 1 × 6.33, and taxes that.
    expect(document?.lines.map(({ quantity, unitAmount }) => [quantity, unitAmount])).toEqual([[10_000, 63_300]]);
    expect(invoice.history.map(({ words }: { words: string }) => words).slice(-3)).toEqual([
      'Queued for Xero',
      'In Xero as a draft',
      'PDF attached in Xero',
    ]);
  });

  it('goes up as a credit note when money is owed, and its PDF with it', async () => {
    const { id } = await aMonth();
    await uploads(id, 'owed');
    await works(id);
    const invoice = await reads(id, 'owed');
    const document = there().find(({ number }) => number === invoice.number);
    expect([document?.kind, (document?.total ?? 0) / 100]).toEqual(['CreditNotes', -Number(invoice.totals.total)]);
    const [file, ...more] = xero().hands.attachments(document?.id ?? '');
    const { body } = await call(pdf.handler, pdf.downloadPdf, { account: id, ...at('owed') });
    const emailed = Buffer.from(await (await fetch(body.url)).arrayBuffer());
    expect([file?.fileName, more, emailed.subarray(0, 5).toString()]).toEqual([body.fileName, [], '%PDF-']);
    expect(
      xero()
        .hands.attachment(file?.attachmentId ?? '')
        ?.content.equals(emailed),
    ).toBe(true);
    expect(invoice.xero.pdf).toEqual({ state: 'attached', words: null });
    expect(new URL(invoice.actions.openInXero.link).searchParams.get('redirecturl')).toBe(
      `/AccountsReceivable/ViewCreditNote.aspx?creditNoteID=${document?.id}`,
    );
  });

  it('is refused with the reason: not connected, month not over, parked, on its way, there already; and to a viewer', async () => {
    const { id } = await aMonth({ connected: false });
    const reason = async (customer: string, more = {}) => (await uploads(id, customer, more)).body.detail;
    expect(await reason('whole')).toBe('Xero is not connected');
    await connects(xero(), id);
    setNow(firstOf(NOVEMBER));
    expect(await reason('whole')).toBe('It goes to Xero when its month is over');
    setNow(new Date('2026-12-02T00:00:00Z'));
    await uploads(id, 'whole');
    expect(await reason('whole')).toBe('It is on its way to Xero');
    await works(id);
    expect(await reason('whole')).toBe('It is in Xero already');
    expect((await uploads(id, 'part', { role: 'viewer' })).status).toBe(403);
    const parked = await Reseller.withParked();
    await connects(xero(), parked.id);
    expect((await uploads(parked.id, 'a')).body.detail).toBe('It needs attention first: nothing is billed yet');
  });

  it('that is asked for twice at once is there once', async () => {
    const { id } = await aMonth();
    await Promise.all([uploads(id, 'whole'), uploads(id, 'whole')]);
    await Promise.all([works(id), works(id), works(id)]);
    await works(id);
    const { number } = await reads(id, 'whole');
    expect(there().filter((document) => document.number === number)).toHaveLength(1);
  });
});

describe('uploading a month by hand', () => {
  it('asks for all that may go, says so, and does it; asked again there is nothing to do', async () => {
    const { id } = await aMonth();
    expect(await uploadsMonth(id)).toMatchObject({
      status: 202,
      body: { month: NOVEMBER, queued: 3, waiting: 0, uploaded: 0, refused: [] },
    });
    expect((await connections.get(id))?.asks).toHaveLength(1);
    await works(id);
    expect(await uploadsMonth(id)).toMatchObject({ status: 200, body: { queued: 0, waiting: 0, uploaded: 3, refused: [] } });
    const { body } = await call(summary.handler, summary.monthSummary, { account: id, params: { month: NOVEMBER } });
    expect(body.xero).toEqual({ connected: true, uploaded: 3, notUploaded: 0, waiting: 0, failed: 0 });
    const csv = await call(month.handler, month.downloadMonth, { account: id, params: { month: NOVEMBER } });
    expect(csv.body.inXero).toBe(3);
  });

  it('tells why none goes: the month is not over, or Xero is not connected', async () => {
    const { id } = await aMonth();
    setNow(firstOf(NOVEMBER));
    const { status, body } = await uploadsMonth(id);
    expect([status, body.queued, body.refused.map(({ reason }: { reason: string }) => reason)]).toEqual([
      200,
      0,
      Array(3).fill('It goes to Xero when its month is over'),
    ]);
    expect(await uploadsMonth((await Reseller.setUp()).id)).toMatchObject({ status: 409, body: { detail: 'Xero is not connected' } });
  });
});

describe('an invoice that someone already made in Xero under our number', () => {
  it('is not written a second time, nor taken for ours: the clerk is told what stands there, and what to do', async () => {
    const { id } = await aMonth();
    const { number, totals } = await reads(id, 'whole');
    const { tokens } = (await connections.get(id)) ?? expect.fail();
    const { accessToken } = JSON.parse(await vault.open(tokens, id));
    const books = accounting.open({ token: accessToken, organisationId: tenantId() });
    const [contact] = xero().hands.contacts(tenantId());
    const line = { description: 'Typed in', quantity: dec('1'), unitPrice: dec('100'), accountCode: '200', taxType: 'OUTPUT' };
    const typed = { kind: 'invoice', number, contactId: contact?.contactId ?? '', date: '2026-11-01', currency: 'AUD' } as const;
    await books.put('invoice', [{ ...typed, date: aDay(typed.date), status: 'draft', sent: false, lines: [line] }], 'typed');
    await uploads(id, 'whole');
    await works(id);
    const after = await reads(id, 'whole');
    expect(after.xero).toMatchObject({
      state: 'failed',
      words: `Xero holds another document under ${number}: it is for another contact, it was not uploaded by us`,
      advice: expect.stringContaining('Look at it in Xero'),
    });
    expect(after.actions.upload).toEqual({ allowed: true });
    const there = xero()
      .hands.documents(tenantId())
      .filter((document) => document.number === number);
    expect(there.map(({ lines, total }) => [lines[0]?.description, total / 100])).toEqual([['Typed in', Number(totals.total)]]);
    // It is that invoice: he says so, and it is no trouble any more.
    const troubles = async () => {
      const { body } = await call(summary.handler, summary.monthSummary, { account: id, params: { month: NOVEMBER } });
      return [body.trouble.map(({ kind }: { kind: string }) => kind).includes('notInXero'), body.xero.failed];
    };
    expect([await troubles(), (await uploads(id, 'whole', { role: 'viewer', body: { enteredByHand: true } })).status]).toEqual([
      [true, 1],
      403,
    ]);
    const settled = await uploads(id, 'whole', { body: { enteredByHand: true } });
    expect([settled.status, settled.body.xero]).toMatchObject([
      200,
      { state: 'failed', stateText: 'Entered in Xero by hand', enteredByHand: true },
    ]);
    expect(await troubles()).toEqual([false, 0]);
    expect((await uploadsMonth(id)).body).toMatchObject({ queued: 2, uploaded: 1, refused: [] });
    await works(id);
    expect([(await reads(id, 'whole')).xero.enteredByHand, (await reads(id, 'part')).xero.state]).toEqual([true, 'uploaded']);
    expect(await uploads(id, 'part', { body: { enteredByHand: true } })).toMatchObject({ status: 409 });
    // Asked for by itself it goes once more, and is refused once more.
    await uploads(id, 'whole');
    await works(id);
    expect([await troubles(), (await reads(id, 'whole')).xero.enteredByHand]).toEqual([[true, 1], false]);
  });
});

describe('what is checked before anything is sent', () => {
  it('a code that the organisation has not is told by customer and service, and what is corrected in the service counts', async () => {
    const reseller = await aMonth({ connected: false });
    const { id } = reseller;
    await reseller.idle('wrong');
    await reseller.service('wrong', '50', { accountCode: '999', taxRate: dec('15') });
    await reseller.make(DECEMBER);
    setNow(new Date('2027-01-02T00:00:00Z'));
    await connects(xero(), id);
    const asked = await call(choices.handler, choices.xeroChoices, { account: id, role: 'viewer' });
    type Told = { customer: { customerId: string } | null; what: string; field: string; message: string };
    const told = asked.body.mistakes.map(({ customer, what, field, message }: Told) => [customer?.customerId, what, field, message]);
    expect(told).toEqual([
      ['wrong', 'Fibre 100/40', 'accountCode', 'Demo Company (AU) has no account 999'],
      ['wrong', 'Fibre 100/40', 'taxType', 'OUTPUT (GST on Income) is 10 % in Demo Company (AU), but the line is taxed at 15 %'],
    ]);
    expect(asked.body.accounts).toContainEqual({ code: '200', name: 'Sales', type: 'REVENUE' });
    expect(asked.body.taxRates).toContainEqual({ taxType: 'OUTPUT', name: 'GST on Income', rate: '10' });
    xero().calls.clear();
    await uploadsMonth(id, DECEMBER);
    await works(id);
    const { xero: state } = await invoices.get(id, DECEMBER, 'wrong');
    expect(state).toMatchObject({ state: 'failed', words: expect.stringContaining('has no account 999') });
    const { body } = await call(summary.handler, summary.monthSummary, { account: id, params: { month: DECEMBER } });
    expect(body.trouble.map(({ kind, text, count }: Record<string, unknown>) => [kind, text, count])).toContainEqual([
      'notInXero',
      'Not accepted by Xero',
      1,
    ]);
    // The codes of today count, so that a mistake can be corrected; a rate that was billed can only be met by a tax type of that rate.
    const service = await customers.getService(id, 'wrong', 's-wrong');
    await customers.saveService(id, { ...service, accountCode: '200' });
    await uploadsMonth(id, DECEMBER);
    await works(id);
    const { words } = (await invoices.get(id, DECEMBER, 'wrong')).xero ?? {};
    expect(words).not.toContain('account 999');
    expect(words).toContain('OUTPUT (GST on Income) is 10 % in Demo Company (AU), but the line is taxed at 15 %');
  });

  it('a contact can be found by its name, to map a customer by hand', async () => {
    const { id } = await aMonth();
    const { body } = await call(contacts.handler, contacts.xeroContacts, { account: id, query: { search: 'tide' } });
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual(['Tidewater Joinery']);
  });
});

describe('by itself', () => {
  /** Connected on that day, and by itself from then on. */
  async function connectedOn(day: string): Promise<{ readonly reseller: Reseller; readonly saved: Account }> {
    const reseller = await aMonth({ connected: false });
    const saved = await accounts.save({ ...reseller.account, xero: { ...reseller.account.xero, uploadByItself: true } });
    setNow(new Date(`${day}T00:00:00Z`));
    await connects(xero(), reseller.id);
    setNow(firstOf(DECEMBER));
    return { reseller, saved };
  }
  const states = ({ id }: Reseller) =>
    Promise.all(['whole', 'part', 'owed'].map(async (customer) => (await reads(id, customer)).xero.state));

  it('each invoice of a month goes up after the run of the next one', async () => {
    const { reseller, saved } = await connectedOn('2026-11-20');
    await works(reseller.id);
    expect(await states(reseller)).toEqual(['notUploaded', 'notUploaded', 'notUploaded']);
    await reseller.make(DECEMBER, saved);
    expect(reseller.world.uploads).toContain(reseller.id);
    await works(reseller.id);
    expect(await states(reseller)).toEqual(['uploaded', 'uploaded', 'uploaded']);
    expect((await invoices.get(reseller.id, DECEMBER, 'whole')).xero).toBeUndefined();
  });

  it('none of a month before that of connecting does: a person may ask for those', async () => {
    const { reseller, saved } = await connectedOn('2026-12-01');
    await reseller.make(DECEMBER, saved);
    await works(reseller.id);
    expect(await states(reseller)).toEqual(['notUploaded', 'notUploaded', 'notUploaded']);
    expect((await uploads(reseller.id, 'whole')).status).toBe(202);
  });
});

describe('a message that fails', () => {
  it('is one of another shape; one of an account that is not there has nothing to do', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(await worker(sqsEvent({ account: '../x' }, { account: 'nobody' }))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-0' }],
    });
    log.mockRestore();
  });

  it('comes again, and nothing of a token is written to the log', async () => {
    const { id } = await aMonth();
    await uploads(id, 'whole');
    const { CONNECTION_KEY_ARN } = process.env;
    process.env.CONNECTION_KEY_ARN = 'arn:aws:kms:ap-southeast-2:000000000000:key/another';
    try {
      expect(await works(id)).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-0' }] });
    } finally {
      process.env.CONNECTION_KEY_ARN = CONNECTION_KEY_ARN;
    }
    expect((await connections.get(id))?.worker).toBeUndefined();
    expect(await works(id)).toEqual({ batchItemFailures: [] });
    expect((await reads(id, 'whole')).xero.state).toBe('uploaded');
  });
});
