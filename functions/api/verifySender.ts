import { senders } from '../../shared/aws/senders.ts';
import { verifySender as verify } from '../../shared/domain/verifying.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { senderView, viewSender } from '../../shared/lambda/views/sender.ts';
import { accounts } from '../../shared/store/accounts.ts';

/** POST /v1/sender: has SES look for the DNS records of the account's domain. May be repeated. */
export const verifySender = endpoint({
  summary: 'Starts the verification of the account’s domain, or starts it again; answers the DNS records that it needs',
  role: 'billing',
  output: senderView,
  ports: { accounts, senders },
  async run({ settings, now }, ports) {
    return viewSender(settings, await verify(settings, ports), now);
  },
});

export const handler = api(verifySender);
