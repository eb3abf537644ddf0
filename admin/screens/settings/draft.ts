import type { SettingsFields } from './settingsFields.ts';
import { NEW_SETTINGS } from './settingsFields.ts';

/** What was typed in set-up stays in this browser over a reload. It is no secret: it is printed on every invoice. */
const keyOf = (account: string) => `rebill.setUp.${account}`;

export function keepDraft(account: string, fields: SettingsFields): void {
  try {
    localStorage.setItem(keyOf(account), JSON.stringify(fields));
  } catch {
    // A browser that keeps nothing: then it lives as long as the page.
  }
}

export function readDraft(account: string): SettingsFields | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(account)) ?? 'null') as Partial<SettingsFields> | null;
    if (!kept) return undefined;
    const { company, billing, numbering, sending, xero } = NEW_SETTINGS;
    // Whatever an older version of the form kept, each field is there.
    return {
      ...NEW_SETTINGS,
      ...kept,
      company: { ...company, ...kept.company, payment: { ...company.payment, ...kept.company?.payment } },
      billing: { ...billing, ...kept.billing },
      numbering: { ...numbering, ...kept.numbering },
      sending: { ...sending, ...kept.sending },
      xero: { ...xero, ...kept.xero },
    };
  } catch {
    return undefined;
  }
}

export function clearDraft(account: string): void {
  try {
    localStorage.removeItem(keyOf(account));
  } catch {
    // Nothing was kept.
  }
}
