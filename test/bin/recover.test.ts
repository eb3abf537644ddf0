import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { hold, release, settle } from '../../bin/recover.ts';
import { handler as emailInvoice } from '../../functions/emailInvoice.ts';
import { handler as recordEmailEvent } from '../../functions/recordEmailEvent.ts';
import { sweep } from '../../functions/sweep.ts';
import { files } from '../../shared/aws/files.ts';
import { printer } from '../../shared/documents/printer.ts';
import { executePage } from '../../shared/domain/executing.ts';
import { queued } from '../../shared/domain/invoiceLife.ts';
import { instant } from '../../shared/domain/month.ts';
import { planMonth } from '../../shared/domain/planning.ts';
import { documentOf, print, printed } from '../../shared/domain/printing.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { runs } from '../../shared/store/runs.ts';
import { ALL, drillAroundAll, five, proof } from '../support/drill.ts';
import { delivery, sesEvent, sqsEvent } from '../support/invocations.ts';
import { firstOf, NOVEMBER, type Reseller, setNow } from '../support/reseller.ts';
import { copyOf, damage } from '../support/tableCopy.ts';
import { DELAY_S, executePages, invoicesOf } from '../support/world.ts';

/** The drill of RECOVERY.md, on the embedded services: the store is lost and taken back in time, and nothing outside is. */
const { postbox, takesBack } = drillAroundAll();

const at = (minutes: number) => new Date(firstOf(NOVEMBER).getTime() + minutes * 60_000);
const log = (error: unknown) => expect.fail(String(error));

const deliver = ({ id }: Reseller, customer: string) => emailInvoice(sqsEvent({ account: id, month: NOVEMBER, customer, attempt: 1 }));
const emailed = ({ id }: Reseller) =>
  postbox()
    .taken(id)
    .map(({ tags }) => tags.customer)
    .sort();
const statuses = async ({ id }: Reseller) =>
  Object.fromEntries((await invoicesOf(id, NOVEMBER)).map(({ customerId, status }) => [customerId, status]));

/** The bytes of every PDF, printed anew from what the store says. */
async function printedAnew({ id }: Reseller): Promise<string[]> {
  const ports = { invoices, runs };
  const all = await invoicesOf(id, NOVEMBER);
  return Promise.all(
    all.map(async (each) => Buffer.from(await print(await documentOf(each, ports), undefined, printer)).toString('base64')),
  );
}

