import { describe, expect, it } from 'vitest';
import { Problem } from '../../../../shared/domain/problem.ts';
import { type DisconnectingPorts, disconnect } from '../../../../shared/domain/xero/disconnecting.ts';
import { aConnection } from '../../../support/builders.ts';
import { memoryStore } from '../../../support/memoryStore.ts';

const clock = () => new Date('2026-07-02T00:10:00Z');

/** A link for which no organisation was chosen; removing it fails with these, one after another, before it succeeds. */
async function linkWith(...failures: readonly Error[]) {
  const { connections } = memoryStore();
  await connections.save(aConnection({ organisation: undefined, state: 'choosing' }));
  const left = [...failures];
  const remove: typeof connections.remove = async (connection) => {
    const failure = left.shift();
    if (failure) throw failure;
    return connections.remove(connection);
  };
  const ports = { connections: { ...connections, remove } } as unknown as DisconnectingPorts;
  return { ended: () => disconnect('aap', ports, clock), stands: async () => (await connections.get('aap')) !== undefined };
}

describe('ending the link to Xero', () => {
  it('ends it here, and tells what was not ended at Xero', async () => {
    const { ended, stands } = await linkWith();
    expect((await ended()).warning).toMatch(/nothing was ended at Xero: end it there/);
    expect(await stands()).toBe(false);
  });

  it('ends it as well when someone changed it meanwhile', async () => {
    const { ended, stands } = await linkWith(new Problem('stale', 'Someone else was first'), new Problem('stale', 'And again'));
    await ended();
    expect(await stands()).toBe(false);
  });

  it('says so when it cannot be ended here: nobody is told that a link is gone which stands', async () => {
    const { ended, stands } = await linkWith(new Error('The table is too busy'));
    await expect(ended()).rejects.toThrow('too busy');
    expect(await stands()).toBe(true);
  });
});
