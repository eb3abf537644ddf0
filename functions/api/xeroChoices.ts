import { ids } from '../../shared/aws/ids.ts';
import { metrics } from '../../shared/aws/metrics.ts';
import { vault } from '../../shared/aws/vault.ts';
import { xeroCredentials } from '../../shared/aws/xeroCredentials.ts';
import { accountMistakes } from '../../shared/domain/xero/coding.ts';
import { openBooks, shown } from '../../shared/domain/xero/lookingIn.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { choicesView, viewChoices } from '../../shared/lambda/views/xeroChoices.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { connections } from '../../shared/store/connections.ts';
import { customers } from '../../shared/store/customers.ts';
import { accounting } from '../../shared/xero/accounting.ts';
import { signInWith } from '../../shared/xero/signIn.ts';

/** GET /v1/xero/choices: what the organisation has to choose from, and what of the settings and services it does not have. */
export const xeroChoices = endpoint({
  summary: "The organisation's accounts, tax rates and branding themes, and which of our codes it would refuse",
  role: 'viewer',
  output: choicesView,
  ports: { accounts, connections, customers, signIn: signInWith(xeroCredentials), accounting, vault, ids, metrics },
  async run({ account, settings }, ports) {
    const { books, organisation } = await openBooks(account, ports, () => new Date());
    // One after the other: five calls at once are all that Xero allows, and the worker may be making four.
    const chart = { accounts: shown(await books.accounts()), taxRates: shown(await books.taxRates()) };
    const themes = shown(await books.brandingThemes());
    const found = await accountMistakes(settings, ports.customers.files(account), chart, organisation.name);
    return viewChoices(settings, chart, themes, found);
  },
});

export const handler = api(xeroChoices);