describe('a table that is lost in the middle of a month', () => {
  it('is restored, the month proved whole, and no customer emailed twice', async () => {
    const reseller = await five();
    const { world, id } = reseller;
    const lost = process.env.TABLE_NAME ?? '';

    // Three of five are made, two of them emailed.
    await planMonth(reseller.account, NOVEMBER, world, { clock: () => at(0) });
    const [page] = world.pages;
    const create: typeof invoices.create = async (invoice) =>
      ['d', 'e'].includes(invoice.customerId) ? Promise.reject(new Error('Out of order')) : invoices.create(invoice);
    const broken = { ...world, invoices: { ...world.invoices, create } };
    await expect(executePage(page ?? expect.fail('No page'), broken, at(1), DELAY_S)).rejects.toThrow('Out of order');
    setNow(at(5));
    for (const customer of ['a', 'b']) await deliver(reseller, customer);

    const copy = await copyOf(lost);

    // More happens: all are made, and two more emailed.
    setNow(at(10));
    await executePages(world, at(10));
    for (const customer of ['c', 'd']) await deliver(reseller, customer);
    const emailOfC = await reseller.read(NOVEMBER, 'c');
    const before = await printedAnew(reseller);
    expect([await proof(reseller), emailed(reseller)]).toEqual([[], ['a', 'b', 'c', 'd']]);

    // The table goes, and comes back as it was five minutes after the run began.
    await damage(lost, () => true);
    setNow(at(30));
    await takesBack(copy);
    expect(await proof(reseller)).toEqual([
      `  ✗ ${NOVEMBER}: it is still being made: its run is open`,
      `  ✗ ${NOVEMBER}: AAP-00004 of Customer d (d) is planned, and not made`,
      `  ✗ ${NOVEMBER}: AAP-00005 of Customer e (e) is planned, and not made`,
    ]);

    // Sending is held before anything works again; then the sweeper finds the open run, and its page is made again.
    await expect(settle(instant(at(5)), at(30), log)).rejects.toThrow('Sending is not held');
    await hold(72, at(30));
    await sweep.run({ now: at(31), log }, { ...sweep.ports, pageQueue: world.pageQueue, emailQueue: world.emailQueue });
    await executePages(world, at(31));
    setNow(at(40));
    for (const customer of ALL) await deliver(reseller, customer);
    expect(emailed(reseller)).toEqual(['a', 'b', 'c', 'd']);
    expect(await proof(reseller)).toEqual([]);
    expect(await printedAnew(reseller)).toEqual(before);

    // What may have gone out is in doubt, and told; what never did, waits.
    const told: string[] = [];
    await settle(instant(at(5)), at(41), (line) => told.push(line));
    expect(told).toEqual([
      ...['c', 'd'].map((customer) => expect.stringMatching(new RegExp(`^unconfirmed: AAP-0000${ALL.indexOf(customer) + 1} of ${id}`))),
      expect.stringMatching(/^waits to be sent: AAP-00005/),
      '2 may have been emailed and are unconfirmed; 1 go out once sending is released',
    ]);
    expect(await statuses(reseller)).toEqual({ a: 'sent', b: 'sent', c: 'unconfirmed', d: 'unconfirmed', e: 'queued' });
    expect((await reseller.read(NOVEMBER, 'c')).history.at(-1)?.words).toMatch(
      /^The store was taken back to .* may have gone out after that/,
    );

    // Let go: each customer has one email in all, and what SES still tells ends the doubt.
    await release(at(42));
    setNow(at(43));
    for (const customer of ALL) await deliver(reseller, customer);
    expect(emailed(reseller)).toEqual(ALL);
    await recordEmailEvent(sesEvent(emailOfC, 1, delivery(`c@${id}.example`, at(11)), at(11)));
    expect(await statuses(reseller)).toMatchObject({ c: 'delivered', d: 'unconfirmed', e: 'sent' });
    expect(await proof(reseller)).toEqual([]);
  });

  it('sends what a person asks for after the restore, though its PDF was made before', async () => {
    const reseller = await five();
    await reseller.make(NOVEMBER, { sending: { ...reseller.account.sending, autoInvoice: false } });
    for (const [customer, minutes] of [
      ['a', 50],
      ['b', 4],
    ] as const) {
      await printed(reseller.id, await documentOf(await reseller.read(NOVEMBER, customer), { invoices, runs }), {
        invoices,
        runs,
        files,
        printer,
      });
      const clicked = { at: instant(at(minutes)), words: 'Queued', by: 'clerk@reseller.example' };
      await reseller.change(NOVEMBER, customer, (read) => queued(read, { to: ['x@customer.example'], cc: [], bcc: [] }, DELAY_S, clicked));
    }
    await hold(1, at(60));
    await settle(instant(at(5)), at(61), () => undefined);
    expect(await statuses(reseller)).toMatchObject({ a: 'queued', b: 'unconfirmed' });
    await release(at(62));
  });
});

describe('npm run recover', () => {
  const types = async (...words: readonly string[]) => {
    const child = spawn(process.execPath, ['bin/recover.ts', ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk));
    const [code] = await once(child, 'close');
    return { code, said: Buffer.concat(said).toString() };
  };

  it('tells what it found, and ends with a fault where there is one', async () => {
    const reseller = await five();
    await reseller.make(NOVEMBER);
    expect(await types('prove', '--account', reseller.id)).toEqual({
      code: 0,
      said: expect.stringMatching(/✓ 2026-11: 5 invoices, numbers 1 to 5\nEvery month is whole\.\n$/),
    });
    await damage(process.env.TABLE_NAME ?? '', (sk) => sk.startsWith(`INVOICE#${NOVEMBER}#b`));
    expect(await types('prove', '--account', reseller.id)).toMatchObject({ code: 1, said: expect.stringMatching(/One fault\.\n$/) });
  });

  it('says what it needs', async () => {
    expect(await types()).toMatchObject({ code: 1, said: expect.stringContaining('npm run recover -- COMMAND') });
    expect(await types('settle')).toMatchObject({ code: 1, said: expect.stringContaining('--since must be an instant') });
    expect(await types('hold', '--hours', 'x')).toMatchObject({ code: 1, said: expect.stringContaining('a whole number from 1 to 720') });
  });
});
