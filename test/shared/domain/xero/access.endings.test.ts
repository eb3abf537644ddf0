import { describe, expect, it } from 'vitest';
import { isLive, wantsRenewal } from '../../../../shared/domain/xero/connection.ts';
import { anInstant } from '../../../support/builders.ts';
import { Crash, dyingPorts } from '../../../support/crashes.ts';
import { connected, ENDED, settled } from './linkedReseller.ts';

const AT = anInstant('2026-07-02T00:00:00Z');

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
    expect([kept.state, kept.trouble?.words, counted]).toEqual(['connected', `Xero's sign-in: ${said.words}`, []]);
    expect(await access(true)).toMatchObject({ outcome: 'open', token: 'access-2' });
  });
});

describe('a renewal that Xero did not answer', () => {
  const SILENCE = { outcome: 'unknown', words: 'No answer within 8 seconds' } as const;

  it('may have turned the token: it stays begun, by nobody, until it is done', async () => {
    const { access, desk, read } = await connected();
    desk.says.push(SILENCE);
    await access(true);
    const half = await read();
    expect([isLive(half.renewing, AT), wantsRenewal(half, AT)]).toEqual([false, true]);
    expect(await access(true)).toMatchObject({ outcome: 'open', token: 'access-2' });
    expect([(await read()).renewing, wantsRenewal(await read(), AT)]).toEqual([undefined, false]);
  });

  it('is done again by whoever comes next, though the old access token is good still', async () => {
    const { access, desk } = await connected();
    desk.says.push(SILENCE);
    await access(true);
    expect(await access()).toMatchObject({ outcome: 'open', token: 'access-2' });
  });

  it('stops nobody while the old access token is good, however often there is no answer', async () => {
    const { access, desk, pass } = await connected();
    desk.says.push(SILENCE, SILENCE, SILENCE);
    await access(true);
    expect(await access()).toMatchObject({ outcome: 'open', token: 'access-1' });
    pass(29);
    expect(await access()).toMatchObject({ outcome: 'later', words: `Xero's sign-in: ${SILENCE.words}` });
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
