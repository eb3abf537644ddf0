import { Alert, Button, Grid, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { accountQuery } from '../../api/account.ts';
import { Problem } from '../../api/problem.ts';
import { focusFirstWrong } from '../../parts/errorsByField.ts';
import { Page } from '../../parts/page.tsx';
import { tellDone, tellRefused } from '../../parts/told.ts';
import { mayBill, session } from '../../session/session.ts';
import { clearDraft, keepDraft, readDraft } from './draft.ts';
import { Refused } from './refused.tsx';
import { SamplePdf } from './samplePdf.tsx';
import { SectionList } from './sectionList.tsx';
import { holds, SECTIONS, type Section, sectionOf } from './sections.tsx';
import { NEW_SETTINGS, type SettingsFields } from './settingsFields.ts';
import { markErrors, SharedSettings, useSettingsForm } from './settingsForm.ts';
import { useLogo } from './useLogo.ts';
import { type Saved, useSaveSettings } from './useSaveSettings.ts';

const CHECK: Section = {
  key: 'check',
  label: 'Check and save',
  lead: 'This is how your invoices will look.',
  fields: [],
  body: <SamplePdf maxWidth={640} />,
};
const STEPS: readonly Section[] = [...SECTIONS, CHECK];

/** The settings, the first time: step by step, with the printed invoice in sight. Nothing is stored on the server before the last step. */
export function SetUpScreen({ missing }: { missing: readonly string[] }) {
  const { account } = session.person;
  const [draft] = useState(() => readDraft(account));
  const form = useSettingsForm(draft?.fields ?? NEW_SETTINGS);
  const logo = useLogo(undefined);
  const navigate = useNavigate();
  const [current, setCurrent] = useState(draft?.step ?? 'company');
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set(draft?.seen));
  const heading = useRef<HTMLHeadingElement>(null);
  const step = STEPS.find(({ key }) => key === current) ?? STEPS[0];
  const at = step ? STEPS.indexOf(step) : 0;
  const fields = form.getValues();
  useEffect(() => keepDraft(account, { fields, step: current, seen: [...seen] }), [account, fields, current, seen]);
  const finished = useSetUpByOther();

  const go = (key: string) => {
    setSeen((was) => new Set([...was, current]));
    setCurrent(key);
    setTimeout(() => heading.current?.focus(), 0);
  };
  const saved = ({ logoProblem }: Saved) => {
    finished.here.current = true;
    clearDraft(account);
    tellDone('The settings are saved');
    if (logoProblem) tellRefused('The logo was not saved', logoProblem);
    void navigate({ to: '/settings', search: { section: logoProblem ? 'layout' : 'sender' } });
  };
  const saving = useSaveSettings(saved);
  const save = () => {
    form.clearErrors();
    const onError = (error: Error) => {
      if (isOfSaved(error)) return finished.byOther();
      const section = error instanceof Problem ? sectionOf(markErrors(form, error)) : undefined;
      if (!section) return;
      go(section.key);
      focusFirstWrong();
    };
    saving.mutate({ fields: form.getValues(), logo, revision: undefined }, { onError });
  };
  const stateOf = (key: string) => {
    const section = STEPS.find((each) => each.key === key);
    if (!section || key === 'check') return 'open';
    if (Object.keys(form.errors).some((field) => holds(section, field))) return 'wrong';
    if (missing.some((field) => holds(section, field) && isBlank(fields, field))) return seen.has(key) ? 'wrong' : 'open';
    return seen.has(key) ? 'done' : 'open';
  };
  const done = SECTIONS.filter(({ key }) => stateOf(key) === 'done').length;

  if (!mayBill()) {
    return (
      <Page title="Set-up">
        <Alert title="This account is not set up yet">
          Someone with the billing role does that first. Then everything can be seen here.
        </Alert>
      </Page>
    );
  }
  if (!step) return null;
  return (
    <Page
      title="Set-up"
      lead="A few minutes, then the first month can be looked at. What you type is kept in this browser until it is saved."
    >
      <SharedSettings value={{ form, required: missing, fixed: [], logo, readOnly: false }}>
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, sm: 4, md: 3 }}>
            <Progress value={(done / SECTIONS.length) * 100} mb="sm" aria-label={`${done} of ${SECTIONS.length} steps done`} />
            <SectionList label="Steps" sections={STEPS} current={current} onChoose={go} stateOf={stateOf} />
          </Grid.Col>
          <Grid.Col span={{ base: 12, sm: 8, md: 9 }}>
            <Paper withBorder p="lg">
              <form
                noValidate
                onSubmit={(event) => {
                  event.preventDefault();
                  const next = STEPS[at + 1];
                  if (next) go(next.key);
                  else save();
                }}
              >
                <Stack gap="md">
                  <div>
                    <Title order={2} size="h4" ref={heading} tabIndex={-1}>
                      {step.label}
                    </Title>
                    <Text c="dimmed">{step.lead}</Text>
                  </div>
                  {saving.error && <Refused error={saving.error} form={form} retry={save} />}
                  {step.body}
                  <Group justify="space-between">
                    <Button
                      variant="default"
                      style={at === 0 ? { visibility: 'hidden' } : undefined}
                      onClick={() => go(STEPS[at - 1]?.key ?? 'company')}
                    >
                      Back
                    </Button>
                    <Button type="submit" loading={saving.isPending}>
                      {step.key === 'check' ? 'Save and finish' : 'Next'}
                    </Button>
                  </Group>
                </Stack>
              </form>
            </Paper>
          </Grid.Col>
        </Grid>
      </SharedSettings>
    </Page>
  );
}

/** A first save reads nothing, so it names no revision: asked for one, there are settings by now. */
const isOfSaved = (error: unknown) => error instanceof Problem && error.errors.some(({ field }) => field === 'If-Match');

/** Someone else may finish set-up while it is typed here. The gate opens then; what was typed is found in the settings, beside theirs. */
function useSetUpByOther() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const here = useRef(false);
  useEffect(
    () => () => {
      if (!here.current && queries.getQueryData(accountQuery.queryKey)?.setUp) void navigate({ to: '/settings' });
    },
    [queries, navigate],
  );
  return { here, byOther: () => void queries.invalidateQueries(accountQuery) };
}

/** Whether a field that the API names as missing is blank in the form too. */
function isBlank(fields: SettingsFields, field: string): boolean {
  const value = field
    .split('.')
    .reduce<unknown>((so, part) => (typeof so === 'object' && so !== null ? Reflect.get(so, part) : undefined), fields);
  return typeof value === 'string' && value.trim() === '';
}
