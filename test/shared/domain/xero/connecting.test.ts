import { beforeEach, describe, expect, it } from 'vitest';
import { accessTo } from '../../../../shared/domain/xero/access.ts';
import { choose, connect } from '../../../../shared/domain/xero/connecting.ts';
import type { Connection } from '../../../../shared/domain/xero/connection.ts';
import { disconnect } from '../../../../shared/domain/xero/disconnecting.ts';
import type { Answer, Organisation } from '../../../../shared/domain/xero/ports.ts';
import { aMonth } from '../../../support/builders.ts';
import { Crash, dyingPorts } from '../../../support/crashes.ts';
import { ACACIA, BANKSIA, BOOK, ConnectingReseller, refusal, SETTINGS } from './connectingReseller.ts';

let reseller: ConnectingReseller;

beforeEach(() => {
  reseller = new ConnectingReseller();
});

describe('the one organisation that was consented to', () => {
  it('is connected at once, from the current month on, and what waits is looked at', async () => {
    const connection = await reseller.link();
    expect(connection).toMatchObject({
      ...{ state: 'connected', offers: [ACACIA], organisation: { ...ACACIA, ...BOOK }, by: 'robin' },
      ...{ since: '2026-07-02T00:00:00.000Z', firstMonth: '2026-07', openMonth: '2026-07', asks: [], calls: [] },
    });
    expect([await reseller.kept(), reseller.messages]).toEqual([connection, [{ account: 'aap' }]]);
    expect(await accessTo('aap', reseller.ports, reseller.clock)).toMatchObject({ outcome: 'open' });
  });

  it("is of the reseller's own month", async () => {
    reseller.now = new Date('2026-07-31T14:00:00Z');
    expect((await reseller.link()).firstMonth).toBe('2026-08');
  });
});

describe('several organisations', () => {
  beforeEach(() => {
    reseller.desk.offered = [ACACIA, BANKSIA];
  });

  it('wait for a person to choose: nothing goes up before', async () => {
    expect(await reseller.link()).toMatchObject({ state: 'choosing', offers: [ACACIA, BANKSIA] });
    expect([(await reseller.kept())?.organisation, reseller.messages]).toEqual([undefined, []]);
    expect(await choose('org-2', SETTINGS, reseller.ports, reseller.clock)).toMatchObject({ state: 'connected', organisation: BANKSIA });
    expect(reseller.messages).toHaveLength(1);
  });

  it('are all that there is to choose from', async () => {
    await reseller.link();
    expect(await refusal(choose('org-3', SETTINGS, reseller.ports, reseller.clock))).toContain('not among those that Xero let us into');
    expect((await reseller.kept())?.state).toBe('choosing');
  });

  it.each<[Answer<Organisation>, string]>([
    [{ outcome: 'unknown', words: 'no answer' }, 'unavailable: Xero does not answer. Try again in 60 seconds'],
    [
      { outcome: 'limited', limit: 'day', seconds: 900 },
      'unavailable: Xero’s limit of calls in a day is reached. Try again in 900 seconds',
    ],
    [{ outcome: 'refused', words: 'Forbidden' }, 'conflict: Xero does not show the organisation: Forbidden. Connect Xero again'],
    [{ outcome: 'unauthorised', words: 'Gone' }, 'conflict: Xero does not show the organisation: Gone. Connect Xero again'],
  ])('can be chosen again when Xero does not show the one that was chosen: %j', async (answer, words) => {
    await reseller.link();
    reseller.said = answer;
    expect(await refusal(choose('org-1', SETTINGS, reseller.ports, reseller.clock))).toBe(words);
    reseller.said = undefined;
    expect((await choose('org-1', SETTINGS, reseller.ports, reseller.clock)).state).toBe('connected');
  });
});

