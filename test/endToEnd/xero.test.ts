import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Host, startHost } from '../../local/host.ts';
import { builtApp } from '../support/builtApp.ts';
import { atConsole, attachmentOf, HttpClerk, mailOf, SETTINGS, setClock, untilIs } from '../support/httpClerk.ts';
import { connectXero } from '../support/xeroBrowser.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/**
 * Two months of a reseller who connects Xero once, on the bundles that would be deployed and a Xero that speaks over the wire. The tests of
 * this file are one story: each goes on where the one before it ended.
 */
let dataDir: string;
let host: Host;
let clerk: HttpClerk;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'rebill-xero-'));
  host = await startHost({ dataDir, port: 0, cdkOut: await builtApp(), delaySeconds: 1 });
  await setClock(host.url, '2026-11-20T00:00:00Z');
  clerk = await HttpClerk.of(host.url, 'mine');
  const xero = { uploadAs: 'authorised', uploadByItself: true };
  await clerk.setsUp({ ...SETTINGS, xero, firstMonth: '2026-12' });
  const fibre = (unitPrice: string, from = '2026-01-01') => ({ description: 'Fibre 100/40', unitPrice, from });
  await clerk.add({ name: "O'Brien & Söhne <test>", to: ['obrien@customer.example'] }, [fibre('100')]);
  await clerk.add({ name: 'Prorated', to: ['prorated@customer.example'] }, [fibre('10', '2026-11-12'), fibre('99.95', '2026-12-20')]);
  await clerk.add({ name: 'Owed money', to: ['owed@customer.example'] }, [fibre('20')], [{ description: 'Refund', unitPrice: '-300' }]);
});

afterAll(async () => {
  await host?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const tenantId = () => host.xero.hands.organisations()[0]?.tenantId ?? '';
const there = () => host.xero.hands.documents(tenantId());
const ofMonth = async (month: string) =>
  [...(await clerk.all(`invoices?month=${month}&limit=100`)), ...(await clerk.all('invoices/previous?limit=100'))]
    .filter((invoice) => invoice.month === month)
    .sort((one, other) => (one.number < other.number ? -1 : 1));
const untilUploaded = (month: string, count: number) =>
  untilIs(
    `${month} in Xero`,
    () => clerk.reads(`months/${month}/summary`),
    ({ xero }) => xero.uploaded === count && xero.waiting === 0,
    200,
  );

describe('connecting', () => {
  it('leads through the consent into the app, and to the organisation', async () => {
    expect(await clerk.reads('xero')).toMatchObject({ state: 'notConnected' });
    expect(await connectXero(clerk)).toBe(`${host.url}/xero?result=connected`);
    expect(await clerk.reads('xero')).toMatchObject({ state: 'connected', organisation: { name: 'Demo Company (AU)', currency: 'AUD' } });
  });
});

describe('when the month rolls over', () => {
  it('its invoices go up by themselves, exactly once, in Xero’s arithmetic to our cent', async () => {
    await clerk.makes('2026-12');
    const [first] = await ofMonth('2026-12');
    expect(first.actions.upload).toEqual({ allowed: false, reason: 'It goes to Xero when its month is over' });
    expect(there()).toEqual([]);
    await untilIs(
      'the emails',
      () => ofMonth('2026-12'),
      (all) => all.every(({ status }) => status === 'delivered'),
      100,
    );
    await clerk.makes('2027-01');
    await untilUploaded('2026-12', 3);
    const all = await ofMonth('2026-12');
    expect(all.map(({ number, xero }) => [number, xero.state, xero.total, xero.difference])).toEqual(
      all.map(({ number, totals }) => [number, 'uploaded', totals.total, '0.00']),
    );
    const inXero = there().map(({ number, kind, total, status }) => [number, kind, total / 100, status]);
    expect(inXero.sort()).toEqual(
      all.map(({ number, kind, totals }) => [
        number,
        kind === 'creditNote' ? 'CreditNotes' : 'Invoices',
        Math.abs(Number(totals.total)),
        'AUTHORISED',
      ]),
    );
    expect(all.map(({ kind }) => kind)).toContain('creditNote');
  });

  it('each has the very PDF there that was emailed', async () => {
    await untilIs(
      'the PDFs',
      () => ofMonth('2026-12'),
      (all) => all.every(({ xero }) => xero.pdf?.state === 'attached'),
      200,
    );
    for (const { number, xero } of await ofMonth('2026-12')) {
      const [attached] = host.xero.hands.attachments(xero.id);
      const content = host.xero.hands.attachment(attached?.attachmentId ?? '')?.content;
      const emails = () => mailOf(host.url).then((mails) => mails.filter(({ subject }) => subject.includes(number)));
      const [mail] = await untilIs('its email', emails, ({ length }) => length > 0);
      if (!mail) throw new Error(`${number} was not emailed`);
      const emailed = await attachmentOf(host.url, mail);
      expect([number, attached?.fileName]).toEqual([number, emailed.fileName]);
      expect(content?.equals(Buffer.from(emailed.bytes))).toBe(true);
    }
  });

  it('the app leads straight to it in Xero', async () => {
    const [invoice] = await ofMonth('2026-12');
    const { link } = invoice.actions.openInXero;
    const page = await fetch(link);
    expect([page.status, (await page.text()).includes(invoice.number)]).toEqual([200, true]);
  });
});

describe('in the next month', () => {
  it('Xero breaks off its answer after it has written: it is found there, not written twice', async () => {
    host.xero.faults.plan([{ kind: 'lost', count: 1, on: 'PUT /api.xro/2.0/Invoices' }]);
    await clerk.makes('2027-02');
    await untilIs(
      'the silence',
      () => clerk.reads('xero'),
      ({ trouble }) => trouble !== null,
      100,
    );
    expect(await clerk.reads('xero')).toMatchObject({ trouble: { words: expect.stringContaining('Xero did not answer') } });
    await setClock(host.url, '2027-01-31T19:05:00Z');
    await atConsole(host.url, 'POST', 'schedules/sweep');
    await untilUploaded('2027-01', 3);
    expect(
      there()
        .map(({ number }) => number)
        .sort(),
    ).toEqual([...(await ofMonth('2026-12')), ...(await ofMonth('2027-01'))].map(({ number }) => number));
    const words = (await clerk.invoice('2027-01', (await ofMonth('2027-01'))[0].customer.customerId)).history.map((entry) => entry.words);
    expect(words).toContain('Found in Xero, where it had arrived');
  });

  it('nobody used the link for more than sixty days: it has ended, uploads wait, and a new consent lets them go on', async () => {
    await setClock(host.url, '2027-04-15T00:00:00Z');
    const again = await HttpClerk.of(host.url, 'mine');
    await atConsole(host.url, 'POST', 'schedules/startRuns');
    await untilIs(
      'the end of the link',
      () => again.reads('xero'),
      ({ state }) => state === 'expired',
      100,
    );
    const { actions } = await again.invoice('2027-02', (await ofCustomers(again))[0] ?? '');
    expect(actions.upload).toEqual({ allowed: false, reason: 'The link to Xero has ended: connect it again' });
    await connectXero(again);
    await untilIs(
      'February in Xero',
      () => again.reads('months/2027-02/summary'),
      ({ xero }) => xero.uploaded === 3,
      200,
    );
  });
});

const ofCustomers = async (who: HttpClerk): Promise<string[]> => (await who.all('customers')).map(({ customerId }) => customerId);
