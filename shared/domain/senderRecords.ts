import type { Account } from './account.ts';
import { type Identity, isForeign, type Search, senderDomain } from './sender.ts';
import { ownDomain } from './settings.ts';

/** One DNS record that the reseller adds where its domain is looked after. */
export type SenderRecord = {
  readonly purpose: 'dkim' | 'mailFrom' | 'spf' | 'dmarc';
  readonly type: 'CNAME' | 'MX' | 'TXT';
  readonly name: string;
  readonly value: string;
  /** Of an MX record. */
  readonly priority?: number;
  /** As far as SES tells. */
  readonly state: 'found' | 'missing' | 'unknown';
  /** Whether nothing is sent without it. */
  readonly required: boolean;
  readonly why: string;
};

export const MAY_TAKE = 'Usually a few minutes after the records are in place; DNS may take up to 72 hours';

/** A label of its own: a domain that takes in bounces can take in no other mail. */
export const mailFromOf = (domain: string): string => `bounce.${domain}`;

/** None until the domain is set up: the names of the first ones come from SES. */
export function senderRecords(account: Pick<Account, 'accountId' | 'sending'>, identity: Identity | undefined): SenderRecord[] {
  if (!identity || isForeign(identity, account)) return [];
  const { dkim, mailFrom } = identity;
  const domain = senderDomain(account);
  const keys = dkim.tokens.map(
    (token): SenderRecord => ({
      ...{ purpose: 'dkim', type: 'CNAME', name: `${token}._domainkey.${domain}`, value: `${token}.${dkim.zone}` },
      ...{ state: stateOf(dkim.search), required: true, why: WHY.dkim },
    }),
  );
  return [...keys, ...(mailFrom ? returnRecords(mailFrom) : []), dmarcRecord(ownDomain(account.sending.from))];
}

function returnRecords({ domain: name, search, exchange }: NonNullable<Identity['mailFrom']>): SenderRecord[] {
  return [
    {
      ...{ purpose: 'mailFrom', type: 'MX', name, value: exchange, priority: 10 },
      ...{ state: stateOf(search), required: false, why: WHY.mailFrom },
    },
    {
      ...{ purpose: 'spf', type: 'TXT', name, value: 'v=spf1 include:amazonses.com ~all' },
      // SES looks for the MX record alone.
      ...{ state: 'unknown', required: false, why: WHY.spf },
    },
  ];
}

/** At the registered domain, where it holds for every name below. */
const dmarcRecord = (domain: string): SenderRecord => ({
  ...{ purpose: 'dmarc', type: 'TXT', name: `_dmarc.${domain}`, value: 'v=DMARC1; p=none;' },
  ...{ state: 'unknown', required: false, why: WHY.dmarc },
});

const stateOf = (search: Search) => (search === 'found' ? 'found' : 'missing');

const WHY = {
  dkim: 'Proves that the domain is yours, and signs every invoice in its name. Nothing is sent without all three',
  mailFrom: 'Bounces come back to your own domain, so receivers see that the invoice is yours. Add it together with the next one',
  spf: 'Says that we may send for that address. Add it together with the one before',
  dmarc: 'Large mail providers ask for it. If your domain has one already, keep yours',
} as const satisfies Record<SenderRecord['purpose'], string>;
