import { describe, expect, it } from 'vitest';
import type { SignInAnswer } from '../../../../shared/domain/xero/ports.ts';
import { connected, ENDED, settled } from './linkedReseller.ts';

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