describe('a consent that leads to no link', () => {
  it.each([
    [{ error: 'access_denied' }, 'conflict: Access was not given in Xero'],
    [{ error: 'server_error' }, 'conflict: Xero: server_error'],
    [{}, 'conflict: Xero: no code'],
    [{ code: 'used-up' }, "conflict: Xero's sign-in: invalid_grant. Connect Xero again"],
  ])('says why, and the link that stood before stands: %j', async (returned, words) => {
    const before = await reseller.link();
    expect(await refusal(connect(returned, 'robin', SETTINGS, reseller.ports, reseller.clock))).toBe(words);
    expect(await reseller.kept()).toEqual(before);
  });

  it('says so when Xero did not answer', async () => {
    reseller.desk.says.push({ outcome: 'unknown', words: 'no answer' });
    expect(await refusal(reseller.link())).toBe('unavailable: Xero did not answer. Connect Xero again');
    expect(await reseller.kept()).toBeUndefined();
  });

  it('opens nothing when no organisation was chosen in Xero', async () => {
    reseller.desk.offered = [];
    expect(await refusal(reseller.link())).toBe('conflict: No organisation was chosen in Xero. Connect Xero again');
    expect(await reseller.kept()).toMatchObject({ state: 'choosing', offers: [] });
    expect(reseller.messages).toEqual([]);
    reseller.desk.offered = [ACACIA];
    expect((await reseller.link()).state).toBe('connected');
  });
});

describe('connecting again', () => {
  const used = async (over: Partial<Connection>) => reseller.ports.connections.save({ ...(await reseller.link()), ...over });
  const WORK = {
    ...{ openMonth: aMonth('2026-09'), looked: '2026-10 4 nextMonth', silences: 3, calls: [1, 2] },
    asks: [{ month: aMonth('2026-08'), by: 'casey', at: '2026-09-01T00:00:00.000Z' as Connection['since'] }],
  };

  it('the same organisation goes on where it was, its trouble forgotten', async () => {
    const trouble = { at: '2026-09-01T00:00:00.000Z' as Connection['since'], words: 'ended' };
    await used({ ...WORK, state: 'expired', trouble, heldUntil: trouble.at, renewing: { token: 'dead', until: trouble.at } });
    reseller.pass(90);
    const again = await reseller.link();
    expect(again).toMatchObject({ state: 'connected', since: '2026-07-02T00:00:00.000Z', firstMonth: '2026-07', ...WORK, silences: 0 });
    expect([again.trouble, again.heldUntil, again.renewing]).toEqual([undefined, undefined, undefined]);
    expect(await accessTo('aap', reseller.ports, reseller.clock)).toMatchObject({ outcome: 'open' });
  });

  it('another organisation begins anew: nothing that was asked of the first goes to it', async () => {
    await used(WORK);
    reseller.pass(90);
    reseller.desk.offered = [BANKSIA];
    const other = await reseller.link();
    expect(other).toMatchObject({ organisation: BANKSIA, since: '2026-09-30T00:00:00.000Z', firstMonth: '2026-09', openMonth: '2026-09' });
    expect([other.looked, other.asks, other.calls]).toEqual([undefined, [], []]);
  });

  it('another organisation is not held, silent or in trouble for the first one’s sake, and its worker is not the first one’s', async () => {
    const at = '2026-07-03T00:00:00.000Z' as Connection['since'];
    reseller.desk.offered = [ACACIA, BANKSIA];
    await reseller.link();
    await choose('org-1', SETTINGS, reseller.ports, reseller.clock);
    await reseller.link();
    const learned = {
      heldUntil: at,
      pdfsHeldUntil: at,
      silences: 5,
      writeSilences: 4,
      stuck: 3,
      trouble: { at, words: 'silent' },
      askedAt: at,
    };
    const before = (await reseller.kept()) ?? expect.fail();
    await reseller.ports.connections.save({ ...before, ...learned, worker: { token: 'worker-1', until: at } });
    const other = await choose('org-2', SETTINGS, reseller.ports, reseller.clock);
    const { heldUntil, pdfsHeldUntil, silences, writeSilences, stuck, trouble, askedAt, worker } = other;
    expect({ silences, writeSilences, stuck }).toEqual({ silences: 0, writeSilences: 0, stuck: 0 });
    expect([heldUntil, pdfsHeldUntil, trouble, askedAt, worker]).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });

  it.each<[string, Partial<Connection>]>([
    ['was connected', {}],
    ['had ended', { state: 'expired' }],
  ])('the same one, that %s, is connected though Xero cannot show it just now', async (_, over) => {
    const before = await used({ ...WORK, ...over });
    for (const answer of [
      { outcome: 'unknown', words: '' },
      { outcome: 'limited', limit: 'minute', seconds: 9 },
    ] as const) {
      reseller.said = answer;
      expect(await reseller.link()).toMatchObject({ state: 'connected', organisation: before.organisation, ...WORK, silences: 0 });
    }
  });

  it('when Xero does not say whom it lets us into leaves a good link as it was, with the new tokens', async () => {
    const before = await used({});
    reseller.desk.offers = async () => ({ outcome: 'unknown', words: 'no answer' });
    expect(await refusal(reseller.link())).toBe('unavailable: Xero did not answer. Connect Xero again');
    const after = await reseller.kept();
    expect([after?.state, after?.organisation, after?.tokens === before.tokens]).toEqual(['connected', before.organisation, false]);
  });

  it('without that organisation leaves none connected', async () => {
    for (const offered of [[], [BANKSIA]]) {
      await used({});
      reseller.desk.offered = offered;
      reseller.said = { outcome: 'unknown', words: 'no answer' };
      expect(await refusal(reseller.link())).not.toBe('done');
      expect(await reseller.kept()).toMatchObject({ state: 'choosing', offers: offered });
      reseller.said = undefined;
      reseller.desk.offered = [ACACIA];
    }
  });

  it('waits while a person chooses, and keeps the organisation in mind', async () => {
    await used(WORK);
    reseller.desk.offered = [ACACIA, BANKSIA];
    expect(await reseller.link()).toMatchObject({ state: 'choosing', organisation: ACACIA });
    expect(await choose('org-1', SETTINGS, reseller.ports, reseller.clock)).toMatchObject({ ...WORK, silences: 0 });
  });

  it('leaves the worker that is at it its lease: no second one begins beside it', async () => {
    const worker = { token: 'worker-1', until: '2026-07-02T00:05:30.000Z' as Connection['since'] };
    await used({ worker });
    expect((await reseller.link()).worker).toEqual(worker);
  });
});

