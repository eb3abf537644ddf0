import { files } from '../../shared/aws/files.ts';
import type { Account } from '../../shared/domain/account.ts';
import { domainOf } from '../../shared/domain/address.ts';
import { logoLink } from '../../shared/domain/logoLink.ts';
import { decimal4 } from '../../shared/domain/money.ts';
import type { Accounts } from '../../shared/domain/ports.ts';
import { invalid, Problem } from '../../shared/domain/problem.ts';
import { checkFirstMonth, checkFixed, ownDomain, usualFirstMonth } from '../../shared/domain/settings.ts';
import { DEFAULT_BODY, DEFAULT_SUBJECT } from '../../shared/domain/templates.ts';
import { api, openEndpoint } from '../../shared/lambda/api.ts';
import { given } from '../../shared/lambda/given.ts';
import { type AccountBody, accountBody, accountView, viewAccount } from '../../shared/lambda/views/account.ts';
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
  ports: { accounts, runs, files },
  async run({ account, body, revision, now }, { accounts, runs, files }) {
    const [before, numbers] = await Promise.all([accounts.get(account), runs.numbers(account)]);
    if (before && revision === undefined) throw invalid('If-Match', 'is required: name the ETag of the settings you read');
    // Asked before anything is claimed as well: a save that comes too late must not take a domain that it then does not use.
    if ((revision ?? 0) !== (before?.revision ?? 0)) throw new Problem('stale', 'The settings were changed meanwhile. Read them again');
    const settings = settingsFrom(account, body, before, revision ?? 0, now);
    if (before && numbers) checkFixed(before, settings);
    if (!before || before.firstMonth !== settings.firstMonth) checkFirstMonth(settings, now);
    const domain = ownDomain(settings.sending.from);
    const next = settings.revision + 1;
    await claimed(accounts.claimDomain(domain, account, next));
    const saved = await accounts.save(settings).catch((error: unknown) => lost(error, settings, accounts));
    const left = before && ownDomain(before.sending.from);
    if (left && left !== domain) await accounts.releaseDomain(left, account, next);
    return viewAccount(saved, numbers !== undefined, await logoLink(saved, files));
  },
});

/**
 * A save that another one overtook gives up what it claimed, unless that one sends from there too. Only settings older than a claim are
 * named when a domain is given up, so a save that is under way keeps its own.
 */
async function lost(
  error: unknown,
  { accountId, sending, revision }: Account,
  ports: Pick<Accounts, 'get' | 'releaseDomain'>,
): Promise<never> {
  if (error instanceof Problem && error.code === 'stale') {
    const stands = await ports.get(accountId);
    const domain = ownDomain(sending.from);
    if (!stands || ownDomain(stands.sending.from) !== domain) await ports.releaseDomain(domain, accountId, revision + 1);
  }
  throw error;
}

/** A form shows a refusal beside the field that it is about. */
async function claimed(claim: Promise<void>): Promise<void> {
  try {
    await claim;
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'conflict')) throw error;
    throw new Problem('conflict', error.message, [{ field: 'sending.from', message: error.message }]);
  }
}

function settingsFrom(accountId: string, body: AccountBody, before: Account | undefined, revision: number, now: Date): Account {
  const { company, billing, numbering, sending, layout, xero, firstMonth } = body;
  return {
    accountId,
    company: { ...given(company), payment: given(company.payment ?? {}) },
    ...(before?.logo ? { logo: before.logo } : {}),
    ...(before && before.verifiedSender === domainOf(sending.from) ? { verifiedSender: before.verifiedSender } : {}),
    billing: { ...billing, taxRate: billing.taxRate ?? decimal4('10') },
    numbering: { prefix: numbering?.prefix ?? '', first: numbering?.first ?? 1 },
    sending: { ...given(sending), subject: sending.subject ?? DEFAULT_SUBJECT, body: sending.body ?? DEFAULT_BODY },
    layout,
    xero: given(xero),
    firstMonth: firstMonth ?? before?.firstMonth ?? usualFirstMonth(billing.timeZone, now),
    revision,
  };
}

export const handler = api(saveAccount);
