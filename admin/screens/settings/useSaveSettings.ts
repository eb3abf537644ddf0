import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Account, accountQuery } from '../../api/account.ts';
import { Problem } from '../../api/problem.ts';
import { removeLogo, saveLogo, saveSettings } from '../../api/settings.ts';
import { bodyOfSettings, type SettingsFields } from './settingsFields.ts';
import type { PickedLogo } from './settingsForm.ts';

/** Everything that shows something of the settings. */
const TOUCHED = [
  'sender',
  'months',
  'invoices',
  'summary',
  'preview',
  'preview pdf',
  'preview email',
  'estimate',
  'run',
  'customers',
  'xero',
];

export type Saved = {
  readonly account: Account;
  readonly sent: SettingsFields;
  /** The settings are saved; their logo was refused. */
  readonly logoProblem?: unknown;
};

type Saving = { readonly fields: SettingsFields; readonly logo: PickedLogo; readonly revision: number | undefined };

/** Saves the settings whole, then the logo. `revision` is of what the form was opened with: another's save in between is refused. */
export function useSaveSettings(onSaved: (saved: Saved) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ fields, logo, revision }: Saving): Promise<Saved> => {
      const account = await saveSettings(bodyOfSettings(fields), revision);
      try {
        if (logo.picked) return { account: await saveLogo(logo.picked, account.revision), sent: fields };
        if (logo.picked === null) return { account: await removeLogo(account.revision), sent: fields };
        return { account, sent: fields };
      } catch (logoProblem) {
        return { account, sent: fields, logoProblem };
      }
    },
    onSuccess: (saved) => {
      onSaved(saved);
      queries.setQueryData(accountQuery.queryKey, saved.account);
      return Promise.all(TOUCHED.map((key) => queries.invalidateQueries({ queryKey: [key] })));
    },
  });
}

export const isStale = (error: unknown): boolean => error instanceof Problem && error.status === 412;
