import { describe, expect, test } from 'vitest';
import type { SendEmail } from '../../../local/mail/request.ts';
import { faultOfAddress, refusalOf } from '../../../local/mail/validation.ts';

const GOOD: SendEmail = {
  FromEmailAddress: '"Aap" <billing@aap.example>',
  Destination: { ToAddresses: ['a@b.example'] },
  Content: { Simple: { Subject: { Data: 'Hi' }, Body: { Text: { Data: 'x' } } } },
  EmailTags: [{ Name: 'account', Value: 'demo' }],
  ConfigurationSetName: 'ours',
};
const refusal = (email: SendEmail) => refusalOf(email, new Set(['ours']), (domain) => domain === 'aap.example');
const withSimple = (simple: object): SendEmail => ({ ...GOOD, Content: { Simple: { ...GOOD.Content?.Simple, ...simple } } });

test('a good email is taken', () => expect(refusal(GOOD)).toBeUndefined());

describe('SES would refuse', () => {
  const { FromEmailAddress: _, ...anonymous } = GOOD;
  test.each<[string, SendEmail, RegExp]>([
    ['no sender', anonymous, /FromEmailAddress/],
    ['nobody to send to', { ...GOOD, Destination: {} }, /recipient/],
    ['51 recipients', { ...GOOD, Destination: { BccAddresses: Array.from({ length: 51 }, (_, n) => `a${n}@b.example`) } }, /exceeds 50/],
    ['an address without a domain', { ...GOOD, Destination: { ToAddresses: ['nobody'] } }, /final '@domain'/],
    ['a bad reply-to address', { ...GOOD, ReplyToAddresses: ['a b@c.example'] }, /whitespace/],
    ['no body', withSimple({ Body: {} }), /Body/],
    ['no subject', withSimple({ Subject: undefined }), /Subject/],
    ['a subject of two lines', withSimple({ Subject: { Data: 'a\r\nBcc: x@y.example' } }), /line breaks/],
    ['a header that is not ASCII', withSimple({ Headers: [{ Name: 'X-Name', Value: 'Ü' }] }), /printable ASCII/],
    ['an endless header', withSimple({ Headers: [{ Name: 'X-Name', Value: 'x'.repeat(996) }] }), /longer than 995/],
    ['an attachment without a name', withSimple({ Attachments: [{ FileName: '', RawContent: '' }] }), /FileName/],
    ['a tag with a space', { ...GOOD, EmailTags: [{ Name: 'account', Value: 'a b' }] }, /Invalid tag value/],
    ['a tag twice', { ...GOOD, EmailTags: [GOOD.EmailTags?.[0] ?? { Name: '', Value: '' }, { Name: 'account', Value: 'x' }] }, /Duplicate/],
  ])('%s', (_name, email, words) => {
    expect(refusal(email)).toMatchObject({ status: 400, type: 'BadRequestException', message: expect.stringMatching(words) });
  });

  test('a configuration set that there is not', () => {
    expect(refusal({ ...GOOD, ConfigurationSetName: 'theirs' })).toMatchObject({ status: 404, type: 'NotFoundException' });
  });

  test('more than 40 MB', () => {
    const Attachments = [{ FileName: 'x', RawContent: 'x'.repeat(41 * 1024 * 1024) }];
    expect(refusal(withSimple({ Attachments }))).toMatchObject({ type: 'MessageRejected' });
  });
});

test.each(["o'brien+x@a-b.example", '"O\'Brien & Söhne" <x@y.example>', 'bounce+x@simulator.amazonses.com'])(
  '%s is an address',
  (address) => expect(faultOfAddress(address)).toBeUndefined(),
);

test.each([
  '',
  'a',
  '@b.example',
  'a@',
  'a@b@c.example',
  'söhne@b.example',
  'a@b_c.example',
  'a@.b.example',
  'a@b.example\r\nBcc: c@d.example',
  'a,b@c.example',
])('%j is no address', (address) => expect(faultOfAddress(address)).toBeTypeOf('string'));
