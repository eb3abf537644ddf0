import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler, sendTestEmail } from '../../../functions/api/sendTestEmail.ts';
import { anAccount } from '../../support/builders.ts';
import { type Asking, call } from '../../support/call.ts';
import { textOf } from '../../support/pdfText.ts';
import { freshPostbox, type Postbox } from '../../support/postbox.ts';
import { aroundAll, Reseller } from '../../support/reseller.ts';

aroundAll({ services: true });
let postbox: Postbox;
beforeAll(async () => {
  postbox = await freshPostbox();
});
afterAll(() => postbox.stop());

const ME = 'clerk@reseller.example';
const asks = (account: string, told: Partial<Asking> = {}) => call(handler, sendTestEmail, { account, body: {}, ...told });

describe('a test email', () => {
  it('brings the one who asks a sample invoice, as the account’s customers get theirs, and says that it is a test', async () => {
    const { id } = await Reseller.setUp({
      sending: { ...anAccount().sending, subject: 'Your invoice {{number}}', body: 'Dear {{customer}}', bcc: ['boss@acacia.example'] },
    });
    expect(await asks(id)).toMatchObject({ status: 200, body: { to: ME, subject: 'Test: Your invoice AAP-00001' } });
    const [mail, ...more] = postbox.taken(id);
    expect(mail).toMatchObject({
      subject: 'Test: Your invoice AAP-00001',
      from: '"Acacia Billing" <billing@acacia.example>',
      recipients: [ME],
      tags: { account: id, test: 'sender' },
      configurationSet: 'rebill',
    });
    expect(more).toEqual([]);
    const { Body, Attachments = [] } = postbox.content(mail?.id ?? '')?.Content?.Simple ?? {};
    expect(Body?.Text?.Data).toContain('Dear Sample Customer Pty Ltd');
    expect(Attachments.map(({ ContentType }) => ContentType)).toEqual(['application/pdf']);
    const printed = await textOf(Buffer.from(Attachments[0]?.RawContent ?? '', 'base64'));
    for (const words of ['Sample Customer Pty Ltd', 'Acacia Access Partners', 'AAP-00001']) expect(printed).toContain(words);
  });

  it('is refused, with the reason, until the domain is verified', async () => {
    const { id } = await Reseller.setUp({ verifiedSender: undefined });
    expect(await asks(id)).toMatchObject({
      status: 409,
      body: { code: 'conflict', detail: expect.stringContaining('acacia.example yet') },
    });
    expect(postbox.taken(id)).toEqual([]);
  });

  it('goes to nobody else: a viewer cannot ask for it, and who has no address gets none', async () => {
    const { id } = await Reseller.setUp();
    expect((await asks(id, { role: 'viewer' })).status).toBe(403);
    const claims = { 'custom:account': id, 'custom:role': 'billing', sub: '11111111-2222', token_use: 'id' };
    expect(await asks(id, { claims })).toMatchObject({ status: 409, body: { detail: expect.stringContaining('nobody to write to') } });
    expect((await asks(id, { body: { to: 'other@customer.example' } })).status).toBe(400);
    expect(postbox.taken(id)).toEqual([]);
  });

  it.each([
    ['paused', 503],
    ['notVerified', 409],
    ['throttled', 503],
    ['failed', 503],
  ] as const)('that SES does not take (%s) is told', async (kind, status) => {
    const { id } = await Reseller.setUp();
    postbox.fails(kind, ME);
    const answer = await asks(id);
    expect(answer.status).toBe(status);
    expect(answer.body.detail).toMatch(/mail service/);
    expect(postbox.taken(id)).toEqual([]);
  });
});
