import { beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../../shared/domain/xero/connection.ts';
import { anInstant } from '../../../support/builders.ts';
import { taken, UploadingReseller } from './uploadingReseller.ts';

const OTHER = { token: 'other', until: anInstant('2026-08-05T02:04:00Z') };
const ASKED = anInstant('2026-08-05T02:00:01Z');

let reseller: UploadingReseller;

beforeEach(() => {
  reseller = new UploadingReseller();
});

describe('a connection that another worker is at', () => {
  it('is left to it, which is told to look once more', async () => {
    await reseller.setUp(1, { worker: OTHER });
    await reseller.work();
    expect([reseller.asked, await reseller.states()]).toEqual([[], { waiting: 1 }]);
    expect(await reseller.connection()).toMatchObject({ worker: OTHER, askedAt: reseller.at() });
  });

  it('stays its, and what it was asked stands, when a worker comes back that had lost the lease: no two are at it', async () => {
    await reseller.setUp(1);
    reseller.put = async (documents) => {
      await reseller.change((read) => ({ ...read, worker: OTHER, askedAt: ASKED, trouble: { at: ASKED, words: 'Of the other' } }));
      return taken(documents);
    };
    await reseller.work();
    expect(await reseller.connection()).toMatchObject({ worker: OTHER, askedAt: ASKED, trouble: { words: 'Of the other' } });
    expect(reseller.messages).toEqual([]);
  });
});

describe('a worker that is asked while it works', () => {
  it('looks once more itself: nobody is called for what came meanwhile', async () => {
    await reseller.setUp(1);
    reseller.put = async (documents) => {
      await reseller.change((read) => ({ ...read, askedAt: ASKED }));
      return taken(documents);
    };
    await reseller.work();
    const { askedAt, worker } = await reseller.connection();
    expect([askedAt, worker, reseller.messages, await reseller.states()]).toEqual([undefined, undefined, [], { uploaded: 1 }]);
  });
});

describe('a worker that is asked while its time runs out', () => {
  it('calls for the next one at once, though it sees nothing left itself', async () => {
    await reseller.setUp(1);
    reseller.put = async (documents) => {
      await reseller.change((read) => ({ ...read, askedAt: ASKED }));
      reseller.pass(4);
      return taken(documents);
    };
    await reseller.work();
    expect([await reseller.states(), reseller.messages]).toEqual([{ uploaded: 1 }, [1]]);
  });
});

describe('a link that is not connected', () => {
  it.each<Connection['state']>(['choosing', 'expired'])('has no worker while it is %s', async (state) => {
    await reseller.setUp(1, { state });
    const before = await reseller.connection();
    await reseller.work();
    expect([reseller.asked, await reseller.connection()]).toEqual([[], before]);
  });
});
