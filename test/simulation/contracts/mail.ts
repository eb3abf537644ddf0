import { beforeEach, expect, it } from 'vitest';
import type { EmailNews } from '../../../shared/domain/emailNews.ts';
import type { Email, Mail } from '../../../shared/domain/ports.ts';
import { aMonth } from '../../support/builders.ts';

/** What SES may do wrong with the next email. */
export type Trouble = 'busy' | 'quota' | 'notVerified' | 'losesRequest' | 'losesAnswer';

export type MailStand = {
  readonly mail: Mail;
  goesWrong(trouble: Trouble): void;
  /** What was taken, oldest first. */
  taken(): readonly Pick<Email, 'to' | 'cc' | 'subject' | 'tags'>[];
  /** What is told of all that was taken, as our functions hear it, when every address is good. */
  news(): readonly EmailNews[];
};

const email = (attempt: string): Email => ({
  from: { address: 'billing@acacia.example', name: 'Acacia Billing' },
  to: ['a@customer.example', 'b@customer.example'],
  cc: ['c@customer.example'],
  bcc: [],
  subject: `Hoá đơn AAP-0000${attempt}`,
  text: 'Please find attached',
  html: '<p>Please find attached</p>',
  attachments: [{ fileName: 'AAP-00001.pdf', contentType: 'application/pdf', content: new Uint8Array([37, 80, 68, 70]) }],
  tags: { account: 'aap', month: '2026-07', customer: 'bakery', attempt },
});

/** What the functions take for granted of SES. */
export function mailContract(fresh: () => Promise<MailStand>): void {
  let stand: MailStand;
  beforeEach(async () => {
    stand = await fresh();
  });

  it('takes an email whole, under an id that no other has', async () => {
    const [first, second] = [await stand.mail.send(email('1')), await stand.mail.send(email('2'))];
    expect([first, second]).toMatchObject([{ outcome: 'accepted' }, { outcome: 'accepted' }]);
    expect(first).not.toEqual(second);
    expect(stand.taken()).toMatchObject([
      {
        to: ['a@customer.example', 'b@customer.example'],
        cc: ['c@customer.example'],
        subject: 'Hoá đơn AAP-00001',
        tags: { attempt: '1' },
      },
      { tags: { account: 'aap', month: '2026-07', customer: 'bakery', attempt: '2' } },
    ]);
  });

  it('tells of each email under its id and tags, and of each address by itself', async () => {
    const sent = await stand.mail.send(email('3'));
    const messageId = sent.outcome === 'accepted' ? sent.messageId : '';
    const news = stand.news();
    const about = { account: 'aap', month: aMonth('2026-07'), customer: 'bakery', attempt: 3, messageId };
    for (const each of news) expect(each).toMatchObject(about);
    expect(news.filter(({ kind }) => kind === 'send')).toHaveLength(1);
    const delivered = news.filter(({ kind }) => kind === 'delivery').flatMap(({ addresses }) => addresses);
    expect(delivered).toEqual(['a@customer.example', 'b@customer.example', 'c@customer.example']);
    expect(new Set(news.map(({ key }) => key)).size).toBe(news.length);
  });

  it('asks to wait when it is busy, and longer when the day’s quota is used up; it took nothing', async () => {
    stand.goesWrong('busy');
    const busy = await stand.mail.send(email('4'));
    stand.goesWrong('quota');
    const spent = await stand.mail.send(email('4'));
    expect([busy.outcome, spent.outcome, stand.taken()]).toEqual(['throttled', 'throttled', []]);
    const seconds = [busy, spent].map((result) => (result.outcome === 'throttled' ? result.holdSeconds : 0));
    expect(seconds[0]).toBeGreaterThan(0);
    expect(seconds[1]).toBeGreaterThan(seconds[0] ?? 0);
    expect(await stand.mail.send(email('4'))).toMatchObject({ outcome: 'accepted' });
  });

  it('refuses what comes from a sender that is not verified, in words, and takes nothing', async () => {
    stand.goesWrong('notVerified');
    expect(await stand.mail.send(email('5'))).toMatchObject({ outcome: 'refused', words: expect.stringMatching(/not verified/i) });
    expect(stand.taken()).toEqual([]);
  });

  it('leaves it open whether it took what was never answered, and is asked once', async () => {
    stand.goesWrong('losesRequest');
    expect(await stand.mail.send(email('6'))).toMatchObject({ outcome: 'unknown' });
    expect(stand.taken()).toEqual([]);
    stand.goesWrong('losesAnswer');
    expect(await stand.mail.send(email('6'))).toMatchObject({ outcome: 'unknown' });
    expect(stand.taken()).toHaveLength(1);
  });
}
