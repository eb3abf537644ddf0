import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bounceNotice, invoiceEmail, type Written } from '../../../shared/documents/email.ts';
import type { InvoiceDocument } from '../../../shared/domain/invoice.ts';
import { DEFAULT_BODY, DEFAULT_SUBJECT } from '../../../shared/domain/templates.ts';
import { aLine, aMonth, anAccount } from '../../support/builders.ts';
import { aDocument, aLineOf } from '../../support/csvInvoices.ts';

const DECEMBER = aMonth('2026-12');

function emailOf(over: Partial<InvoiceDocument> = {}, templates: { subject?: string; body?: string } = {}): Written {
  const { subject = DEFAULT_SUBJECT, body = DEFAULT_BODY } = templates;
  return invoiceEmail({ document: aDocument(over), month: DECEMBER, subject, body, fileName: 'AAP-00001 Harbour Bakery.pdf' });
}

/** Every tag but the ones that we write has come from somebody's text. */
const OURS = /<\/?(html|head|meta|title|style|body|table|tr|td|th|h1|h2|p|br|bdi|!doctype html)( [a-z-]+="[^"<>]*")*>/g;
const strange = (html: string): string[] =>
  html
    .replace(/<style>[^<]*<\/style>/, '')
    .replace(OURS, '')
    .match(/[<>]/g) ?? [];

describe('the email of an invoice', () => {
  it('says who, what, how much and by when, twice', () => {
    const { subject, text, html } = emailOf({ buyer: { name: 'Harbour Bakery', address: [], reference: 'PO 77' } });
    expect(subject).toBe('Tax Invoice AAP-00001 from Acacia Access Partners Pty Ltd');
    for (const part of [text, html]) {
      for (const said of [
        'Harbour Bakery',
        'AAP-00001',
        'PO 77',
        '1 December 2026',
        '15 December 2026',
        '$110.00',
        '000-000',
        '12345678',
        'Example Bank',
        '51 824 753 556',
      ]) {
        expect(part).toContain(said);
      }
      expect(part).toContain('Attached: AAP-00001 Harbour Bakery.pdf');
    }
  });

  it('asks for no payment of a credit note, and says what it adjusts', () => {
    const lines = [{ ...aLineOf('Fewer days', '1', '-50'), adjusts: { number: 'AAP-00000', period: aMonth('2026-11') } }];
    const { text } = emailOf({ lines, number: 'AAP-00002' });
    expect(text).toMatch(/Adjustment Note: +AAP-00002/);
    expect(text).toMatch(/Adjusts: +AAP-00000/);
    expect(text).toMatch(/Credit \(AUD\): +\$55\.00/);
    expect(text).not.toMatch(/How to pay|Due:|Please pay/);
  });

  it('says “Nothing to pay” when the total is zero', () => {
    const { text } = emailOf({ lines: [aLineOf('Fibre', '1', '5'), aLineOf('Credit', '1', '-5')] });
    expect(text).toMatch(/Total \(AUD\): +Nothing to pay/);
    expect(text).not.toMatch(/How to pay|Due:/);
  });

  it('leaves out how to pay where the reseller has not said it', () => {
    expect(emailOf({ company: { ...anAccount().company, payment: {} } }).text).not.toContain('How to pay');
  });

  it('lets no text add a header', () => {
    const { subject } = emailOf(
      { buyer: { name: 'A\r\nBcc: x@y.example\u2028\u0000', address: [] } },
      { subject: 'Hello {{customer}}\r\nX: y' },
    );
    expect(subject).toBe('Hello A Bcc: x@y.example X: y');
  });

  it('cuts a subject that no mail program would show', () => expect(emailOf({}, { subject: 'x'.repeat(2000) }).subject).toHaveLength(200));

  it('shows markup as it was typed and runs none, wherever it stands', () => {
    const evil = `<script>alert("1")</script><img src=x onerror='x'>&amp;"><a href="javascript:x">`;
    const company = { ...anAccount().company, name: evil, phone: evil, email: evil, payment: { text: evil, bankName: evil, bsb: evil } };
    const document = {
      number: evil,
      buyer: { name: evil, address: [evil], reference: evil },
      company,
      currency: evil,
      lines: [aLine({ description: evil })],
    };
    const { html } = emailOf(document, { subject: `${evil}{{customer}}`, body: `${evil}\n\n{{customer}} {{number}}` });
    expect(strange(html)).toEqual([]);
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
  });

  it('is one line of subject and sound markup, whatever anybody wrote', () => {
    const bits = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '&',
      '\r',
      '\n',
      '\u2028',
      '\u0000',
      '{{',
      '}}',
      '{{customer}}',
      '-->',
      ']]>',
      '</style>',
      '\ud800',
      'é',
      'a',
      ' ',
      'ش',
    );
    const text = fc.array(bits, { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, text, text, (subject, body, name, payment) => {
        const company = { ...anAccount().company, name, payment: { text: payment } };
        const email = emailOf({ buyer: { name, address: [], reference: payment }, company }, { subject, body });
        expect(email.subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u);
        expect(email.text).not.toMatch(/(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u);
        expect(strange(email.html)).toEqual([]);
      }),
    );
  });
});

describe('the notice of mail that came back', () => {
  const about = { customer: 'Harbour <Bakery>\r\nBcc: x', number: 'AAP-00001', month: DECEMBER, addresses: ['a@bakery.example'] };

  it('tells which customer, invoice and address, what the server said and what to do', () => {
    const { subject, text, html } = bounceNotice({ ...about, kind: 'bounce', words: '550 5.1.1 user unknown' });
    expect(subject).toBe('Undelivered: AAP-00001 for Harbour <Bakery> Bcc: x');
    expect(strange(html)).toEqual([]);
    for (const said of ['AAP-00001', 'a@bakery.example', '550 5.1.1 user unknown', 'December 2026', 'right address'])
      expect(text).toContain(said);
  });

  it('tells of a complaint as a complaint', () => {
    const { subject, text } = bounceNotice({ ...about, kind: 'complaint', words: 'abuse' });
    expect(subject).toContain('Complaint: AAP-00001');
    expect(text).toContain('unwanted');
  });
});
