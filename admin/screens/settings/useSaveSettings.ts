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
  /** The settings are saved; their logo was refused. */
  readonly logoProblem?: unknown;
};

/**
 * Saves the settings whole, then the logo. `revision` is of what the form was opened with: a save by someone else in between is refused.
 */
export function useSaveSettings(revision: number | undefined, logo: PickedLogo, onSaved: (saved: Saved) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (fields: SettingsFields): Promise<Saved> => {
      const account = await saveSettings(bodyOfSettings(fields), revision);
      try {
        if (logo.picked) return { account: await saveLogo(logo.picked) };
        if (logo.picked === null) return { account: await removeLogo() };
        return { account };
      } catch (logoProblem) {
        return { account, logoProblem };
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
