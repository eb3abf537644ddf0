import { describe, expect, it } from 'vitest';
import { askByHand, askForMonth } from '../../../../shared/domain/xero/asking.ts';
import type { Connection } from '../../../../shared/domain/xero/connection.ts';
import { Crash, dyingPorts } from '../../../support/crashes.ts';
import { isRefused, isThere, JULY, JUNE, NONE, noon, reseller, WAITING } from './askingReseller.ts';

describe('a month that a person asks for', () => {
  it('is only wished for, in one write; the worker asks for each invoice, in that person’s name', async () => {
    const { account, ports, messages, connection, states, attempts, byHand } = await reseller({ uploadByItself: false });
    const answer = await askForMonth(account, JUNE, 'robin', ports, noon('2026-08-05'));
    expect(answer).toEqual({ month: JUNE, queued: 3, waiting: 0, uploaded: 0, refused: [] });
    expect([await states(JUNE), messages]).toEqual([NONE, [{ account: 'aap' }]]);
    expect((await connection()).asks).toEqual([{ month: JUNE, by: 'robin', at: '2026-08-05T02:00:00.000Z' }]);
    await byHand(noon('2026-08-05'));
    expect([await states(JUNE), await attempts(JUNE)]).toEqual([WAITING, Array(3).fill([1, 'robin'])]);
    expect((await connection()).asks).toEqual([]);
  });

  it('is told what goes, what waits, what is there, and of the rest why not', async () => {
    const { account, ports, change, byHand } = await reseller();
    await askForMonth(account, JULY, 'robin', ports, noon('2026-08-05'));
    await byHand(noon('2026-08-05'));
    await change(JULY, isThere, ['bakery']);
    await change(JULY, isRefused, ['cafe']);
    expect(await askForMonth(account, JULY, 'robin', ports, noon('2026-08-06'))).toMatchObject({ queued: 1, waiting: 1, uploaded: 1 });
    await change(JULY, ({ xero: _, ...invoice }) => ({ ...invoice, status: 'parked' }), ['diner']);
    const { refused: refusals } = await askForMonth(account, JULY, 'robin', ports, noon('2026-08-06'));
    expect(refusals).toEqual([
      { invoiceId: '2026-07_diner', number: 'AAP-00006', reason: 'It needs attention first: nothing is billed yet' },
    ]);
  });

  it('of which nothing may go calls nobody', async () => {
    const { account, ports, messages, connection } = await reseller();
    const answer = await askForMonth(account, JULY, 'robin', ports, noon('2026-07-20'));
    expect([answer.queued, answer.refused.map(({ reason }) => reason)]).toEqual([
      0,
      Array(3).fill('It goes to Xero when its month is over'),
    ]);
    expect([messages, (await connection()).asks]).toEqual([[], []]);
  });

  it('asked for twice is wished for once; a wish that comes while the worker is at it stays', async () => {
    const { account, ports, connection } = await reseller();
    await askForMonth(account, JUNE, 'robin', ports, noon('2026-08-05'));
    await askForMonth(account, JULY, 'robin', ports, noon('2026-08-05'));
    const before = await connection();
    await askForMonth(account, JUNE, 'casey', ports, noon('2026-08-06'));
    expect((await connection()).asks.map(({ month, by }) => [month, by])).toEqual([
      [JULY, 'robin'],
      [JUNE, 'casey'],
    ]);
    await askByHand(account, before, ports, noon('2026-08-06'));
    expect((await connection()).asks.map(({ month, by }) => [month, by])).toEqual([[JUNE, 'casey']]);
  });

  it.each<[string, Partial<Connection> | undefined]>([
    ['Xero is not connected', undefined],
    [
      'Choose the Xero organisation first',
      { state: 'choosing', offers: [{ organisationId: 'org-1', connectionId: 'link-1', name: 'Acacia Books' }] },
    ],
    ['The link to Xero has ended: connect it again', { state: 'expired' }],
  ])('is refused while nothing can go: %s', async (words, over) => {
    const { account, ports, store, connection } = await reseller();
    if (over) await store.connections.save({ ...(await connection()), ...over });
    else await store.connections.remove(await connection());
    await expect(askForMonth(account, JULY, 'robin', ports, noon('2026-08-05'))).rejects.toMatchObject({
      code: 'conflict',
      message: words,
    });
  });

  it('is wished for once the clerk has his answer, whatever dies; without an answer he asks again', async () => {
    for (const when of ['before', 'after'] as const) {
      for (let at = 1; at < 100; at += 1) {
        const { account, ports, connection, messages, states, byHand } = await reseller();
        const now = noon('2026-08-05');
        const dying = dyingPorts(ports, at, when);
        const answered = await askForMonth(account, JULY, 'robin', dying.ports, now).then(
          () => true,
          (error: unknown) => !(error instanceof Crash),
        );
        // Whoever is called finds the wish there; a wish without a message is the sweeper's.
        if (messages.length > 0) expect((await connection()).asks).toHaveLength(1);
        if (!answered) await askForMonth(account, JULY, 'robin', ports, now);
        expect([(await connection()).asks.length, messages.length > 0]).toEqual([1, true]);
        await byHand(now);
        expect(await states(JULY)).toEqual(WAITING);
        if (answered) break;
      }
    }
  });

  it('is done for every invoice once, wherever a worker dies at it', async () => {
    let crashes = 0;
    for (const when of ['before', 'after'] as const) {
      for (let at = 1; at < 100; at += 1) {
        const { account, ports, connection, attempts, byHand } = await reseller();
        const now = noon('2026-08-05');
        await askForMonth(account, JULY, 'robin', ports, now);
        const dying = dyingPorts(ports, at, when);
        const ended = await byHand(now, dying.ports).then(
          () => true,
          (error: unknown) => !(error instanceof Crash),
        );
        // While anything is left to ask for, the wish stands.
        if ((await attempts(JULY)).some(([attempt]) => attempt === undefined)) expect((await connection()).asks).toHaveLength(1);
        await byHand(now);
        expect([await attempts(JULY), (await connection()).asks]).toEqual([Array(3).fill([1, 'robin']), []]);
        if (ended) break;
        crashes += 1;
      }
    }
    expect(crashes).toBeGreaterThan(15);
  });
});
