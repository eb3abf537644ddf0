import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Host, startHost } from '../../local/host.ts';
import { builtApp } from '../support/builtApp.ts';
import { atConsole, attachmentOf, CUSTOMER_FIELDS, HttpClerk, SETTINGS, setClock, untilIs } from '../support/httpClerk.ts';
import { textOf } from '../support/pdfText.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/**
 * One month as a clerk lives it, from a new account to the emails' fate, on the bundles that would be deployed. The tests of this file
 * are one story: each goes on where the one before it ended.
 */
const DECEMBER = '2026-12';
const DELAY_S = 2;

let dataDir: string;
let host: Host;
let clerk: HttpClerk;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'rebill-month-'));
  host = await startHost({ dataDir, port: 0, cdkOut: await builtApp(), delaySeconds: DELAY_S });
  await setClock(host.url, '2026-11-20T00:00:00Z');
  clerk = await HttpClerk.of(host.url, 'mine');
});

afterAll(async () => {
  await host?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const fibre = (unitPrice: string, from = '2026-01-01') => ({ description: 'Fibre 100/40', unitPrice, from });
const ids: Record<string, string> = {};
const idOf = (name: string): string => ids[name] ?? '';

/** Of each simulator address: what becomes of mail to it. */
const FATES = {
  arrives: 'arrives@customer.example',
  bounces: 'bounce+e2e@simulator.amazonses.com',
  complains: 'complaint+e2e@simulator.amazonses.com',
  waits: 'delay+e2e@simulator.amazonses.com',
  vanishes: 'blackhole+e2e@simulator.amazonses.com',
  away: 'ooto+e2e@simulator.amazonses.com',
};

describe('before the 1st', () => {
  it('nothing can be used until the settings are saved, and the refusal names what is missing', async () => {
    for (const path of ['customers', 'invoices', 'invoices/previous', `runs/${DECEMBER}`, `months/${DECEMBER}/summary`]) {
      const { status, headers, body } = await clerk.ask('GET', path);
      expect([path, status, body.code]).toEqual([path, 409, 'setup-required']);
      expect(headers.get('content-type')).toBe('application/problem+json');
      expect(body.missing).toContain('company.name');
    }
    expect(await clerk.reads('account')).toMatchObject({ setUp: false });
  });

  it('set-up shows which period the first invoices will cover', async () => {
    const account = await clerk.setsUp(SETTINGS);
    expect(account).toMatchObject({ setUp: true, firstMonth: DECEMBER, firstInvoices: { month: DECEMBER, period: DECEMBER } });
  });

  it('customers, services and charges go in', async () => {
    for (const [name, address] of Object.entries(FATES)) {
      ids[name] = await clerk.add({ name: `Customer who ${name}`, to: [address] }, [fibre('100')]);
    }
    ids.prorated = await clerk.add(
      { name: "O'Brien & Söhne <test>", to: ['o@customer.example'], reference: 'PO 7' },
      [fibre('10', '2026-12-12'), fibre('100', '2026-12-20')],
      [{ description: 'Installation', unitPrice: '50' }],
    );
    ids.byHand = await clerk.add({ name: 'By hand', to: ['hand@customer.example'], autoInvoice: false }, [fibre('20')]);
    ids.nobody = await clerk.add({ name: 'No address' }, [fibre('30')]);
    ids.off = await clerk.add({ name: 'Disabled', to: ['off@customer.example'], enabled: false }, [fibre('40')]);
    ids.idle = await clerk.add({ name: 'Nothing to bill', to: ['idle@customer.example'] });
    expect(await clerk.all('customers?limit=4')).toHaveLength(11);
  });

  it('the preview shows what would be made, who is skipped and why, and commits nothing', async () => {
    const items = await clerk.all(`runs/${DECEMBER}/preview`);
    const outcome = Object.fromEntries(items.map(({ name, outcome, reason, totals }) => [name, totals?.total ?? `${outcome}: ${reason}`]));
    expect(outcome).toMatchObject({
      'Customer who arrives': '110.00',
      "O'Brien & Söhne <test>": '104.68',
      Disabled: expect.stringMatching(/^skipped: disabled.*40\.00/),
      'Nothing to bill': 'skipped: nothing to bill',
    });
    expect(await clerk.reads(`runs/${DECEMBER}`)).toMatchObject({ state: 'notPlanned', next: { month: DECEMBER, due: false } });
    expect((await clerk.ask('POST', `runs/${DECEMBER}`, { body: {} })).status).toBe(409);
  });
});

describe('on the 1st', () => {
  it('the schedule makes the month: numbers without a gap, prorated to the cent, each charge on its one invoice', async () => {
    const run = await clerk.makes(DECEMBER);
    expect(run).toMatchObject({ state: 'closed', by: null, fault: null, totals: { count: 9, parked: 0, skipped: 2 } });
    const all = [...(await clerk.all(`invoices?month=${DECEMBER}&limit=3`)), ...(await clerk.all('invoices/previous?limit=3'))];
    const numbers = [...new Set(all.map(({ number }) => number))].sort();
    expect(numbers).toEqual(Array.from({ length: 9 }, (_, index) => `AAP-0000${index + 1}`));

    const prorated = await clerk.invoice(DECEMBER, idOf('prorated'));
    expect(prorated).toMatchObject({ title: 'Tax Invoice', date: '2026-12-01', dueDate: '2026-12-15' });
    expect(prorated.totals).toEqual({ currency: 'AUD', subtotal: '95.16', tax: '9.52', total: '104.68' });
    expect(prorated.lines.map(({ amount }) => amount).sort()).toEqual(['38.71', '50.00', '6.45']);
    const [charge] = await clerk.all(`customers/${idOf('prorated')}/charges`);
    expect(charge).toMatchObject({ status: 'invoiced', number: prorated.number, invoiceId: prorated.invoiceId });
  });

  it('a finished run makes nothing more, however often it is asked for', async () => {
    for (const body of [{}, {}]) {
      const again = await clerk.ask('POST', `runs/${DECEMBER}`, { body });
      expect(again).toMatchObject({ status: 200, body: { state: 'closed', created: 0, unchanged: 9 } });
    }
    await atConsole(host.url, 'POST', 'schedules/startRuns');
  });

  it('emails each invoice with its PDF, under a name a person would choose, tagged with what it is', async () => {
    const invoice = await clerk.invoiceThat('delivered', DECEMBER, idOf('prorated'));
    const mails = await clerk.mailTo('o@customer.example');
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({
      from: expect.stringContaining('billing@acacia.example'),
      subject: expect.stringContaining(invoice.number),
      tags: { account: 'mine', month: DECEMBER, customer: idOf('prorated'), attempt: '1' },
    });
    const [mail] = mails;
    const { fileName, contentType, bytes } = await attachmentOf(host.url, mail ?? expect.fail());
    expect(fileName).toBe(`${invoice.number} O'Brien & Söhne test.pdf`);
    expect(contentType).toBe('application/pdf');
    expect(Buffer.from(bytes.slice(0, 5)).toString()).toBe('%PDF-');
    const text = await textOf(bytes);
    for (const words of ['Tax Invoice', invoice.number, "O'Brien & Söhne <test>", '51 824 753 556', 'PO 7', '15 December 2026']) {
      expect(text).toContain(words);
    }
    for (const words of ['$6.45', '$38.71', '$50.00', '$95.16', '$9.52', '$104.68', 'Page 1 of 1']) expect(text).toContain(words);
  });

  it('hears what became of each: delivered, bounced, complained, delayed, or nothing', async () => {
    await clerk.invoiceThat('delivered', DECEMBER, idOf('arrives'));
    const bounced = await clerk.invoiceThat('bounced', DECEMBER, idOf('bounces'));
    expect(bounced.history.at(-1)?.words).toContain('550 5.1.1 user unknown');
    await clerk.invoiceThat('complained', DECEMBER, idOf('complains'));
    await clerk.invoiceThat('delayed', DECEMBER, idOf('waits'));
    await clerk.invoiceThat('sent', DECEMBER, idOf('vanishes'));
    const failed = await clerk.invoice(DECEMBER, idOf('nobody'));
    expect([failed.status, failed.lastNews?.words]).toEqual(['failed', expect.stringContaining('has no email address')]);
    expect(await clerk.invoice(DECEMBER, idOf('byHand'))).toMatchObject({ status: 'draft', attempt: 0 });
  });

  it('an out-of-office reply hides no delivery and flags nobody', async () => {
    const invoice = await untilIs(
      'the reply',
      () => clerk.invoice(DECEMBER, idOf('away')),
      ({ history, status }) => status === 'delivered' && history.some(({ words }) => words.includes('out of office')),
    );
    expect(invoice.status).toBe('delivered');
    expect((await clerk.reads(`customers/${idOf('away')}`)).flags).toEqual([]);
  });

  it('tells whoever looks after bounces, once an address', async () => {
    await untilIs(
      'the notices',
      () => clerk.mailTo('bounces@acacia.example'),
      (mails) => mails.length === 2,
    );
    const tagged = (await clerk.mailTo('bounces@acacia.example')).map(({ tags }) => tags.notice);
    expect(tagged).toEqual(['bounce', 'bounce']);
  });
});

describe('what did not arrive', () => {
  const bounced = () => `invoices/${DECEMBER}_${idOf('bounces')}`;

  it('is not sent to a flagged address again, and the refusal says why', async () => {
    const refused = await clerk.ask('POST', `${bounced()}/send`);
    expect(refused).toMatchObject({ status: 409, body: { detail: expect.stringMatching(/bounce\+e2e@.*came back.*user unknown/) } });
    expect((await clerk.reads(bounced())).actions.send).toEqual({ allowed: false, reason: refused.body.detail });
    expect((await clerk.reads(`customers/${idOf('bounces')}`)).flags).toMatchObject([{ address: FATES.bounces, reason: 'bounced' }]);
  });

  it('goes to the corrected address', async () => {
    await clerk.edits(`customers/${idOf('bounces')}`, { to: ['corrected@customer.example'] }, CUSTOMER_FIELDS);
    expect(await clerk.does('POST', `${bounced()}/send`)).toMatchObject({ status: 'queued', attempt: 2 });
    const listed = await clerk.all(`invoices?customerId=${idOf('bounces')}`);
    expect(listed.map(({ status }) => status)).toEqual(['queued']);
    const delivered = await clerk.invoiceThat('delivered', DECEMBER, idOf('bounces'));
    expect(delivered.recipients.to).toEqual(['corrected@customer.example']);
    expect((await clerk.mailTo('corrected@')).map(({ tags }) => tags.attempt)).toEqual(['2']);
  });

  it('moves between the lists: what was sent once is among the previous ones, newest first', async () => {
    const previous = await clerk.all('invoices/previous');
    expect(previous.map(({ customer }) => customer.customerId)).toContain(idOf('bounces'));
    expect(previous.map(({ firstSentAt }) => firstSentAt)).not.toContain(null);
    expect(previous.map(({ number }) => number)).toEqual(
      previous
        .map(({ number }) => number)
        .sort()
        .reverse(),
    );
    const current = await clerk.all(`invoices?month=${DECEMBER}`);
    expect(current.map(({ customer }) => customer.customerId).sort()).toEqual([idOf('byHand'), idOf('nobody')].sort());
  });
});

describe('cancelling', () => {
  const byHand = () => `invoices/${DECEMBER}_${idOf('byHand')}`;

  it('within the delay, it is never emailed, and the invoice stands', async () => {
    const before = await clerk.does('POST', `${byHand()}/send`);
    expect(before).toMatchObject({ status: 'queued', actions: { cancel: { allowed: true }, send: { allowed: false } } });
    const cancelled = await clerk.does('POST', `${byHand()}/cancel`);
    expect(cancelled).toMatchObject({ status: 'cancelled', totals: before.totals, actions: { send: { allowed: true } } });
    expect((await clerk.ask('POST', `${byHand()}/cancel`)).status).toBe(409);
    await wait(DELAY_S * 1000 + 1500);
    expect(await clerk.mailTo('hand@')).toEqual([]);
    expect(await clerk.invoice(DECEMBER, idOf('byHand'))).toMatchObject({ status: 'cancelled', firstSentAt: null });
  });

  it('queued, cancelled and queued again at once, it is sent once, by the last message', async () => {
    for (const what of ['send', 'cancel', 'send']) await clerk.does('POST', `${byHand()}/${what}`);
    await clerk.invoiceThat('delivered', DECEMBER, idOf('byHand'));
    await wait(1000);
    expect((await clerk.mailTo('hand@')).map(({ tags }) => tags.attempt)).toEqual(['3']);
  });
});

describe('an email whose fate is not known', () => {
  const lost = (kind: 'lost' | 'refused') => atConsole(host.url, 'PUT', 'faults', { kind, count: 1, to: 'arrives@' });
  const path = () => `invoices/${DECEMBER}_${idOf('arrives')}`;
  const attempts = async () => (await clerk.mailTo('arrives@')).map(({ tags }) => tags.attempt).sort();

  it('was taken, and its answer lost: the news of it tells so, and it is not sent twice', async () => {
    await lost('lost');
    expect(await clerk.does('POST', `${path()}/send`)).toMatchObject({ attempt: 2 });
    await clerk.invoiceThat('delivered', DECEMBER, idOf('arrives'));
    expect(await attempts()).toEqual(['1', '2']);
  });

  it('was not taken, but nobody knows: it is shown as unconfirmed and not sent again by itself', async () => {
    await lost('refused');
    await clerk.does('POST', `${path()}/send`);
    const unconfirmed = await clerk.invoiceThat('unconfirmed', DECEMBER, idOf('arrives'));
    expect(unconfirmed).toMatchObject({ attempt: 3, actions: { send: { allowed: true } } });
    expect((await clerk.reads(`months/${DECEMBER}/summary`)).trouble).toContainEqual(
      expect.objectContaining({ kind: 'unconfirmed', count: 1 }),
    );
    await setClock(host.url, '2026-12-01T09:00:00+11:00');
    await atConsole(host.url, 'POST', 'schedules/sweep');
    await wait(DELAY_S * 1000 + 1000);
    expect(await attempts()).toEqual(['1', '2']);
    expect((await clerk.invoice(DECEMBER, idOf('arrives'))).status).toBe('unconfirmed');
  });
});
