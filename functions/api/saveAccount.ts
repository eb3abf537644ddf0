import type { Account } from '../../shared/domain/account.ts';
import { domainOf } from '../../shared/domain/address.ts';
import { decimal4 } from '../../shared/domain/money.ts';
import { invalid, Problem } from '../../shared/domain/problem.ts';
import { checkFirstMonth, checkFixed, usualFirstMonth } from '../../shared/domain/settings.ts';
import { DEFAULT_BODY, DEFAULT_SUBJECT } from '../../shared/domain/templates.ts';
import { api, openEndpoint } from '../../shared/lambda/api.ts';
import { type AccountBody, accountBody, accountView, viewAccount } from '../../shared/lambda/views/account.ts';
import { given } from '../../shared/lambda/views/customer.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { runs } from '../../shared/store/runs.ts';

/**
 * PUT /v1/account: the settings, whole. The sending domain is claimed before they are saved, so that nobody ever sends in another
 * reseller's name; a domain that is no longer used is given up after.
 */
export const saveAccount = openEndpoint({
  summary: 'Saves the settings; the first time, it finishes set-up',
  role: 'billing',
  setup: 'not needed',
  // The first save has read nothing; run() asks for it at every later one.
  ifMatch: 'optional',
  body: accountBody,
  output: accountView,
  ports: { accounts, runs },
  async run({ account, body, revision, now }, { accounts, runs }) {
    const [before, numbers] = await Promise.all([accounts.get(account), runs.numbers(account)]);
    if (before && revision === undefined) throw invalid('If-Match', 'is required: name the ETag of the settings you read');
    // Asked before anything is claimed as well: a save that comes too late must not take a domain that it then does not use.
    if ((revision ?? 0) !== (before?.revision ?? 0)) throw new Problem('stale', 'The settings were changed meanwhile. Read them again');
    const settings = settingsFrom(account, body, before, revision ?? 0, now);
    if (before && numbers) checkFixed(before, settings);
    if (!before || before.firstMonth !== settings.firstMonth) checkFirstMonth(settings, now);
    const domain = domainOf(settings.sending.from);
    await accounts.claimDomain(domain, account);
    const saved = await accounts.save(settings);
    if (before && domainOf(before.sending.from) !== domain) await accounts.releaseDomain(domainOf(before.sending.from), account);
    return viewAccount(saved, numbers !== undefined);
  },
});

function settingsFrom(accountId: string, body: AccountBody, before: Account | undefined, revision: number, now: Date): Account {
  const { company, billing, numbering, sending, layout, xero, firstMonth } = body;
  return {
    accountId,
    company: { ...given(company), payment: given(company.payment ?? {}) },
    ...(before?.logo ? { logo: before.logo } : {}),
    billing: { ...billing, taxRate: billing.taxRate ?? decimal4('10') },
    numbering: { prefix: numbering?.prefix ?? '', first: numbering?.first ?? 1 },
    sending: { ...given(sending), subject: sending.subject ?? DEFAULT_SUBJECT, body: sending.body ?? DEFAULT_BODY },
    layout,
    xero,
    firstMonth: firstMonth ?? before?.firstMonth ?? usualFirstMonth(billing.timeZone, now),
    revision,
  };
}

export const handler = api(saveAccount);
