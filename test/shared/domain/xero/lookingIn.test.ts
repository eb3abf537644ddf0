import { describe, expect, it } from 'vitest';
import { Problem } from '../../../../shared/domain/problem.ts';
import { openBooks, shown } from '../../../../shared/domain/xero/lookingIn.ts';
import type { Answer, Books } from '../../../../shared/domain/xero/ports.ts';
import { connected, ENDED } from './linkedReseller.ts';

const CLOCK = () => new Date('2026-07-02T00:00:00Z');

/** Opens the books of a reseller, after `change`; which books those were. */
async function opens(change: (reseller: Awaited<ReturnType<typeof connected>>) => Promise<unknown> = async () => undefined) {
  const reseller = await connected();
  await change(reseller);
  const opened: { readonly token: string; readonly organisationId: string }[] = [];
  const accounting = {
    open(access: { readonly token: string; readonly organisationId: string }) {
      opened.push(access);
      return {} as Books;
    },
  };
  const { organisation } = await openBooks('aap', { ...reseller.ports, accounting }, CLOCK);
  const { accessToken } = (await reseller.tokensIn(await reseller.read())) as { accessToken: string };
  return { organisation, opened, accessToken };
}

describe('a person who looks something up', () => {
  it('looks into the books of the organisation that is connected', async () => {
    const { organisation, opened, accessToken } = await opens();
    expect([organisation.name, opened]).toEqual(['Acacia Books', [{ token: accessToken, organisationId: 'org-1' }]]);
  });

  it.each<[string, Parameters<typeof opens>[0], string]>([
    ['nothing is connected', ({ disconnect }) => disconnect(), 'Xero is not connected'],
    ['the link has ended', async ({ read, ports }) => ports.connections.save({ ...(await read()), state: 'expired' }), ENDED],
    [
      'the organisation is not chosen yet',
      async ({ read, ports }) => {
        const offers = [{ organisationId: 'org-2', connectionId: 'link-2', name: 'Banksia Books' }];
        return ports.connections.save({ ...(await read()), state: 'choosing', offers });
      },
      'Choose the Xero organisation first',
    ],
  ])('is told why not when %s', async (_, change, message) => {
    await expect(opens(change)).rejects.toMatchObject({ code: 'conflict', message });
  });

  it('is asked to try again when only the renewal of the link has no answer', async () => {
    const without = async ({ desk, pass }: Awaited<ReturnType<typeof connected>>) => {
      desk.refresh = async () => ({ outcome: 'unknown', words: 'no answer' });
      pass(0);
    };
    const late = () => new Date('2026-07-02T00:29:30Z');
    const reseller = await connected();
    await without(reseller);
    const ports = { ...reseller.ports, accounting: { open: () => ({}) as Books } };
    await expect(openBooks('aap', ports, late)).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('what Xero answers a person', () => {
  it('is shown', () => {
    expect(shown({ outcome: 'done', value: 7 })).toBe(7);
  });

  it.each<[Answer<never>, string, string]>([
    [{ outcome: 'refused', words: 'Forbidden' }, 'conflict', 'Xero refuses it: Forbidden'],
    [{ outcome: 'unauthorised', words: 'TokenExpired' }, 'conflict', 'Xero no longer lets us in (TokenExpired): connect it again'],
    [{ outcome: 'limited', limit: 'minute', seconds: 37 }, 'unavailable', "Xero's limit of calls is reached. Try again in 37 seconds"],
    [{ outcome: 'unknown', words: 'socket hang up' }, 'unavailable', 'Xero does not answer. Try again in a minute'],
  ])('or why it is not, and what to do: %j', (answer, code, message) => {
    expect.assertions(2);
    try {
      shown(answer);
    } catch (error) {
      expect(error).toBeInstanceOf(Problem);
      expect(error).toMatchObject({ code, message });
    }
  });
});
