import type { Clock } from '../clock.ts';
import { type Door, openDoor, readBody } from '../http.ts';
import type { Requests } from '../requests.ts';
import { type Answer, forwarder, passOn } from './forward.ts';

/** SQS refuses more; fauxqs would wait as long as it is told. */
const LONGEST_DELAY_SECONDS = 900;

type Entry = { readonly Id?: string; readonly DelaySeconds?: number; VisibilityTimeout?: number };
type Body = Entry & { Entries?: Entry[] };
type Failed = { readonly Id?: string; readonly Code: string; readonly Message: string; readonly SenderFault: boolean };

/** What functions see of SQS: counts their calls and mends where fauxqs differs from the real one. */
export async function openSqsDoor(fauxqs: { readonly endpoint: string }, clock: Clock, requests: Requests): Promise<Door> {
  const forward = forwarder(fauxqs.endpoint);
  const door = await openDoor(async (request, response) => {
    const operation = String(request.headers['x-amz-target'] ?? '').replace(/^.*\./, '');
    const { body, failed, refused } = mend(await readBody(request));
    requests.count('sqs', operation, body.Entries && body.Entries.length + failed.length);
    const nothingLeft = failed.length > 0 && body.Entries?.length === 0;
    const answer = refused ?? (nothingLeft ? json(200, { Successful: [] }) : await forward(request, Buffer.from(JSON.stringify(body))));
    passOn(failed.length && answer.status === 200 ? withFailed(answer, failed) : answer, response, clock.now());
  });
  return {
    ...door,
    async stop() {
      await door.stop();
      forward.close();
    },
  };
}

function mend(raw: Buffer): { body: Body; failed: Failed[]; refused?: Answer } {
  const body = JSON.parse(raw.toString() || '{}') as Body;
  for (const entry of [body, ...(body.Entries ?? [])]) {
    // At 0, fauxqs loses a message that it keeps on disk.
    if (entry.VisibilityTimeout === 0) entry.VisibilityTimeout = 1;
  }
  const failed = (body.Entries ?? []).filter(delaysTooLong).map(({ Id, DelaySeconds }) => ({
    ...(Id === undefined ? {} : { Id }),
    Code: 'InvalidParameterValue',
    Message: refusal(DelaySeconds),
    SenderFault: true,
  }));
  if (body.Entries) body.Entries = body.Entries.filter((entry) => !delaysTooLong(entry));
  if (!delaysTooLong(body)) return { body, failed };
  const refused = json(400, { __type: 'com.amazonaws.sqs#InvalidParameterValueException', message: refusal(body.DelaySeconds) });
  return { body, failed, refused };
}

const delaysTooLong = ({ DelaySeconds = 0 }: Entry) => DelaySeconds < 0 || DelaySeconds > LONGEST_DELAY_SECONDS;

const refusal = (delay: number | undefined) =>
  `Value ${delay} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= ${LONGEST_DELAY_SECONDS}.`;

function json(status: number, value: unknown): Answer {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: Buffer.from(JSON.stringify(value)) };
}

function withFailed({ body }: Answer, failed: readonly Failed[]): Answer {
  const answered = JSON.parse(body.toString()) as { Failed?: Failed[] };
  return json(200, { ...answered, Failed: [...(answered.Failed ?? []), ...failed] });
}
