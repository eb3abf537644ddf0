import type { ServerResponse } from 'node:http';
import type { ConfigurationSetSpec } from '../assembly/specs.ts';
import type { Clock } from '../clock.ts';
import { type Door, openDoor, readBody } from '../http.ts';
import type { Requests } from '../requests.ts';
import { FAULTS, type Faults, takesTheEmail } from './faults.ts';
import type { MailSummary, Outbox } from './outbox.ts';
import { recipientsOf, type SendEmail } from './request.ts';
import { refusalOf, type SesError } from './validation.ts';

type Parts = {
  readonly outbox: Outbox;
  readonly faults: Faults;
  readonly clock: Clock;
  readonly requests: Requests;
  /** Known once the template is read. */
  readonly configurationSets: () => readonly ConfigurationSetSpec[];
  readonly onAccepted: (summary: MailSummary) => void;
};

/** SES v2, as far as sending goes: takes an email, refuses it as SES would, or fails as it was told to. */
export function openSes(parts: Parts): Promise<Door> {
  const { outbox, faults, clock, requests, configurationSets, onAccepted } = parts;
  return openDoor(async (request, response) => {
    const body = await readBody(request);
    const say = (status: number, value: unknown, headers: Record<string, string> = {}) =>
      answer(response, clock.now(), status, value, headers);
    const refuse = ({ status, type, message }: SesError) => say(status, { message }, { 'x-amzn-errortype': type });
    if (request.method !== 'POST' || request.url !== '/v2/email/outbound-emails') {
      return refuse({ status: 404, type: 'UnknownOperationException', message: 'The local SES can only send' });
    }
    requests.count('ses', 'SendEmail');
    const email = JSON.parse(body.toString()) as SendEmail;
    const fault = faults.next(recipientsOf(email));
    const planned = fault && FAULTS[fault];
    const refusal = refusalOf(email, new Set(configurationSets().map(({ name }) => name)));
    if (fault && planned && !takesTheEmail(fault)) return planned === 'hang up' ? void response.destroy() : refuse(planned);
    if (refusal) return refuse(refusal);
    const summary = outbox.add(email, clock.now());
    onAccepted(summary);
    if (planned) return planned === 'hang up' ? void response.destroy() : refuse(planned);
    return say(200, { MessageId: summary.id });
  });
}

function answer(response: ServerResponse, now: Date, status: number, value: unknown, headers: Record<string, string>): void {
  response.writeHead(status, { 'content-type': 'application/json', date: now.toUTCString(), ...headers });
  response.end(JSON.stringify(value));
}
