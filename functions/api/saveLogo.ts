import { files } from '../../shared/aws/files.ts';
import { fittingLogo } from '../../shared/documents/pdf/logo.ts';
import { digestOf } from '../../shared/domain/digest.ts';
import { imageType } from '../../shared/domain/image.ts';
import { invalid, Problem } from '../../shared/domain/problem.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { accountView, viewAccount } from '../../shared/lambda/views/account.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { runs } from '../../shared/store/runs.ts';

/** The largest logo, in bytes. */
const LOGO_BYTES = 1_048_576;
const ANYWHERE = { x: 0, y: 0, width: 100, height: 100 };

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
    if (bytes.byteLength > LOGO_BYTES)
      throw new Problem('too-large', 'The logo must be at most 1 MB', [{ field: 'logo', message: 'must be at most 1 MB' }]);
    const type = imageType(bytes);
    if (contentType !== type) throw invalid('logo', `is said to be ${contentType || 'of no type'} but is ${type}`);
    // Asked of the printer itself: what it cannot read would be missing on every invoice, and nobody told.
    if (!fittingLogo(bytes, ANYWHERE)) throw invalid('logo', 'is damaged, or of a kind that cannot be printed: save it anew as a PNG');
    const key = `kept/logos/${account}/${await digestOf(bytes, 16)}.${type === 'image/png' ? 'png' : 'jpg'}`;
    await files.write(key, bytes, type);
    const saved = await accounts.save({ ...settings, logo: { key, type }, revision: revision ?? settings.revision });
    return viewAccount(saved, (await runs.numbers(account)) !== undefined);
  },
});

export const handler = api(saveLogo);
