import * as readAccount from '../../functions/api/readAccount.ts';
import * as saveAccount from '../../functions/api/saveAccount.ts';
import * as saveLogo from '../../functions/api/saveLogo.ts';
import type { Month } from '../../shared/domain/month.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { type Answer, type Asking, call } from './call.ts';
import { firstOf } from './reseller.ts';
import { aWorld, makeMonth } from './world.ts';

/** What a reseller must tell and no more; its sending domain is its own. */
export const settingsOf = (account: string) => ({
  company: {
    name: 'Acacia Access Partners',
    taxId: '51 824 753 556',
    registeredForTax: true,
    address: ['10 Example Street', 'Sydney NSW 2000'],
    email: 'accounts@acacia.example',
  },
  billing: { timeZone: 'Australia/Sydney', period: 'advance', termsDays: 14 },
  sending: { from: `billing@${account}.example`, fromName: 'Acacia Billing' },
});

type Told = Omit<Asking, 'account'> & { readonly revision?: number };

const ifMatch = ({ revision, headers, ...told }: Told) => ({
  ...told,
  headers: { ...(revision === undefined ? {} : { 'if-match': `"${revision}"` }), ...headers },
});

export const reads = (account: string, told: Told = {}): Promise<Answer> =>
  call(readAccount.handler, readAccount.readAccount, { account, ...ifMatch(told) });

export const saves = (account: string, body: unknown, told: Told = {}): Promise<Answer> =>
  call(saveAccount.handler, saveAccount.saveAccount, { account, body, ...ifMatch(told) });

export const uploads = (account: string, bytes: Uint8Array, type: string, told: Told = {}): Promise<Answer> =>
  call(saveLogo.handler, saveLogo.saveLogo, {
    account,
    bytes,
    ...ifMatch({ ...told, headers: { 'content-type': type, ...told.headers } }),
  });

/** `whole` with the field that `path` names (`company.taxId`) set to `value`; `undefined` leaves it out. */
export function withField(whole: object, path: string, value: unknown): object {
  const [first = '', ...rest] = path.split('.');
  const inner: unknown = Reflect.get(whole, first);
  return { ...whole, [first]: rest.length === 0 ? value : withField((inner ?? {}) as object, rest.join('.'), value) };
}

/** Plans the month for an account that has nobody to bill. */
export async function planned(account: string, month: Month): Promise<void> {
  const settings = await accounts.get(account);
  if (!settings) throw new Error(`${account} is not set up`);
  await makeMonth(settings, month, aWorld(), firstOf(month));
}
