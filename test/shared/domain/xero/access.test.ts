import { describe, expect, it } from 'vitest';
import { instant } from '../../../../shared/domain/month.ts';
import { type AccessPorts, accessTo, sealed } from '../../../../shared/domain/xero/access.ts';
import type { Connection } from '../../../../shared/domain/xero/connection.ts';
import type { SignInAnswer } from '../../../../shared/domain/xero/ports.ts';
import { aConnection } from '../../../support/builders.ts';
import { Crash, dyingPorts } from '../../../support/crashes.ts';
import { memoryStore } from '../../../support/memoryStore.ts';
import { memoryVault } from '../../../support/memoryVault.ts';
import { SignInDesk } from './signInDesk.ts';

const MINUTE_MS = 60_000;
const ENDED = 'The link to Xero has ended: connect it again';

/** A reseller who connected just now: the access token lasts half an hour. */
async function connected() {
  const time = { now: new Date('2026-07-02T00:00:00Z') };
  const clock = () => time.now;
  const desk = new SignInDesk(clock);
  const { connections } = memoryStore();
  const vault = memoryVault();
  const counted: string[] = [];
  let made = 0;
  const ports: AccessPorts = {
    ...{ connections, vault, signIn: desk },
    ids: { fresh: () => `id-${++made}` },
    metrics: { count: (name) => void counted.push(name) },
  };
  const fresh = async () => sealed(desk.pair(), 'aap', ports, instant(time.now));
  await connections.save(aConnection({ ...(await fresh()), renewedAt: instant(time.now) }));
  const read = async () => (await connections.get('aap')) ?? aConnection({ accountId: 'gone' });
  return {
    ...{ desk, ports, counted, read },
    pass: (minutes: number) => {
      time.now = new Date(time.now.getTime() + minutes * MINUTE_MS);
    },
    access: (renew = false, using = ports) => accessTo('aap', using, clock, renew),
    /** What a new consent does to the link. */
    reconnect: async () => {
      const { renewing: _, ...rest } = await read();
      return connections.save({ ...rest, ...(await fresh()), state: 'connected', renewedAt: instant(time.now) });
    },
    disconnect: async () => connections.remove(await read()),
    tokensIn: async ({ tokens }: Connection) => JSON.parse(await vault.open(tokens, 'aap')) as unknown,
  };
}

