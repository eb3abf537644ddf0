import type { Account } from './account.ts';
import type { Files } from './ports.ts';

/** Where the logo can be looked at, for at most five minutes; nothing when there is none. */
export async function logoLink({ logo }: Pick<Account, 'logo'>, files: Pick<Files, 'link'>): Promise<string | undefined> {
  if (!logo) return undefined;
  const { url } = await files.link(logo.key, `logo.${logo.type === 'image/png' ? 'png' : 'jpg'}`, logo.type);
  return url;
}
