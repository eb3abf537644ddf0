import type { ServerResponse } from 'node:http';
import type { Clock } from '../clock.ts';
import { type Door, openDoor, readBody } from '../http.ts';
import type { Requests } from '../requests.ts';
import { FAULTS, takesTheEmail } from './faults.ts';
import { answerIdentity } from './identities.ts';
import type { PostOffice } from './postOffice.ts';
import { recipientsOf, type SendEmail } from './request.ts';
import { refusalOf, type SesError } from './validation.ts';

type Parts = { readonly post: PostOffice; readonly clock: Clock; readonly requests: Requests };

/** SES v2: takes an email, refuses it as SES would, or fails as it was told to; and verifies the domains that mail comes from. */
export function openSes({ post, clock, requests }: Parts): Promise<Door> {
  return openDoor(async (request, response) => {
    const body = await readBody(request);
    const say = (status: number, value: unknown, headers: Record<string, string> = {}) =>
      answer(response, clock.now(), status, value, headers);
    const refuse = ({ status, type, message }: SesError) => say(status, { message }, { 'x-amzn-errortype': type });
    const { method = '', url = '' } = request;
    const identity = answerIdentity(method, url, body.toString(), post.senders);
    if (identity) {
      requests.count('ses', identity.operation);
      return 'error' in identity ? refuse(identity.error) : say(200, identity.value);
    }
    if (method !== 'POST' || url !== '/v2/email/outbound-emails') {
      return refuse({ status: 404, type: 'UnknownOperationException', message: 'The local SES can send, and verify domains' });
    }
    requests.count('ses', 'SendEmail');
    const email = JSON.parse(body.toString()) as SendEmail;
    const kind = post.faults.next(recipientsOf(email));
    const fault = kind && FAULTS[kind];
    const fail = () => (fault === 'hang up' ? void response.destroy() : fault && refuse(fault));
    if (kind && !takesTheEmail(kind)) return fail();
    const refusal = refusalOf(email, post.setNames(), (domain) => post.senders.mayUse(domain));
    if (refusal) return refuse(refusal);
    const MessageId = post.accept(email, clock.now());
    return fault ? fail() : say(200, { MessageId });
  });
}

function answer(response: ServerResponse, now: Date, status: number, value: unknown, headers: Record<string, string>): void {
  response.writeHead(status, { 'content-type': 'application/json', date: now.toUTCString(), ...headers });
  response.end(JSON.stringify(value));
}
