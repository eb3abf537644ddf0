import fc from 'fast-check';
import { expect, it } from 'vitest';
import { senderText } from '../../../shared/aws/mailbox.ts';

const address = 'billing@acacia.example';

/** A reader of its own: RFC 2047 words joined, or a quoted string. */
function nameIn(header: string): string {
  const name = header.slice(0, header.lastIndexOf(' <'));
  const words = [...name.matchAll(/=\?UTF-8\?B\?([A-Za-z0-9+/=]*)\?=/g)];
  if (words.length > 0)
    return words.map(([, base64 = '']) => new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(base64, 'base64'))).join('');
  return name.slice(1, -1).replace(/\\(.)/g, '$1');
}

it('names the sender beside the address', () => {
  expect(senderText({ address, name: 'Acacia Billing' })).toBe('"Acacia Billing" <billing@acacia.example>');
  expect(senderText({ address, name: 'A "B" \\ <c@d.example>' })).toBe('"A \\"B\\" \\\\ <c@d.example>" <billing@acacia.example>');
  expect(senderText({ address, name: 'Công ty Nguyễn' })).toBe('=?UTF-8?B?Q8O0bmcgdHkgTmd1eeG7hW4=?= <billing@acacia.example>');
  expect(senderText({ address, name: ' \r\n' })).toBe(address);
});

it('keeps a name that looks like an encoded word from being read as one, which a program may do even within quotes', () => {
  const name = 'Billing =?utf-8?Q?=0D=0ABcc:_stranger@evil.example?=';
  const header = senderText({ address, name });
  expect([nameIn(header), header]).toEqual([name, expect.not.stringContaining('Bcc')]);
});

it('keeps any name, in any script, on one line of ASCII with words short enough', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (name) => {
      const header = senderText({ address, name });
      expect(header).toMatch(/^[ -~]+$/);
      for (const word of header.split(' ').filter((each) => each.startsWith('=?'))) expect(word.length).toBeLessThanOrEqual(75);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      const clean = name.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();
      expect(clean ? nameIn(header) : header).toBe(clean || address);
    }),
  );
});
