import { Problem } from '../../shared/domain/problem.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { accountView, viewAccount } from '../../shared/lambda/views/account.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { runs } from '../../shared/store/runs.ts';

/** DELETE /v1/account/logo: the next invoices bear none. The file stays: invoices that exist are printed with it for ever. */
export const removeLogo = endpoint({
  summary: 'Takes the logo away: invoices planned from now on bear none, those that exist keep theirs',
  role: 'billing',
  ifMatch: 'optional',
  output: accountView,
  ports: { accounts, runs },
  async run({ account, settings, revision = settings.revision }, { accounts, runs }) {
    if (revision !== settings.revision) throw new Problem('stale', 'The settings were changed meanwhile. Read them again');
    const { logo, ...rest } = settings;
    const saved = logo ? await accounts.save(rest) : settings;
    return viewAccount(saved, (await runs.numbers(account)) !== undefined, undefined);
  },
});

export const handler = api(removeLogo);
