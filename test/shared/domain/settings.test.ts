import { describe, expect, it } from 'vitest';
import { checkFirstMonth, checkFixed, ownDomain, usualFirstMonth } from '../../../shared/domain/settings.ts';
import { aMonth, anAccount } from '../../support/builders.ts';

const at = (text: string) => new Date(text);

describe('the first month', () => {
  it.each([
    ['Australia/Sydney', '2026-10-31T12:59:59Z', '2026-11'],
    ['Australia/Sydney', '2026-10-31T13:00:00Z', '2026-12'],
    ['America/Los_Angeles', '2026-11-01T06:59:59Z', '2026-11'],
    ['Pacific/Kiritimati', '2026-12-31T10:00:00Z', '2027-02'],
    ['UTC', '2026-12-31T23:59:59Z', '2027-01'],
  ])('is usually the next on the reseller’s own calendar: in %s at %s', (timeZone, now, first) => {
    expect(usualFirstMonth(timeZone, at(now))).toBe(first);
  });

  it.each([
    ['2025-11', undefined],
    ['2025-12', 'ok'],
    ['2026-11', 'ok'],
    ['2027-11', 'ok'],
    ['2027-12', undefined],
  ])('lies within a year of today: %s', (firstMonth, fine) => {
    const settings = anAccount({ firstMonth: aMonth(firstMonth) });
    const check = () => checkFirstMonth(settings, at('2026-11-15T00:00:00Z'));
    if (fine) expect(check).not.toThrow();
    else expect(check).toThrow('firstMonth: must be from 2025-12 to 2027-11');
  });
});

describe('once a month is planned', () => {
  const before = anAccount();

  it('everything but the first number, the currency and the first month may change', () => {
    const { company, billing, numbering, sending, xero } = before;
    const after = {
      ...before,
      company: { ...company, name: 'Other', registeredForTax: false },
      billing: { ...billing, timeZone: 'UTC', period: 'arrears', termsDays: 0 } as const,
      numbering: { ...numbering, prefix: 'NEW-' },
      sending: { ...sending, autoInvoice: false, from: 'a@other.example' },
      layout: 'modern' as const,
      xero: { ...xero, accountCode: '1' },
    };
    expect(() => checkFixed(before, after)).not.toThrow();
  });

  it('all that was changed and is fixed is named at once', () => {
    const after = {
      ...before,
      billing: { ...before.billing, currency: 'NZD' },
      numbering: { ...before.numbering, first: 9 },
      firstMonth: aMonth('2026-02'),
    };
    const fields = ['numbering.first', 'billing.currency', 'firstMonth'].map((field) => expect.objectContaining({ field }));
    expect(() => checkFixed(before, after)).toThrow(expect.objectContaining({ code: 'conflict', fields }));
  });
});

describe('the domain that an address makes a reseller’s own', () => {
  it.each([
    ['billing@reseller.example', 'reseller.example'],
    ['billing@Mail.Reseller.EXAMPLE', 'reseller.example'],
    ['a@deep.down.mail.reseller.example', 'reseller.example'],
    ['a@reseller.com.au', 'reseller.com.au'],
    ['a@mail.reseller.com.au', 'reseller.com.au'],
    ['a@mail.reseller.co.uk', 'reseller.co.uk'],
    ['a@mail.reseller.net', 'reseller.net'],
    ['a@mail.com.net', 'com.net'],
    ['a@mail.bücher.example', 'xn--bcher-kva.example'],
    ['a@com.au', 'com.au'],
  ])('is the registered one, with every name under it: %s → %s', (address, domain) => expect(ownDomain(address)).toBe(domain));
});
