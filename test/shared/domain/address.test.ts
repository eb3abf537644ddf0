import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { asciiDomain, domainOf, isEmailAddress, isFreeMailDomain, normalAddress } from '../../../shared/domain/address.ts';

describe('an email address', () => {
  test.each([
    'accounts@bakery.example',
    'Anna.O’Neil@x.example'.replace('’', "'"),
    'bounce+x@simulator.amazonses.com',
    'a@b.co',
    'a@xn--bcher-kva.example',
    'a@bücher.example',
    'a@ACME.EXAMPLE',
    `${'a'.repeat(64)}@x.example`,
  ])('%s is one', (text) => expect(isEmailAddress(text)).toBe(true));

  test.each([
    '',
    'a',
    '@x.example',
    'a@',
    'a@b',
    'a@localhost',
    'a@b@c.example',
    'a b@x.example',
    ' a@x.example',
    'a@x.example ',
    'a@x.example\r\nBcc: b@x.example',
    'a@x.example,b@x.example',
    'a@x.example;b@x.example',
    'Anna <a@x.example>',
    'jürgen@x.example',
    '.a@x.example',
    'a.@x.example',
    'a..b@x.example',
    'a@-x.example',
    'a@x-.example',
    'a@x..example',
    'a@x.example.',
    'a@x_y.example',
    'a@192.168.0.1',
    'a@[192.168.0.1]',
    'a@x.example/path',
    'a@x.example:25',
    'a@user%40x.example',
    'a@x.example?b',
    'a@x.example#b',
    'a@\u0000x.example',
    `${'a'.repeat(65)}@x.example`,
    `a@${'x'.repeat(64)}.example`,
    `a@${'xxxxxxxx.'.repeat(30)}example`,
  ])('%j is none', (text) => expect(isEmailAddress(text)).toBe(false));

  it('is kept with its domain as mail servers write it, and its own part as it was written', () => {
    expect(normalAddress('  Anna@BÜCHER.Example ')).toBe('Anna@xn--bcher-kva.example');
  });

  it('is kept in a form that is kept as it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.emailAddress(),
          fc.string().map((text) => `a@${text}`),
        ),
        (text) => {
          const kept = normalAddress(text);
          if (kept === undefined) return;
          expect(normalAddress(kept)).toBe(kept);
          expect(kept).toMatch(/^[\x21-\x7e]+$/);
        },
      ),
    );
  });
});

describe('the domain of an address', () => {
  it('is in lower case and ASCII', () => {
    expect(domainOf('Anna@Bücher.Example')).toBe('xn--bcher-kva.example');
    expect(domainOf('a@ACME.example')).toBe('acme.example');
    expect(asciiDomain('not a domain')).toBeUndefined();
  });

  test.each([
    'gmail.com',
    'GMAIL.com',
    'hotmail.co.uk',
    'live.com.au',
    'yahoo.de',
    'outlook.com',
    'bigpond.com',
    'optusnet.com.au',
    'proton.me',
    'xtra.co.nz',
  ])('is nobody’s own at %s', (domain) => expect(isFreeMailDomain(domain)).toBe(true));

  test.each(['acacia.example', 'mygmail.com', 'gmail.com.example', 'live.events', 'outlook.acme.example', 'example.com'])(
    'may be its own at %s',
    (domain) => expect(isFreeMailDomain(domain)).toBe(false),
  );
});
