import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { emailQueue, pageQueue, runQueue } from '../../../shared/aws/queues.ts';
import type { EmailMessage, PageMessage } from '../../../shared/domain/ports.ts';
import { aMonth } from '../../support/builders.ts';
import { type LossyDoor, openLossyDoor } from '../../support/lossyDoor.ts';
import { freshServices, type Services } from '../../support/services.ts';

const month = aMonth('2026-07');
const pages = (count: number): PageMessage[] =>
  Array.from({ length: count }, (_, index) => ({ account: 'aap', month, plan: 'p', page: index + 1 }));
const email: EmailMessage = { account: 'aap', month, customer: 'bakery', attempt: 2 };

let services: Services;
let door: LossyDoor;
type Sent = {
  readonly Entries: readonly {
    readonly Id: string;
    readonly MessageBody: string;
    readonly DelaySeconds?: number;
    readonly MessageGroupId?: string;
  }[];
};
let sent: Sent[] = [];
beforeAll(async () => {
  services = await freshServices();
  door = await openLossyDoor(process.env.AWS_ENDPOINT_URL_SQS ?? '');
  for (const name of ['RUN_QUEUE_URL', 'PAGE_QUEUE_URL', 'EMAIL_QUEUE_URL']) {
    process.env[name] = `${door.endpoint}${new URL(process.env[name] ?? '').pathname}`;
  }
  process.env.AWS_ENDPOINT_URL_SQS = door.endpoint;
});
afterEach(() => {
  sent = [];
  door.fault = () => undefined;
});
afterAll(async () => {
  await door.stop();
  await services.stop();
});

const received = (name: string) => services.received(process.env[name] ?? '');
const watched = () => {
  door.fault = ({ body }) => {
    sent.push(JSON.parse(body) as Sent);
    return undefined;
  };
};

describe('queues', () => {
  it('a month to be planned says whose it is and who asked', async () => {
    await runQueue.plan({ account: 'aap', month });
    await runQueue.plan({ account: 'aap', month, by: 'clerk' });
    expect(await received('RUN_QUEUE_URL')).toEqual([
      { kind: 'plan', account: 'aap', month },
      { kind: 'plan', account: 'aap', month, by: 'clerk' },
    ]);
  });

  it('every page is queued, ten to a request', async () => {
    watched();
    await pageQueue.add(pages(25));
    expect(sent.map(({ Entries }) => Entries.length).sort()).toEqual([10, 10, 5].sort());
    door.fault = () => undefined;
    const got = (await received('PAGE_QUEUE_URL')) as PageMessage[];
    expect(got.sort((one, other) => one.page - other.page)).toEqual(pages(25));
    await pageQueue.add([]);
    expect(sent.length).toBe(3);
  });

  it("an email waits as long as it is told, at most a quarter of an hour, or else the queue's own time", async () => {
    watched();
    await emailQueue.add([email]);
    await emailQueue.add([email], 1);
    await emailQueue.add([email], 5_000);
    expect(sent.flatMap(({ Entries }) => Entries.map(({ DelaySeconds }) => DelaySeconds))).toEqual([undefined, 1, 900]);
    expect(JSON.parse(sent[0]?.Entries[0]?.MessageBody ?? '')).toEqual(email);
  });

  it('what a request left unqueued is queued by another, and only that', async () => {
    let refusals = 0;
    door.fault = ({ body }) => {
      sent.push(JSON.parse(body) as Sent);
      refusals += 1;
      if (refusals > 2) return undefined;
      const failed = { Id: '3', Code: 'InternalError', Message: 'try again', SenderFault: false };
      return { answer: JSON.stringify({ Successful: [], Failed: [failed] }) };
    };
    await pageQueue.add(pages(5));
    expect(sent.map(({ Entries }) => Entries.map(({ Id }) => Id))).toEqual([['0', '1', '2', '3', '4'], ['3'], ['3']]);
    door.fault = () => undefined;
    expect(await received('PAGE_QUEUE_URL')).toEqual([pages(4)[3]]);
  });

  it("marks whose each message is, so that one reseller's many do not hold up another's few", async () => {
    watched();
    await emailQueue.add([email, { ...email, account: 'other' }]);
    expect(sent[0]?.Entries.map(({ MessageGroupId }) => MessageGroupId)).toEqual(['aap', 'other']);
  });

  it('says so when a message cannot be queued', async () => {
    const answer = (SenderFault: boolean) => JSON.stringify({ Failed: [{ Id: '0', Code: 'X', Message: 'it is too long', SenderFault }] });
    let asked = 0;
    door.fault = () => {
      asked += 1;
      return { answer: answer(true) };
    };
    await expect(emailQueue.add([email])).rejects.toThrow('1 of 1 messages could not be queued: it is too long');
    expect(asked).toBe(1);
    door.fault = () => ({ answer: answer(false) });
    await expect(emailQueue.add([email])).rejects.toThrow('could not be queued');
  });

  it('repeats a request whose answer was lost: twice is harmless, never is not', async () => {
    let lost = false;
    door.fault = () => {
      if (lost) return undefined;
      lost = true;
      return 'lost';
    };
    await pageQueue.add(pages(1));
    expect(await received('PAGE_QUEUE_URL')).toEqual([pages(1)[0], pages(1)[0]]);
  });
});
