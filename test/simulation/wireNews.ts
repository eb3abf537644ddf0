import type { Outcome } from '../../local/mail/outcomes.ts';
import { entryOf } from '../../local/mail/publish.ts';
import type { EmailNews } from '../../shared/domain/emailNews.ts';
import { attemptOf } from './post.ts';
import type { World } from './world.ts';

type About = Outcome['about'];

/** The same news as EventBridge hands it to a function, in SES's words. */
export function eventOf(news: EmailNews, { post }: World): object {
  const { account, month, customer, attempt, messageId, at, kind } = news;
  const tags = { account, month, customer, attempt: String(attempt) };
  const email = post.taken.get(attemptOf(tags))?.find((taken) => taken.messageId === messageId)?.email;
  const { from, to = [], cc = [], bcc = [], subject = '' } = email ?? {};
  const summary = { id: messageId, at, from: from?.address ?? '', to, recipients: [...to, ...cc, ...bcc], subject, tags };
  const entry = entryOf({ ...summary, configurationSet: 'rebill' } as never, outcomeOf(news));
  return { version: '0', id: `event-${news.key}`, account: '000000000000', region: 'ap-southeast-2', time: at, ...entry, kind };
}

function outcomeOf({ kind, addresses, bounce, key }: EmailNews): Outcome {
  const named = (eventType: string, about: About): Outcome => ({ detailType: `Email ${eventType}`, eventType, afterSeconds: 0, about });
  const recipients = addresses.map((emailAddress) => ({ emailAddress, diagnosticCode: 'smtp; 550 5.1.1 user unknown' }));
  if (kind === 'bounce') {
    const { permanent = false, subType: bounceSubType = '' } = bounce ?? {};
    const bounceType = permanent ? 'Permanent' : 'Transient';
    return named('Bounce', (timestamp) => ({
      bounce: { bounceType, bounceSubType, bouncedRecipients: recipients, timestamp, feedbackId: key },
    }));
  }
  if (kind === 'complaint')
    return named('Complaint', (timestamp) => ({ complaint: { complainedRecipients: recipients, timestamp, feedbackId: key } }));
  if (kind === 'delay')
    return named('DeliveryDelay', (timestamp) => ({
      deliveryDelay: { timestamp, delayType: 'MailboxFull', delayedRecipients: recipients },
    }));
  if (kind === 'delivery') return named('Delivery', (timestamp) => ({ delivery: { timestamp, recipients: addresses } }));
  return named('Send', () => ({ send: {} }));
}
