import * as z from 'zod/mini';
import { files } from '../../shared/aws/files.ts';
import { logoLink } from '../../shared/domain/logoLink.ts';
import { api, openEndpoint } from '../../shared/lambda/api.ts';
import { accountView, missingView, viewAccount, viewMissing } from '../../shared/lambda/views/account.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { runs } from '../../shared/store/runs.ts';

/** GET /v1/account: the settings, or what set-up still needs. */
export const readAccount = openEndpoint({
  summary: 'The settings; before set-up is finished, what is missing',
  role: 'viewer',
  setup: 'not needed',
  output: z.union([accountView, missingView]),
  ports: { accounts, runs, files },
  async run({ account }, { accounts, runs, files }) {
    const [settings, numbers] = await Promise.all([accounts.get(account), runs.numbers(account)]);
    if (!settings) return viewMissing(account);
    return viewAccount(settings, numbers !== undefined, await logoLink(settings, files));
  },
});

export const handler = api(readAccount);
