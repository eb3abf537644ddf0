import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock } from '../../local/clock.ts';
import { Happenings } from '../../local/happenings.ts';
import type { FaultKind } from '../../local/mail/faults.ts';
import type { MailSummary } from '../../local/mail/outbox.ts';
import { PostOffice } from '../../local/mail/postOffice.ts';
import type { SendEmail } from '../../local/mail/request.ts';
import type { Senders } from '../../local/mail/senders.ts';
import { openSes } from '../../local/mail/ses.ts';
import { Requests } from '../../local/requests.ts';
import { awsForTests } from './aws.ts';

const SET = 'rebill';

/** Tells no bus what becomes of an email: what SES says is for each test to say. */
class QuietPostOffice extends PostOffice {
  override setNames(): ReadonlySet<string> {
    return new Set([SET]);
  }
}

export type Postbox = {
  /** What SES took, for this account, oldest first. */
  taken(account: string): readonly MailSummary[];
  content(id: string): SendEmail | undefined;
  /** Which domains SES takes mail from: at first that of `anAccount`. */
  readonly senders: Senders;
  /** What SES does wrong next, with emails to an address that contains `to`. */
  fails(kind: FaultKind, to: string, count?: number): void;
  stop(): Promise<void>;
};

/** SES, as the functions under test see it through the environment. */
export async function freshPostbox(): Promise<Postbox> {
  awsForTests();
  const folder = mkdtempSync(join(tmpdir(), 'rebill-postbox-'));
  const happenings = new Happenings(folder);
  const post = new QuietPostOffice(folder, happenings);
  const door = await openSes({ post, clock: new Clock(), requests: new Requests() });
  post.senders.decide('acacia.example', true);
  process.env.CONFIGURATION_SET = SET;
  process.env.AWS_ENDPOINT_URL_SESV2 = door.endpoint;
  return {
    taken: (account) =>
      post.outbox
        .list()
        .filter(({ tags }) => tags.account === account)
        .reverse(),
    content: (id) => post.outbox.get(id)?.request,
    senders: post.senders,
    fails: (kind, to, count = 1) => post.faults.plan([{ kind, count, to }]),
    async stop() {
      await door.stop();
      await happenings.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
