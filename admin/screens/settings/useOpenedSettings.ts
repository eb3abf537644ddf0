import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type Account, accountQuery } from '../../api/account.ts';
import { clearDraft, readDraft } from './draft.ts';
import { leftOver, type Merged, merged } from './mergedSettings.ts';
import { fieldsOfAccount, NEW_SETTINGS, type SettingsFields } from './settingsFields.ts';
import { type PickedLogo, type SettingsForm, useSettingsForm } from './settingsForm.ts';
import { useLogo } from './useLogo.ts';

/** What someone else saved while it was edited here; and what of it concerns a logo that is picked here. */
export type Meanwhile = Merged & { readonly logo: boolean };

export type OpenedSettings = {
  /** As they are saved, at the revision that the next save is of. */
  readonly opened: Account;
  readonly form: SettingsForm;
  readonly logo: PickedLogo;
  readonly meanwhile: Meanwhile | undefined;
  readonly changed: boolean;
  /** Read anew after a save of someone else: what is typed here stays. */
  readonly readAnew: () => Promise<void>;
  /** After a save from here: what was typed while it was on its way stays. */
  readonly saved: (account: Account, sent: SettingsFields, logoSaved: boolean) => void;
  readonly dropAll: () => void;
  /** Nothing of it is asked any more. */
  readonly settle: () => void;
};

/** The form over the saved settings, whoever saves them. `latest`: as this page last read them. */
export function useOpenedSettings(latest: Account, saving: () => boolean): OpenedSettings {
  const queries = useQueryClient();
  const [opened, setOpened] = useState(latest);
  const [meanwhile, setMeanwhile] = useState(() => leftFromSetUp(latest));
  const form = useSettingsForm(fieldsOfAccount(opened));
  const logo = useLogo(opened.logo?.url);
  const changed = form.isDirty() || logo.picked !== undefined;

  const open = (account: Account, fields: SettingsFields) => {
    setOpened(account);
    form.setInitialValues(fieldsOfAccount(account));
    form.setValues(fields);
  };
  const take = (account: Account) => {
    const both = merged(fieldsOfAccount(opened), form.getValues(), fieldsOfAccount(account));
    const otherLogo = logo.picked !== undefined && logoName(account) !== logoName(opened);
    open(account, both.fields);
    if (changed) setMeanwhile({ ...both, logo: otherLogo });
  };
  // Read anew after a refusal, or because someone came back to this page: then another's save is seen before it is saved over.
  useEffect(() => {
    if (latest.revision > opened.revision && !saving()) take(latest);
  });
  const settle = () => {
    setMeanwhile(undefined);
    clearDraft(opened.accountId);
  };
  return {
    ...{ opened, form, settle, logo, meanwhile, changed },
    readAnew: async () => {
      await queries.fetchQuery({ ...accountQuery, staleTime: 0 });
    },
    saved: (account, sent, logoSaved) => {
      open(account, merged(sent, form.getValues(), fieldsOfAccount(account)).fields);
      if (logoSaved) logo.pick(undefined);
      settle();
    },
    dropAll: () => {
      form.reset();
      form.clearErrors();
      logo.pick(undefined);
      settle();
    },
  };
}

/** What was typed in set-up here, when someone else finished it. */
function leftFromSetUp(account: Account): Meanwhile | undefined {
  const draft = readDraft(account.accountId);
  const left = draft && leftOver(NEW_SETTINGS, draft.fields, fieldsOfAccount(account));
  return left && left.both.length > 0 ? { ...left, logo: false } : undefined;
}

/** A logo is kept under a name made of its content; the rest of its link is new each time. */
const logoName = ({ logo }: Account): string => (logo ? new URL(logo.url, location.origin).pathname : '');