describe('whoever dies while connecting', () => {
  it('may connect again, wherever it was', async () => {
    for (const when of ['before', 'after'] as const) {
      for (let at = 1; at < 60; at += 1) {
        const dying = dyingPorts(reseller.ports, at, when);
        const ended = await reseller.link(dying.ports).then(
          () => true,
          (error: unknown) => !(error instanceof Crash),
        );
        // Nothing is used that is not kept: what is there opens Xero, or there is nothing.
        if (await reseller.kept())
          expect((await accessTo('aap', reseller.ports, reseller.clock)).outcome, `${when} call ${at}`).toBe('open');
        expect(await reseller.link()).toMatchObject({ state: 'connected', organisation: ACACIA });
        await disconnect('aap', reseller.ports, reseller.clock);
        if (ended) {
          expect(at).toBeGreaterThan(10);
          break;
        }
      }
    }
  });

  it('after the code was exchanged has kept the tokens already, and nothing goes up before it is finished', async () => {
    reseller.desk.offers = () => Promise.reject(new Crash('died'));
    await expect(reseller.link()).rejects.toThrow(Crash);
    expect([(await reseller.kept())?.state, reseller.messages]).toEqual(['choosing', []]);
    expect(await accessTo('aap', reseller.ports, reseller.clock)).toMatchObject({ outcome: 'open' });
  });
});