/** Lets whatever can go on without an answer go on. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('an access token', () => {
  it('that is good is used, and Xero is not asked', async () => {
    const { access, desk, pass } = await connected();
    expect(await access()).toMatchObject({ outcome: 'open', token: 'access-1' });
    pass(26);
    expect(await access()).toMatchObject({ outcome: 'open', token: 'access-1' });
    expect(desk.asked).toEqual([]);
  });

  it('that ends within three minutes is renewed, and the new pair is kept before it is used', async () => {
    const { access, desk, pass, read, tokensIn, counted } = await connected();
    pass(28);
    const opened = await access();
    expect(opened).toMatchObject({ outcome: 'open', token: 'access-2' });
    const kept = await read();
    expect(await tokensIn(kept)).toEqual({ accessToken: 'access-2', refreshToken: 'refresh-2' });
    expect([kept.tokensEndAt, kept.renewedAt, kept.renewing]).toEqual(['2026-07-02T00:58:00.000Z', '2026-07-02T00:28:00.000Z', undefined]);
    expect(opened).toHaveProperty('connection', kept);
    expect([desk.asked, counted]).toEqual([['refresh refresh-1'], []]);
  });

  it('that Xero did not take is renewed in any case', async () => {
    const { access } = await connected();
    expect(await access(true)).toMatchObject({ outcome: 'open', token: 'access-2' });
  });

  it('is none of a link that is not there, or has ended', async () => {
    const { access, desk, reconnect, disconnect, ports } = await connected();
    await ports.connections.save({ ...(await reconnect()), state: 'expired' });
    expect(await access(true)).toEqual({ outcome: 'closed', words: ENDED });
    await disconnect();
    expect(await access()).toEqual({ outcome: 'closed', words: 'Xero is not connected' });
    expect(desk.asked).toEqual([]);
  });
});

describe('two who would renew at once', () => {
  it('one asks Xero, the other uses the old one while it lasts', async () => {
    const { access, desk, pass } = await connected();
    pass(28);
    const answer = desk.pause();
    const first = access();
    await settled();
    expect(await access()).toMatchObject({ outcome: 'open', token: 'access-1' });
    answer();
    expect(await first).toMatchObject({ outcome: 'open', token: 'access-2' });
    expect(await access()).toMatchObject({ outcome: 'open', token: 'access-2' });
    expect(desk.asked).toEqual(['refresh refresh-1']);
  });

  it('the other tries again in a moment when the old one is in its last seconds, or was not taken', async () => {
    const { access, desk, pass } = await connected();
    pass(29.75);
    const answer = desk.pause();
    const first = access();
    await settled();
    const wait = { outcome: 'later', words: 'The link to Xero is being renewed. Try again in a moment' };
    expect([await access(), await access(true)]).toEqual([wait, wait]);
    answer();
    expect(await first).toMatchObject({ outcome: 'open', token: 'access-2' });
    expect(desk.asked).toHaveLength(1);
  });

  it('even when all come in the same moment Xero is asked once', async () => {
    const { access, desk, pass } = await connected();
    pass(29.9);
    const all = await Promise.all(Array.from({ length: 8 }, () => access()));
    expect(desk.asked).toHaveLength(1);
    expect(all.filter(({ outcome }) => outcome === 'open')).toMatchObject([{ token: 'access-2' }]);
    expect(all.filter(({ outcome }) => outcome === 'closed')).toEqual([]);
  });

  /** One that renews for more than a minute, so that another takes over; `says` is what that one hears. */
  async function takenOver(says?: SignInAnswer<never>) {
    const link = await connected();
    const { access, desk, pass } = link;
    pass(29);
    const answerSlow = desk.pause();
    const slow = access();
    await settled();
    pass(1.1);
    if (says) desk.says.push(says);
    const answerSecond = desk.pause();
    const second = access();
    await settled();
    return { ...link, slow, second, answerSlow, answerSecond };
  }

  it('whoever took over from one that was thought dead counts: his pair stands, and both use it', async () => {
    const { access, read, tokensIn, slow, second, answerSlow, answerSecond } = await takenOver();
    answerSecond();
    expect(await second).toMatchObject({ outcome: 'open', token: 'access-3' });
    answerSlow();
    expect(await slow).toMatchObject({ outcome: 'open', token: 'access-3' });
    expect(await tokensIn(await read())).toMatchObject({ refreshToken: 'refresh-3' });
    expect(await access()).toMatchObject({ outcome: 'open', token: 'access-3' });
  });

  it('the one that was thought dead never goes on with the pair that is being renewed', async () => {
    const { access, slow, second, answerSlow, answerSecond } = await takenOver();
    answerSlow();
    expect(await slow).toEqual({ outcome: 'later', words: 'The link to Xero is being renewed. Try again in a moment' });
    answerSecond();
    expect([await second, await access()]).toMatchObject(Array(2).fill({ outcome: 'open', token: 'access-3' }));
  });

  it('nor with one of a link that ended meanwhile', async () => {
    const { slow, second, answerSlow, answerSecond } = await takenOver({ outcome: 'invalidGrant', words: 'invalid_grant' });
    answerSecond();
    expect((await second).outcome).toBe('closed');
    answerSlow();
    expect(await slow).toEqual({ outcome: 'closed', words: ENDED });
  });
});

describe('a refresh token that Xero no longer takes', () => {
  const INVALID = { outcome: 'invalidGrant', words: 'invalid_grant' } as const;

  it('ends the link, which is told once, rings, and is never tried again', async () => {
    const { access, desk, read, counted } = await connected();
    desk.says.push(INVALID);
    expect(await access(true)).toEqual({ outcome: 'closed', words: ENDED });
    expect(await read()).toMatchObject({ state: 'expired', trouble: { at: '2026-07-02T00:00:00.000Z', words: ENDED } });
    expect(await access(true)).toEqual({ outcome: 'closed', words: ENDED });
    expect([desk.asked.length, counted]).toEqual([1, ['XeroExpired']]);
  });

  it('ends nothing when someone connected anew meanwhile: that pair is good', async () => {
    const { access, desk, read, reconnect, counted } = await connected();
    desk.says.push(INVALID);
    const answer = desk.pause();
    const first = access(true);
    await settled();
    await reconnect();
    answer();
    expect(await first).toMatchObject({ outcome: 'later' });
    expect([await read(), counted]).toMatchObject([{ state: 'connected' }, []]);
    expect((await read()).trouble).toBeUndefined();
    expect(await access()).toMatchObject({ outcome: 'open', token: 'access-2' });
  });

  it('ends nothing that was disconnected meanwhile', async () => {
    const { access, desk, disconnect, counted } = await connected();
    desk.says.push(INVALID);
    const answer = desk.pause();
    const first = access(true);
    await settled();
    await disconnect();
    answer();
    expect([(await first).outcome, counted]).toEqual(['closed', []]);
  });
});

