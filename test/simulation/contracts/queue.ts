import { beforeEach, expect, it } from 'vitest';
import type { EmailMessage } from '../../../shared/domain/ports.ts';
import { aMonth } from '../../support/builders.ts';

/** How both are set up here: seconds of delay, seconds in which a message is hidden from others, deliveries before it is set aside. */
export const QUEUE_TERMS = { delaySeconds: 60, visibilitySeconds: 360, deliveries: 5 };

export type QueueStand = {
  add(messages: readonly EmailMessage[], delaySeconds?: number): Promise<void>;
  /** One of those that can be seen now, with whatever deletes it. */
  receive(): Promise<{ readonly message: EmailMessage; done(): Promise<unknown> } | undefined>;
  /** What nobody is to work on any more. */
  setAside(): Promise<readonly EmailMessage[]>;
  pass(seconds: number): void;
};

const messages = (count: number): EmailMessage[] =>
  Array.from({ length: count }, (_, index) => ({ account: 'aap', month: aMonth('2026-07'), customer: `c${index + 1}`, attempt: 1 }));
const byCustomer = (one: EmailMessage, other: EmailMessage) => (one.customer < other.customer ? -1 : 1);

/** What the functions and the simulator take for granted of a queue. Nothing is said of the order. */
export function queueContract(fresh: () => Promise<QueueStand>): void {
  let queue: QueueStand;
  beforeEach(async () => {
    queue = await fresh();
  });

  const all = async (): Promise<EmailMessage[]> => {
    const found: EmailMessage[] = [];
    for (let received = await queue.receive(); received; received = await queue.receive()) found.push(received.message);
    return found.sort(byCustomer);
  };

  it('delivers every message as it was sent, however many are sent at once', async () => {
    await queue.add(messages(23), 0);
    expect(await all()).toEqual(messages(23).sort(byCustomer));
  });

  it('shows a message after the queue’s delay, or its sender’s', async () => {
    const [slow, quick] = messages(2);
    await queue.add(slow ? [slow] : []);
    await queue.add(quick ? [quick] : [], 10);
    expect(await all()).toEqual([]);
    queue.pass(11);
    expect(await all()).toEqual([quick]);
    queue.pass(50);
    expect(await all()).toEqual([slow]);
  });

  it('hides a message while somebody works on it, and shows it again when that comes to nothing', async () => {
    await queue.add(messages(1), 0);
    expect(await queue.receive()).toMatchObject({ message: { customer: 'c1' } });
    queue.pass(QUEUE_TERMS.visibilitySeconds - 10);
    expect(await queue.receive()).toBeUndefined();
    queue.pass(11);
    expect(await queue.receive()).toMatchObject({ message: { customer: 'c1' } });
  });

  it('never shows again what was done', async () => {
    await queue.add(messages(2), 0);
    const first = await queue.receive();
    await first?.done();
    const left = await all();
    expect([first?.message, ...left].map((message) => message?.customer).sort()).toEqual(['c1', 'c2']);
    queue.pass(QUEUE_TERMS.visibilitySeconds + 1);
    expect(await all()).toEqual(left);
  });

  it('sets aside what came to nothing five times, and nothing else with it', async () => {
    await queue.add(messages(1), 0);
    for (let delivery = 1; delivery <= QUEUE_TERMS.deliveries; delivery += 1) {
      expect((await queue.receive())?.message, `delivery ${delivery}`).toEqual(messages(1)[0]);
      expect(await queue.setAside()).toEqual([]);
      queue.pass(QUEUE_TERMS.visibilitySeconds + 1);
    }
    const [, sound] = messages(2);
    await queue.add(sound ? [sound] : [], 0);
    expect([...(await all()), ...(await all())]).toEqual([sound]);
    expect(await queue.setAside()).toEqual(messages(1));
  });
}
