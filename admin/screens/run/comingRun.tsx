import { Alert, Group, Loader, Paper, Stack, Text } from '@mantine/core';
import { IconInfoCircle, IconPlayerPlay, IconPlayerTrackNext } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { startRun } from '../../api/runs.ts';
import type { Run } from '../../api/types.ts';
import { AllowedButton } from '../../parts/allowedButton.tsx';
import { confirmed } from '../../parts/confirm.tsx';
import { useFormat } from '../../parts/format.ts';
import { sentence } from '../../parts/sentence.ts';
import { tellDone, tellRefused } from '../../parts/told.ts';
import { mayBill, ONLY_BILLING } from '../../session/session.ts';
import { PreviewTable } from './previewTable.tsx';
import { askToSkip } from './skipMonth.tsx';

type Props = { readonly run: Run; readonly asked: boolean; readonly onAsked: () => void };

/** Before the 1st: what the run will make, and making it by hand where that is allowed. */
export function ComingRun({ run, asked, onAsked }: Props) {
  const format = useFormat();
  const queries = useQueryClient();
  const { month, start, next, notice } = run;
  const refresh = () => Promise.all(['run', 'months', 'summary', 'invoices'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
  const making = useMutation({
    mutationFn: () => startRun(month),
    onSuccess: () => {
      onAsked();
      return refresh();
    },
    onError: (error) => tellRefused('The month was not started', error),
  });
  const skipping = useMutation({
    mutationFn: (reason: string) => startRun(month, reason),
    onSuccess: (after) => {
      tellDone(after.notice ?? `${format.month(month)} is skipped`);
      return refresh();
    },
    onError: (error) => tellRefused('The month was not skipped', error),
  });
  const make = async () => {
    const yes = await confirmed({
      title: `Make ${format.month(month)} now?`,
      words: 'Its invoices get their numbers, which cannot be taken back. Those of customers with Auto Invoice on go out within minutes.',
      yes: 'Make the invoices',
    });
    if (yes) making.mutate();
  };
  const reason = mayBill() ? start.reason : ONLY_BILLING;
  const allowed = start.allowed && mayBill() && !asked;
  return (
    <Stack gap="lg">
      {next.month < month && (
        <Alert variant="light" icon={<IconInfoCircle aria-hidden />} title={`${format.month(next.month)} comes first`}>
          Months are made oldest first.
        </Alert>
      )}
      {notice && <Alert variant="light">{notice}</Alert>}
      <Paper withBorder p="md">
        <Group justify="space-between" gap="md">
          <div aria-live="polite">
            {asked ? (
              <Group gap="sm">
                <Loader size="sm" aria-hidden />
                <Text>The month is being planned: every invoice is priced before the first gets its number.</Text>
              </Group>
            ) : (
              <Text>
                {next.month !== month
                  ? `Not made. ${sentence(start.reason ?? '')}`
                  : !next.byItself
                    ? `${next.missed} months have come due and are not made. From more than three on none is made by itself: make them by hand, oldest first, or skip what is billed elsewhere.`
                    : next.due
                      ? 'It is due: it is made by itself within the hour, or now by hand.'
                      : 'Not made yet. It is made by itself on the 1st, shortly after one in the morning. Nothing below is stored.'}
              </Text>
            )}
          </div>
          <Group gap="sm">
            <AllowedButton
              variant="default"
              leftSection={<IconPlayerTrackNext size={16} aria-hidden />}
              allowed={allowed}
              reason={reason ?? 'For a month that is billed elsewhere, or not at all'}
              onClick={() => askToSkip(format.month(month), (why) => skipping.mutate(why))}
            >
              Skip this month…
            </AllowedButton>
            <AllowedButton
              leftSection={<IconPlayerPlay size={16} aria-hidden />}
              allowed={allowed}
              reason={reason}
              loading={making.isPending}
              onClick={() => void make()}
            >
              Make the invoices now
            </AllowedButton>
          </Group>
        </Group>
      </Paper>
      <PreviewTable month={month} />
    </Stack>
  );
}