describe('a new pair that came too late', () => {
  it('opens nothing that was disconnected meanwhile', async () => {
    const { access, desk, disconnect } = await connected();
    const answer = desk.pause();
    const first = access(true);
    await settled();
    await disconnect();
    answer();
    expect(await first).toEqual({ outcome: 'closed', words: 'Xero is not connected' });
  });

  it('gives way to that of a new consent', async () => {
    const { access, desk, reconnect, read, tokensIn } = await connected();
    const answer = desk.pause();
    const first = access(true);
    await settled();
    await reconnect();
    answer();
    expect(await first).toMatchObject({ outcome: 'open', token: 'access-3' });
    expect(await tokensIn(await read())).toMatchObject({ refreshToken: 'refresh-3' });
  });
});

describe('when Xero’s sign-in gives no pair for another reason', () => {
  it.each([
    ['refuses the app itself', { outcome: 'refused', words: 'invalid_client' }],
    ['does not answer', { outcome: 'unknown', words: 'No answer within 8 seconds' }],
  ] as const)('it %s: the link stands, the trouble is told, and it is tried again', async (_, said) => {
    const { access, desk, read, counted } = await connected();
    desk.says.push(said);
    expect(await access(true)).toEqual({ outcome: 'later', words: `Xero's sign-in: ${said.words}` });
    const kept = await read();
    expect([kept.state, kept.trouble?.words, kept.renewing, counted]).toEqual([
      'connected',
      `Xero's sign-in: ${said.words}`,
      undefined,
      [],
    ]);
    expect(await access(true)).toMatchObject({ outcome: 'open', token: 'access-2' });
  });
});

describe('whoever dies while renewing', () => {
  it('after Xero turned the token and before the new pair was kept costs nothing for half an hour', async () => {
    const { access, desk, pass, ports } = await connected();
    const dies = { ...ports, vault: { ...ports.vault, seal: () => Promise.reject(new Crash('died')) } };
    await expect(access(true, dies)).rejects.toThrow(Crash);
    expect(desk.asked).toEqual(['refresh refresh-1']);
    // The old access token is good still, and nobody else renews for a minute.
    expect(await access()).toMatchObject({ outcome: 'open', token: 'access-1' });
    expect(await access(true)).toMatchObject({ outcome: 'later' });
    pass(28);
    expect(await access()).toMatchObject({ outcome: 'open', token: 'access-3' });
  });

  it('and is found only after that half hour has lost the link', async () => {
    const { access, pass, ports, counted } = await connected();
    const dies = { ...ports, vault: { ...ports.vault, seal: () => Promise.reject(new Crash('died')) } };
    await expect(access(true, dies)).rejects.toThrow(Crash);
    pass(31);
    expect([await access(), counted]).toEqual([{ outcome: 'closed', words: ENDED }, ['XeroExpired']]);
  });

  it('at whatever point: a minute later the next one has a good token', async () => {
    for (const when of ['before', 'after'] as const) {
      let calls = 1;
      for (let at = 1; at <= calls; at += 1) {
        const { access, pass, ports, read, tokensIn, counted } = await connected();
        pass(28);
        const dying = dyingPorts(ports, at, when);
        await expect(access(false, dying.ports), `${when} call ${at}`).rejects.toThrow(Crash);
        calls = at === 1 ? await callsOfOneRenewal() : calls;
        pass(1.1);
        const opened = await access();
        expect(opened, `${when} call ${at}`).toMatchObject({ outcome: 'open' });
        expect(await tokensIn(await read())).toMatchObject({ accessToken: opened.outcome === 'open' && opened.token });
        expect(counted).toEqual([]);
      }
    }
  });

  async function callsOfOneRenewal(): Promise<number> {
    const { access, pass, ports } = await connected();
    pass(28);
    const counting = dyingPorts(ports, Number.POSITIVE_INFINITY, 'before');
    await access(false, counting.ports);
    expect(counting.count()).toBeGreaterThanOrEqual(7);
    return counting.count();
  }
});
