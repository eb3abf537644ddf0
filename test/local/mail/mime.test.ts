import { expect, test } from 'vitest';
import { mimeOf } from '../../../local/mail/mime.ts';
import type { MailSummary } from '../../../local/mail/outbox.ts';

const SUMMARY = { id: 'm1', at: '2026-11-01T02:03:04.000Z' } as MailSummary;

test('an email is written as mail programs read it', () => {
  const mime = mimeOf(SUMMARY, {
    FromEmailAddress: 'billing@aap.example',
    Destination: { ToAddresses: ['a@b.example', 'c@d.example'], BccAddresses: ['secret@e.example'] },
    Content: {
      Simple: {
        Subject: { Data: 'Hóa đơn tháng 11 cho Công ty Trách nhiệm Hữu hạn' },
        Body: { Text: { Data: 'Chào' }, Html: { Data: '<p>Chào</p>' } },
        Headers: [{ Name: 'X-Invoice', Value: '1' }],
        Attachments: [{ FileName: "a (b) o'c.pdf", RawContent: 'QUJD', ContentType: 'application/pdf' }],
      },
    },
  });
  const [head = '', ...parts] = mime.split(/\r\n\r\n/);
  expect(head.split('\r\n').slice(0, 5)).toEqual([
    'Date: Sun, 01 Nov 2026 02:03:04 +0000',
    'Message-ID: <m1@email.amazonses.com>',
    'From: billing@aap.example',
    'To: a@b.example,',
    ' c@d.example',
  ]);
  const words = [...head.matchAll(/=\?UTF-8\?B\?(.*?)\?=/g)].map(([whole, text = '']) => {
    expect(whole.length).toBeLessThanOrEqual(75);
    return Buffer.from(text, 'base64').toString();
  });
  expect(words.join('')).toBe('Hóa đơn tháng 11 cho Công ty Trách nhiệm Hữu hạn');
  expect(mime).not.toContain('secret@');
  expect(parts.join()).toContain('multipart/alternative');
  expect(mime).toMatch(/filename\*=UTF-8''a%20%28b%29%20o%27c\.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nQUJD/);
  expect(mime.trimEnd().endsWith('--mail-m1--')).toBe(true);
});
