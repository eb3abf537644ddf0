import { SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { config } from '../config.ts';
import type { Email, Mail } from '../domain/ports.ts';
import { senderText } from './mailbox.ts';
import { resultOf } from './mailResult.ts';

/** The function that sends has a minute; a claim is given up after five. */
const ANSWER_MS = 10_000;
const CONNECT_MS = 3_000;

let made: SESv2Client | undefined;

/** One attempt: SES knows no idempotency token, so a repeated request would be a second email. Whatever repeats is decided elsewhere. */
const client = (): SESv2Client => {
  made ??= new SESv2Client({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: CONNECT_MS },
  });
  return made;
};

export const mail: Mail = {
  async send(email) {
    const command = new SendEmailCommand(requestOf(email));
    try {
      const { MessageId } = await client().send(command, { abortSignal: AbortSignal.timeout(ANSWER_MS) });
      return MessageId
        ? { outcome: 'accepted', messageId: MessageId }
        : { outcome: 'unknown', words: 'The mail service answered without saying what became of the email' };
    } catch (error) {
      return resultOf(error);
    }
  },
};

function requestOf({ from, to, cc, bcc, subject, text, html, attachments, tags }: Email): SendEmailCommandInput {
  const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
  return {
    FromEmailAddress: senderText(from),
    Destination: { ToAddresses: [...to], CcAddresses: [...cc], BccAddresses: [...bcc] },
    Content: {
      Simple: {
        Subject: utf8(subject.replace(/[\r\n]+/g, ' ')),
        Body: { Text: utf8(text), Html: utf8(html) },
        ...(attachments.length > 0 ? { Attachments: attachments.map(attachmentOf) } : {}),
      },
    },
    EmailTags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
    ConfigurationSetName: config.configurationSet(),
  };
}

const attachmentOf = ({ fileName, contentType, content }: Email['attachments'][number]) => ({
  FileName: fileName,
  RawContent: content,
  ContentType: contentType,
  ContentDisposition: 'ATTACHMENT' as const,
  ContentTransferEncoding: 'BASE64' as const,
});
