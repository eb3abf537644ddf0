import { files } from '../../shared/aws/files.ts';
import { checkedLogo } from '../../shared/documents/pdf/checkedLogo.ts';
import { digestOf } from '../../shared/domain/digest.ts';
import { logoLink } from '../../shared/domain/logoLink.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { accountView, viewAccount } from '../../shared/lambda/views/account.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { runs } from '../../shared/store/runs.ts';

/**
 * PUT /v1/account/logo: printed on the invoices planned from now on. Kept under a name made of its content: invoices that exist go on
 * naming the one they were made with.
 */
export const saveLogo = endpoint({
  summary: 'Saves the logo, a PNG or JPEG of at most 1 MB',
  role: 'billing',
  ifMatch: 'optional',
  binary: ['image/png', 'image/jpeg'],
  output: accountView,
  ports: { accounts, runs, files },
  async run({ account, settings, raw, revision }, { accounts, runs, files }) {
    const { bytes, contentType } = raw();
    const type = checkedLogo(bytes, contentType);
    const key = `kept/logos/${account}/${await digestOf(bytes, 16)}.${type === 'image/png' ? 'png' : 'jpg'}`;
    await files.write(key, bytes, type);
    const saved = await accounts.save({ ...settings, logo: { key, type }, revision: revision ?? settings.revision });
    return viewAccount(saved, (await runs.numbers(account)) !== undefined, await logoLink(saved, files));
  },
});

export const handler = api(saveLogo);
