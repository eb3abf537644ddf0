import { ACCOUNT, REGION } from '../assembly/physical.ts';
import type { ConfigurationSetSpec } from '../assembly/specs.ts';
import type { Bus } from '../events/bus.ts';
import type { MailSummary } from './outbox.ts';
import { type Outcome, outcomesFor, SENT } from './outcomes.ts';
import { bareAddress } from './request.ts';

/** Puts on the default bus what SES would say of this email, as far as the template has its configuration set publish it. */
export function publish(summary: MailSummary, sets: readonly ConfigurationSetSpec[], bus: Bus): void {
  const set = sets.find(({ name }) => name === summary.configurationSet);
  if (!set) return;
  for (const outcome of [SENT, ...summary.recipients.flatMap(outcomesFor)]) {
    if (set.events.has(outcome.eventType.toUpperCase())) bus.put(entryOf(summary, outcome), outcome.afterSeconds);
  }
}

export function entryOf(summary: MailSummary, { detailType, eventType, afterSeconds, about }: Outcome) {
  const identity = `arn:aws:ses:${REGION}:${ACCOUNT}:identity/${bareAddress(summary.from).split('@')[1] ?? ''}`;
  const at = new Date(Date.parse(summary.at) + afterSeconds * 1000).toISOString();
  return {
    source: 'aws.ses',
    'detail-type': detailType,
    resources: [`arn:aws:ses:${REGION}:${ACCOUNT}:configuration-set/${summary.configurationSet}`],
    detail: { eventType, mail: mailOf(summary, identity), ...about(at) },
  };
}

function mailOf(summary: MailSummary, sourceArn: string) {
  const { id, at, from, to, recipients, subject, tags, configurationSet } = summary;
  const listed = Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]]));
  return {
    timestamp: at,
    source: from,
    sourceArn,
    sendingAccountId: ACCOUNT,
    messageId: id,
    destination: recipients.map(bareAddress),
    headersTruncated: false,
    headers: [
      { name: 'From', value: from },
      { name: 'To', value: to.join(', ') },
      { name: 'Subject', value: subject },
    ],
    commonHeaders: { from: [from], to, messageId: id, subject },
    tags: {
      'ses:operation': ['SendEmail'],
      'ses:configuration-set': [configurationSet ?? ''],
      'ses:source-ip': ['127.0.0.1'],
      'ses:from-domain': [bareAddress(from).split('@')[1] ?? ''],
      'ses:caller-identity': ['local'],
      ...listed,
    },
  };
}
