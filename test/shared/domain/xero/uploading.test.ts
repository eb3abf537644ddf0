import { beforeEach, describe, expect, it } from 'vitest';
import { sending } from '../../../../shared/domain/xero/uploadLife.ts';
import { UploadingReseller } from './uploadingReseller.ts';

let reseller: UploadingReseller;

beforeEach(() => {
  reseller = new UploadingReseller();
});

const SILENCE = { outcome: 'unknown', words: 'Xero answered 503' } as const;
const UNAUTHORISED = { outcome: 'unauthorised', words: 'TokenExpired' } as const;

/** Worker after worker, each as soon as it may, for so many minutes. */
async function lives(minutes: number): Promise<void> {
  for (const end = reseller.now.getTime() + minutes * 60_000; reseller.now.getTime() < end; ) {
    await reseller.work();
    reseller.pass((reseller.messages[0] ?? 300) / 60);
  }
}

describe('what another worker was sending', () => {
  it('is looked up only when its request cannot be under way any more: that worker may live, its lease gone with the link', async () => {
    await reseller.setUp(1);
    const [waiting] = await reseller.invoices();
    if (waiting) await reseller.store.invoices.save(sending(waiting, 'another worker', 'x-1', reseller.at()));
    reseller.pass(1);
    await reseller.work();
    expect([reseller.asked, await reseller.states(), reseller.messages]).toEqual([[], { sending: 1 }, [30]]);
    reseller.pass(0.5);
    await reseller.work();
    expect([reseller.asked, await reseller.states()]).toEqual([['find 1', 'accounts', 'taxRates', 'put 1'], { uploaded: 1 }]);
  });
});

describe('a link that is ended and made anew while a request is under way', () => {
  it('has a worker who does not know of the first one: it sends nothing of it again', async () => {
    await reseller.setUp(3);
    const { put } = reseller;
    reseller.put = async (documents) => {
      const { worker: _, ...link } = await reseller.connection();
      await reseller.store.connections.remove(await reseller.connection());
      await reseller.store.connections.save({ ...link, revision: 0 });
      reseller.put = put;
      await reseller.work();
      return put(documents);
    };
    await reseller.work();
    expect(reseller.asked.filter((each) => /put|find/.test(each))).toEqual(['put 3']);
    expect(await reseller.states()).toEqual({ uploaded: 3 });
  });
});

describe('a Xero that shows everything and writes nothing', () => {
  it('for an hour costs no invoice a try, and few calls; all go up when it writes again', async () => {
    await reseller.setUp(60);
    const { put } = reseller;
    reseller.put = async () => SILENCE;
    await lives(60);
    expect((await reseller.invoices()).filter(({ xero }) => xero?.state === 'failed')).toEqual([]);
    expect(reseller.asked.filter((each) => each.startsWith('put')).length).toBeLessThan(25);
    reseller.put = put;
    await lives(30);
    expect(await reseller.states()).toEqual({ uploaded: 60 });
  });

  it('of one invoice, for ever, is told of that one in the end', async () => {
    await reseller.setUp(60);
    const { put } = reseller;
    reseller.put = async (documents) => (documents.some(({ number }) => number === 'AAP-00007') ? SILENCE : put(documents));
    await lives(360);
    expect(await reseller.states()).toEqual({ uploaded: 59, failed: 1 });
    expect((await reseller.invoices())[6]?.xero?.words).toContain('no usable answer');
  });
});

describe('what does not move though Xero answers', () => {
  it('is told, and looked at less and less often', async () => {
    await reseller.setUp(2);
    // Its contacts are not to be had, and nothing says why.
    const { customers } = reseller.store;
    const file: typeof customers.file = async (account, customer) => {
      const { customer: known, ...rest } = await customers.file(account, customer);
      return { ...rest, customer: { ...known, customerId: 'another' } };
    };
    reseller.store = { ...reseller.store, customers: { ...customers, file } };
    const seconds: number[] = [];
    for (let worker = 0; worker < 5; worker += 1) {
      await reseller.work();
      seconds.push(...reseller.messages);
      reseller.pass((reseller.messages[0] ?? 0) / 60);
    }
    // The longer ones are the sweeper's.
    expect(seconds).toEqual([60, 120, 240, 480]);
    const { trouble, stuck } = await reseller.connection();
    expect([trouble?.words, stuck]).toEqual([
      'Nothing moves for AAP-00001 and 1 more, though Xero answers. It is tried again by itself',
      5,
    ]);
    reseller.store = { ...reseller.store, customers };
    reseller.pass(60);
    await reseller.work();
    expect([await reseller.states(), (await reseller.connection()).stuck, (await reseller.connection()).trouble]).toEqual([
      { uploaded: 2 },
      0,
      undefined,
    ]);
  });
});

describe('a token that Xero does not take, nor the next one', () => {
  it('to write, though it lets us read with it: the link is good and stays', async () => {
    await reseller.setUp(1);
    reseller.put = async () => UNAUTHORISED;
    await reseller.work();
    expect(await reseller.connection()).toMatchObject({
      state: 'connected',
      heldUntil: '2026-08-05T02:05:00.000Z',
      trouble: { words: 'Xero lets us read but not write (TokenExpired). If it stays so, connect it again' },
    });
    expect([await reseller.states(), reseller.messages, reseller.counted]).toEqual([{ waiting: 1 }, [300], []]);
  });

  it('to read either: the link has ended', async () => {
    await reseller.setUp(1);
    reseller.put = async () => UNAUTHORISED;
    reseller.organisation = () => UNAUTHORISED;
    await reseller.work();
    expect([(await reseller.connection()).state, reseller.counted]).toEqual(['expired', ['XeroExpired']]);
    reseller = new UploadingReseller();
    await reseller.setUp(1);
    reseller.chart = () => UNAUTHORISED;
    await reseller.work();
    expect([(await reseller.connection()).state, reseller.asked]).toEqual(['expired', ['accounts', 'accounts']]);
  });

  it('to write, and Xero does not say whether we may read: it is tried again', async () => {
    await reseller.setUp(1);
    reseller.put = async () => UNAUTHORISED;
    reseller.organisation = () => SILENCE;
    await reseller.work();
    expect(await reseller.connection()).toMatchObject({
      state: 'connected',
      silences: 1,
      trouble: { words: expect.stringContaining('503') },
    });
  });
});
