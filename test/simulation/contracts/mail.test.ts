import { afterAll, beforeAll, describe } from 'vitest';
import type { FaultKind } from '../../../local/mail/faults.ts';
import { outcomesFor, SENT } from '../../../local/mail/outcomes.ts';
import { entryOf } from '../../../local/mail/publish.ts';
import { mail } from '../../../shared/aws/mail.ts';
import type { EmailNews } from '../../../shared/domain/emailNews.ts';
import { newsOf } from '../../../shared/lambda/emailEvent.ts';
import { freshPostbox, type Postbox } from '../../support/postbox.ts';
import { Clock } from '../clock.ts';
import { type Fault, Luck } from '../luck.ts';
import { Post } from '../post.ts';
import { mailContract, type Trouble } from './mail.ts';

/** Goes as it is told to. */
class Decided extends Luck {
  fault: Fault | undefined;

  override happens = (fault: Fault): boolean => {
    const isIt = fault === this.fault;
    if (isIt) this.fault = undefined;
    return isIt;
  };

  /** Of what befalls an email at an address, this is that it arrives. */
  override below = (): number => 6;
}

const IN_MEMORY: Readonly<Record<Trouble, Fault>> = {
  busy: 'mailBusy',
  quota: 'mailQuota',
  notVerified: 'mailRefuses',
  losesRequest: 'mailLosesRequest',
  losesAnswer: 'mailLosesAnswer',
};
const ON_THE_WIRE: Readonly<Record<Trouble, FaultKind>> = {
  busy: 'throttled',
  quota: 'quota',
  notVerified: 'notVerified',
  losesRequest: 'refused',
  losesAnswer: 'lost',
};

describe('a post in memory', () =>
  mailContract(async () => {
    const luck = new Decided({ seed: 1 });
    const news: EmailNews[] = [];
    const post = new Post(
      luck,
      new Clock('2026-08-01T00:00:00Z'),
      (each) => void news.push(each),
      () => undefined,
    );
    return {
      mail: post,
      goesWrong(trouble) {
        luck.fault = IN_MEMORY[trouble];
      },
      taken: () => [...post.taken.values()].flat().map(({ email }) => email),
      news: () => news,
    };
  }));

describe('our adapter on SES', () => {
  let postbox: Postbox;
  beforeAll(async () => {
    postbox = await freshPostbox();
  });
  afterAll(() => postbox.stop());

  mailContract(async () => {
    const before = postbox.taken('aap').length;
    const fresh = () => postbox.taken('aap').slice(before);
    return {
      mail,
      goesWrong: (trouble) => postbox.fails(ON_THE_WIRE[trouble], 'customer.example'),
      taken: () =>
        fresh().map(({ id, subject, tags }) => {
          const { ToAddresses: to = [], CcAddresses: cc = [] } = postbox.content(id)?.Destination ?? {};
          return { to, cc, subject, tags };
        }),
      news: () =>
        fresh().flatMap((summary) =>
          [SENT, ...summary.recipients.flatMap(outcomesFor)].flatMap((outcome) => heard(entryOf(summary, outcome))),
        ),
    };
  });
});

function heard(event: object): EmailNews[] {
  const news = newsOf(event);
  return news && news !== 'notice' ? [news] : [];
}
