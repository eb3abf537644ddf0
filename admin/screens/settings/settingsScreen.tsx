import { Alert, Button, Fieldset, Grid, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { getRouteApi, useBlocker } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useAccount } from '../../api/account.ts';
import { Problem } from '../../api/problem.ts';
import { confirmed } from '../../parts/confirm.tsx';
import { focusFirstWrong } from '../../parts/errorsByField.ts';
import { Page } from '../../parts/page.tsx';
import { tellDone, tellRefused } from '../../parts/told.ts';
import { mayBill, ONLY_BILLING } from '../../session/session.ts';
import { FirstInvoices } from './firstInvoices.tsx';
import { MeanwhileNotice } from './meanwhileNotice.tsx';
import { changedFields } from './mergedSettings.ts';
import styles from './readable.module.css';
import { Refused } from './refused.tsx';
import { SectionList } from './sectionList.tsx';
import { holds, SECTIONS, sectionOf } from './sections.tsx';
import { SenderSection } from './senderSection.tsx';
import { fieldsOfAccount } from './settingsFields.ts';
import { markErrors, SharedSettings } from './settingsForm.ts';
import { useOpenedSettings } from './useOpenedSettings.ts';
import { isStale, type Saved, useSaveSettings } from './useSaveSettings.ts';

const route = getRouteApi('/settings');

const SENDER = { key: 'sender', label: 'Sender', lead: 'Prove that the domain is yours, so that mail servers believe your invoices.' };
const LISTED = [...SECTIONS.slice(0, 5), SENDER, ...SECTIONS.slice(5)];

export function SettingsScreen() {
  const { section } = route.useSearch();
  const navigate = route.useNavigate();
  const account = useAccount();
  const isSaving = useRef(false);
  const settings = useOpenedSettings(account, () => isSaving.current);
  const { opened, form, logo, meanwhile, changed } = settings;
  const current = section === 'sender' ? undefined : (SECTIONS.find(({ key }) => key === section) ?? SECTIONS[0]);
  const choose = (key: string) => navigate({ search: key === 'company' ? {} : { section: key }, replace: true });
  useLeaveGuard(changed);

  const saved = ({ account, sent, logoProblem }: Saved) => {
    tellDone('The settings are saved. Invoices that exist keep theirs');
    settings.saved(account, sent, logoProblem === undefined);
    if (logoProblem === undefined) return;
    tellRefused('The logo was not saved', logoProblem);
    choose('layout');
  };
  const saving = useSaveSettings(saved);
  isSaving.current = saving.isPending;
  const refused = async (error: Error) => {
    if (isStale(error)) return settings.readAnew().then(saving.reset);
    const wrong = error instanceof Problem ? sectionOf(markErrors(form, error)) : undefined;
    if (wrong && wrong.key !== current?.key) await choose(wrong.key);
    if (wrong) focusFirstWrong();
  };
  const save = () => {
    form.clearErrors();
    saving.mutate(
      { fields: form.getValues(), logo, revision: opened.revision },
      { onError: (error) => void refused(error).catch(() => {}) },
    );
  };
  const edited = changedFields(fieldsOfAccount(opened), form.getValues());
  const stateOf = (key: string) => {
    const of = SECTIONS.find((each) => each.key === key);
    if (of && Object.keys(form.errors).some((field) => holds(of, field))) return 'wrong';
    return of && [...edited, ...(logo.picked === undefined ? [] : ['logo'])].some((field) => holds(of, field)) ? 'changed' : undefined;
  };
  return (
    <Page title="Settings">
      <SharedSettings value={{ form, required: opened.required, fixed: account.fixed, logo, readOnly: !mayBill() }}>
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, sm: 4, md: 3 }}>
            <SectionList label="Sections" sections={LISTED} current={current?.key ?? 'sender'} onChoose={choose} stateOf={stateOf} />
          </Grid.Col>
          <Grid.Col span={{ base: 12, sm: 8, md: 9 }}>
            <Paper withBorder p="lg">
              <Stack gap="md">
                <div>
                  <Title order={2} size="h4">
                    {(current ?? SENDER).label}
                  </Title>
                  <Text c="dimmed">{(current ?? SENDER).lead}</Text>
                </div>
                {!mayBill() && <Alert color="gray">{ONLY_BILLING}.</Alert>}
                {meanwhile && <MeanwhileNotice meanwhile={meanwhile} saving={saving.isPending} onSave={save} onClose={settings.settle} />}
                {saving.error && <Refused error={saving.error} form={form} retry={save} />}
                {(current === undefined || current.key === 'billing') && (
                  <FirstInvoices account={account} changed={['billing.period', 'firstMonth'].some((field) => edited.includes(field))} />
                )}
                {current ? (
                  <form
                    noValidate
                    onSubmit={(event) => {
                      event.preventDefault();
                      save();
                    }}
                  >
                    <Fieldset variant="unstyled" p={0} mx={0} disabled={!mayBill()} className={styles.readable ?? ''}>
                      <Stack gap="lg">
                        {current.body}
                        {mayBill() && <Buttons changed={changed} saving={saving.isPending} reset={settings.dropAll} />}
                      </Stack>
                    </Fieldset>
                  </form>
                ) : (
                  <SenderSection unsaved={form.isDirty('sending.from')} />
                )}
              </Stack>
            </Paper>
          </Grid.Col>
        </Grid>
      </SharedSettings>
    </Page>
  );
}

type ButtonsProps = { readonly changed: boolean; readonly saving: boolean; readonly reset: () => void };

function Buttons({ changed, saving, reset }: ButtonsProps) {
  const save = useRef<HTMLButtonElement>(null);
  const wasSaving = useRef(saving);
  useEffect(() => {
    // A button that is at work lets go of the keyboard; the notice that was saved from is gone.
    if (wasSaving.current && !saving && document.activeElement === document.body) save.current?.focus({ preventScroll: true });
    wasSaving.current = saving;
  }, [saving]);
  const drop = () => {
    reset();
    save.current?.focus();
  };
  return (
    <Group>
      <Button type="submit" ref={save} loading={saving}>
        Save
      </Button>
      {changed && (
        <>
          <Button variant="subtle" onClick={drop}>
            Drop the changes
          </Button>
          <Text size="sm" role="status">
            Not saved yet. Changes in other sections are kept, and saved together.
          </Text>
        </>
      )}
    </Group>
  );
}

/** What is typed is not lost by a slip of the mouse. Within the settings it is kept anyway. */
function useLeaveGuard(changed: boolean): void {
  useBlocker({
    enableBeforeUnload: () => changed,
    shouldBlockFn: async ({ next }) => {
      if (!changed || next.pathname === '/settings') return false;
      return !(await confirmed({
        title: 'Leave without saving?',
        words: 'What you changed in the settings is not saved yet.',
        yes: 'Leave, and drop it',
      }));
    },
  });
}
