import { type Door, openDoor, readBody } from '../../local/http.ts';
import type { SendEmail } from '../../local/mail/request.ts';
import { bareAddress } from '../../local/mail/request.ts';
import type { Email } from '../../shared/domain/ports.ts';
import type { World } from './world.ts';

/** SES's way of saying no. */
const BUSY = { status: 429, type: 'TooManyRequestsException' };
const SPENT = { status: 400, type: 'LimitExceededException' };
const REFUSED = { status: 400, type: 'MessageRejected' };

/** SES on the wire; what becomes of an email, the world's post decides. */
export function openPostDoor(world: () => World): Promise<Door> {
  return openDoor(async (request, response) => {
    const body = await readBody(request);
    const result = await world().post.send(emailOf(JSON.parse(body.toString()) as SendEmail));
    const say = (status: number, answer: object, headers: Record<string, string> = {}) =>
      void response
        .writeHead(status, { 'content-type': 'application/json', date: new Date().toUTCString(), ...headers })
        .end(JSON.stringify(answer));
    if (result.outcome === 'accepted') return say(200, { MessageId: result.messageId });
    if (result.outcome === 'unknown') return void request.socket.destroy();
    const { status, type } = result.outcome === 'refused' ? REFUSED : result.holdSeconds > 60 ? SPENT : BUSY;
    return say(status, { message: result.words }, { 'x-amzn-errortype': type });
  });
}

function emailOf({ FromEmailAddress = '', Destination = {}, Content, EmailTags = [] }: SendEmail): Email {
  const { Subject, Body, Attachments = [] } = Content?.Simple ?? {};
  const { ToAddresses = [], CcAddresses = [], BccAddresses = [] } = Destination;
  return {
    from: { address: bareAddress(FromEmailAddress), name: FromEmailAddress },
    to: ToAddresses,
    cc: CcAddresses,
    bcc: BccAddresses,
    subject: Subject?.Data ?? '',
    text: Body?.Text?.Data ?? '',
    html: Body?.Html?.Data ?? '',
    attachments: Attachments.map(({ FileName, ContentType = '', RawContent }) => ({
      fileName: FileName,
      contentType: ContentType,
      content: Buffer.from(RawContent, 'base64'),
    })),
    tags: Object.fromEntries(EmailTags.map(({ Name, Value }) => [Name, Value])),
  };
}
