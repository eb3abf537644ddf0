import { metrics } from '../shared/aws/metrics.ts';
import { senders } from '../shared/aws/senders.ts';
import { checkSenders as checkAll } from '../shared/domain/senderRound.ts';
import { schedule, task } from '../shared/lambda/schedule.ts';
import { accounts } from '../shared/store/accounts.ts';

/** Every fifteen minutes: "verified" comes up by itself, even when nobody looks. */
export const checkSenders = task({
  ports: { accounts, senders, metrics },
  run: ({ now, log }, ports) => checkAll(ports, { now, log }),
});

export const handler = schedule(checkSenders);
