import { Alert, Button, Fieldset, Grid, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useBlocker } from '@tanstack/react-router';
import { useState } from 'react';
import { type Account, accountQuery, useAccount } from '../../api/account.ts';
import { Problem } from '../../api/problem.ts';
import { confirmed } from '../../parts/confirm.tsx';
import { useFormat } from '../../parts/format.ts';
import { Page } from '../../parts/page.tsx';
import { tellDone, tellRefused } from '../../parts/told.ts';
import { mayBill } from '../../session/session.ts';
import { Refused } from './refused.tsx';
import { SectionList } from './sectionList.tsx';
import { holds, SECTIONS, sectionOf } from './sections.tsx';
import { SenderSection } from './senderSection.tsx';
import { fieldsOfAccount } from './settingsFields.ts';
import { markErrors, SharedSettings, useSettingsForm } from './settingsForm.ts';
import { useLogo } from './useLogo.ts';
import { isStale, type Saved, useSaveSettings } from './useSaveSettings.ts';

const route = getRouteApi('/settings');

const SENDER = { key: 'sender', label: 'Sender', lead: 'Prove that the domain is yours, so that mail servers believe your invoices.' };

export function SettingsScreen() {
  const account = useAccount();
  const [opened, open] = useState(account);
  // A save, or someone else's that was loaded, opens the form anew; until then what is typed is of the revision it was read at.
  return <Settings key={opened.revision} opened={opened} reopen={open} />;
}

function Settings({ opened, reopen }: { opened: Account; reopen: (account: Account) => void }) {
  const { section } = route.useSearch();
  const navigate = route.useNavigate();
  const form = useSettingsForm(fieldsOfAccount(opened));
  const logo = useLogo(opened.logo?.url);
  const current = section === 'sender' ? undefined : (SECTIONS.find(({ key }) => key === section) ?? SECTIONS[0]);
  const changed = form.isDirty() || logo.picked !== undefined;
  const choose = (key: string) => navigate({ search: key === 'company' ? {} : { section: key }, replace: true });
  useLeaveGuard(changed);

  const saved = ({ account, logoProblem }: Saved) => {
    tellDone('The settings are saved. Invoices that exist keep theirs');
    if (logoProblem) tellRefused('The logo was not saved', logoProblem);
    reopen(account);
  };
  const saving = useSaveSettings(opened.revision, logo, saved);
  const save = () => {
    form.clearErrors();
    saving.mutate(form.getValues(), {
      onError: (error) => {
        const wrong = error instanceof Problem ? sectionOf(markErrors(form, error)) : undefined;
        if (wrong && wrong.key !== current?.key) choose(wrong.key);
      },
    });
  };
  const dropAll = () => {
    form.reset();
    logo.pick(undefined);
  };
  const stateOf = (key: string) => {
    const of = SECTIONS.find((each) => each.key === key);
    return of && Object.keys(form.errors).some((field) => holds(of, field)) ? ('wrong' as const) : undefined;
  };
  return (
    <Page title="Settings">
      <SharedSettings value={{ form, missing: [], fixed: opened.fixed, logo }}>
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, sm: 4, md: 3 }}>
            <SectionList
              label="Sections"
              sections={[...SECTIONS.slice(0, 5), SENDER, ...SECTIONS.slice(5)]}
              current={current?.key ?? 'sender'}
              onChoose={choose}
              stateOf={stateOf}
            />
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
                {Boolean(saving.error) && <Refused error={saving.error}>{isStale(saving.error) && <TakeTheirs reopen={reopen} />}</Refused>}
                {current ? (
                  <form
                    noValidate
                    onSubmit={(event) => {
                      event.preventDefault();
                      save();
                    }}
                  >
                    <Fieldset variant="unstyled" disabled={!mayBill()}>
                      <Stack gap="lg">
                        {current.body}
                        {current.key === 'billing' && <FirstInvoices account={opened} />}
                        {mayBill() && <Buttons changed={changed} saving={saving.isPending} reset={dropAll} />}
                      </Stack>
                    </Fieldset>
                  </form>
                ) : (
                  <SenderSection unsaved={form.isDirty('sending')} />
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
  return (
    <Group>
      <Button type="submit" loading={saving}>
        Save
      </Button>
      {changed && (
        <>
          <Button variant="subtle" onClick={reset}>
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

/** Which period the account's first invoices cover. */
function FirstInvoices({ account: { firstInvoices } }: { account: Account }) {
  const format = useFormat();
  return (
    <Alert variant="light">
      Your first invoices are made for {format.month(firstInvoices.month)}, and bill {format.month(firstInvoices.period)}.
    </Alert>
  );
}

function TakeTheirs({ reopen }: { reopen: (account: Account) => void }) {
  const queries = useQueryClient();
  const theirs = async () => {
    const read = await queries.fetchQuery({ ...accountQuery, staleTime: 0 });
    if (read.setUp) reopen(read);
  };
  return (
    <Button size="xs" variant="default" onClick={() => void theirs()}>
      Show them as they are now; what is typed here is dropped
    </Button>
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
