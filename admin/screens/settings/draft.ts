import type { SettingsFields } from './settingsFields.ts';
import { NEW_SETTINGS } from './settingsFields.ts';

/** What was typed in set-up, and how far it went. */
export type Draft = { readonly fields: SettingsFields; readonly step: string; readonly seen: readonly string[] };

/** It stays in this browser over a reload. It is no secret: it is printed on every invoice. */
const keyOf = (account: string) => `rebill.setUp.${account}`;

export function keepDraft(account: string, draft: Draft): void {
  try {
    localStorage.setItem(keyOf(account), JSON.stringify(draft));
  } catch {
    // A browser that keeps nothing: then it lives as long as the page.
  }
}

export function readDraft(account: string): Draft | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(account)) ?? 'null') as Partial<Draft> | null;
    if (!kept?.fields) return undefined;
    return { fields: whole(kept.fields), step: kept.step ?? '', seen: kept.seen ?? [] };
  } catch {
    return undefined;
  }
}

/** Whatever an older version of the form kept, each field is there. */
function whole(kept: Partial<SettingsFields>): SettingsFields {
  const { company, billing, numbering, sending, xero } = NEW_SETTINGS;
  return {
    ...NEW_SETTINGS,
    ...kept,
    company: { ...company, ...kept.company, payment: { ...company.payment, ...kept.company?.payment } },
    billing: { ...billing, ...kept.billing },
    numbering: { ...numbering, ...kept.numbering },
    sending: { ...sending, ...kept.sending },
    xero: { ...xero, ...kept.xero },
  };
}

export function clearDraft(account: string): void {
  try {
    localStorage.removeItem(keyOf(account));
  } catch {
    // Nothing was kept.
  }
}
