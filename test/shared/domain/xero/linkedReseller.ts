import { instant } from '../../../../shared/domain/month.ts';
import { type AccessPorts, accessTo, sealed } from '../../../../shared/domain/xero/access.ts';
import type { Connection } from '../../../../shared/domain/xero/connection.ts';
import { aConnection } from '../../../support/builders.ts';
import { memoryStore } from '../../../support/memoryStore.ts';
import { memoryVault } from '../../../support/memoryVault.ts';
import { SignInDesk } from './signInDesk.ts';

const MINUTE_MS = 60_000;
export const ENDED = 'The link to Xero has ended: connect it again';

/** A reseller who connected just now: the access token lasts half an hour. */
export async function connected() {
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
export const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
