import { createServer, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { close, LOOPBACK, listen, readBody } from '../../../local/http.ts';
import { mail } from '../../../shared/aws/mail.ts';
import type { Email } from '../../../shared/domain/ports.ts';
import { awsForTests } from '../../support/aws.ts';
import { fastTimeouts } from '../../support/fastTimeouts.ts';

/** What SES v2 answers, by its documentation. */
type Answer = (response: ServerResponse) => void;
const accepted: Answer = (response) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"MessageId":"0102-abc-000000"}');
const failing =
  (status: number, type: string, message: string): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type }).end(JSON.stringify({ message }));
const hangUp: Answer = (response) => response.destroy();

let answer: Answer;
let asked: { readonly url: string | undefined; readonly body: Record<string, unknown> }[] = [];
const ses = createServer(async (request, response) => {
  asked.push({ url: request.url, body: JSON.parse((await readBody(request)).toString()) });
  answer(response);
});
beforeAll(async () => {
  awsForTests();
  process.env.CONFIGURATION_SET = 'rebill';
  process.env.AWS_ENDPOINT_URL_SESV2 = `http://${LOOPBACK}:${await listen(ses)}`;
});
beforeEach(() => {
  answer = accepted;
  asked = [];
});
afterAll(() => close(ses));

const PDF = new Uint8Array([37, 80, 68, 70, 0, 255]);
const anEmail = (over: Partial<Email> = {}): Email => ({
  from: { address: 'billing@acacia.example', name: 'Acacia Billing' },
  to: ['a@customer.example', 'b@customer.example'],
  cc: ['c@customer.example'],
  bcc: ['d@acacia.example'],
  subject: 'Hoá đơn AAP-00001',
  text: 'Please find attached',
  html: '<p>Please find attached</p>',
  attachments: [{ fileName: 'AAP-00001 Harbour Bakery.pdf', contentType: 'application/pdf', content: PDF }],
  tags: { account: 'aap', month: '2026-07', customer: 'bakery', attempt: '1' },
  ...over,
});

describe('an email that SES takes', () => {
  it('is handed over whole, with its attachment, tags and configuration set', async () => {
    expect(await mail.send(anEmail())).toEqual({ outcome: 'accepted', messageId: '0102-abc-000000' });
    expect(asked).toEqual([
      {
        url: '/v2/email/outbound-emails',
        body: {
          FromEmailAddress: '"Acacia Billing" <billing@acacia.example>',
          Destination: {
            ToAddresses: ['a@customer.example', 'b@customer.example'],
            CcAddresses: ['c@customer.example'],
            BccAddresses: ['d@acacia.example'],
          },
          Content: {
            Simple: {
              Subject: { Data: 'Hoá đơn AAP-00001', Charset: 'UTF-8' },
              Body: {
                Text: { Data: 'Please find attached', Charset: 'UTF-8' },
                Html: { Data: '<p>Please find attached</p>', Charset: 'UTF-8' },
              },
              Attachments: [
                {
                  FileName: 'AAP-00001 Harbour Bakery.pdf',
                  RawContent: Buffer.from(PDF).toString('base64'),
                  ContentType: 'application/pdf',
                  ContentDisposition: 'ATTACHMENT',
                  ContentTransferEncoding: 'BASE64',
                },
              ],
            },
          },
          EmailTags: [
            { Name: 'account', Value: 'aap' },
            { Name: 'month', Value: '2026-07' },
            { Name: 'customer', Value: 'bakery' },
            { Name: 'attempt', Value: '1' },
          ],
          ConfigurationSetName: 'rebill',
        },
      },
    ]);
  });

  it('keeps to one line what a line break could turn into a header of its own', async () => {
    await mail.send(
      anEmail({ from: { address: 'x@y.example', name: 'A\r\nBcc: all@z.example' }, subject: 'Invoice\r\nBcc: all@z.example' }),
    );
    expect(asked.map(({ body }) => body)).toEqual([
      expect.objectContaining({
        FromEmailAddress: '"A Bcc: all@z.example" <x@y.example>',
        Content: { Simple: expect.objectContaining({ Subject: { Data: 'Invoice Bcc: all@z.example', Charset: 'UTF-8' } }) },
      }),
    ]);
  });
});

describe('an email that SES does not take', () => {
  it.each([
    ['TooManyRequestsException', 429, 'Maximum sending rate exceeded.', 30],
    ['TooManyRequestsException', 429, 'Daily message quota exceeded.', 600],
    ['ThrottlingException', 400, 'Rate exceeded', 30],
    ['LimitExceededException', 400, 'There are too many instances of the specified resource type.', 600],
    ['SendingPausedException', 400, 'Email sending is disabled for your account.', 600],
  ])('is to be tried again after a while: %s (%i) %s', async (type, status, message, holdSeconds) => {
    answer = failing(status, type, message);
    expect(await mail.send(anEmail())).toEqual({ outcome: 'throttled', words: `The mail service asks to wait: ${message}`, holdSeconds });
    expect(asked.length).toBe(1);
  });

  it.each([
    [
      'MessageRejected',
      400,
      'Email address is not verified. The following identities failed',
      /^The from address is not verified .*failed$/,
    ],
    ['MailFromDomainNotVerifiedException', 400, 'The sending domain', /^The domain of the from address is not set up for sending: /],
    ['BadRequestException', 400, "Missing final '@domain'", /: Missing final '@domain'$/],
    ['NotFoundException', 404, 'Configuration set <x> does not exist.', /does not exist/],
    ['AccountSuspendedException', 400, 'restricted', /^Sending has been stopped for the whole system/],
    ['AccessDeniedException', 403, 'not authorized', /^The mail service refused the message: not authorized$/],
  ])('is refused, and people are told why: %s (%i)', async (type, status, message, words) => {
    answer = failing(status, type, message);
    expect(await mail.send(anEmail())).toEqual({ outcome: 'refused', words: expect.stringMatching(words) });
    expect(asked.length).toBe(1);
  });
});

describe('an email of which nobody knows whether SES took it', () => {
  it.each([
    ['the connection broke', hangUp],
    ['SES failed', failing(500, 'InternalFailure', 'unknown error')],
    ['SES was unavailable', failing(503, 'ServiceUnavailable', 'try later')],
    ['a proxy timed out', failing(504, 'GatewayTimeout', '')],
    [
      'the answer was cut off',
      (response: ServerResponse) => void response.writeHead(200, { 'content-length': '500' }).write('{"Mess', () => response.destroy()),
    ],
    [
      'the answer said nothing',
      (response: ServerResponse) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
    ],
  ])('is asked for exactly once: %s', async (_, how) => {
    answer = how;
    expect(await mail.send(anEmail())).toMatchObject({ outcome: 'unknown', words: expect.stringContaining('mail service') });
    expect(asked.length).toBe(1);
  });

  it('is one when no answer comes in time, which is ten seconds', async () => {
    const limits = fastTimeouts();
    answer = () => undefined;
    expect(await mail.send(anEmail())).toMatchObject({ outcome: 'unknown' });
    expect([asked.length, limits]).toEqual([1, [10_000]]);
  });
});
