import { senders } from '../../shared/aws/senders.ts';
import { lookAtSender } from '../../shared/domain/verifying.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { senderView, viewSender } from '../../shared/lambda/views/sender.ts';
import { accounts } from '../../shared/store/accounts.ts';

/** GET /v1/sender: asks SES each time, so that who waits for "verified" sees it come, and can send at once. */
export const readSender = endpoint({
  summary: 'Whether invoices can be sent from the account’s domain, and the DNS records that it needs',
  role: 'viewer',
  output: senderView,
  ports: { accounts, senders },
  async run({ settings, now }, ports) {
    return viewSender(settings, await lookAtSender(settings, ports), now);
  },
});

export const handler = api(readSender);
