import { Alert, Group, Paper, Progress, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Run } from '../../api/types.ts';
import { useFormat } from '../../parts/format.ts';
import { LinkButton } from '../../parts/linkButton.tsx';
import { SkippedCustomers } from './skippedCustomers.tsx';

/** While it is made: how far it has come. After: what it came to, and who got nothing. */
export function MadeRun({ run }: { run: Run }) {
  const queries = useQueryClient();
  const { state, month } = run;
  // When it closes, every list and sum of the month is another.
  useEffect(() => {
    if (state !== 'open') for (const key of ['months', 'summary', 'invoices']) void queries.invalidateQueries({ queryKey: [key] });
  }, [state, queries]);
  return (
    <Stack gap="lg">
      {run.fault && (
        <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title="The check of the whole run failed">
          {run.fault}. Do not send more of its invoices before this is understood.
        </Alert>
      )}
      {state === 'open' && <UnderWay run={run} />}
      {state === 'closed' && <Result run={run} />}
      {state === 'skipped' && (
        <Alert variant="light" icon={<IconInfoCircle aria-hidden />} title="This month was skipped">
          {run.reason}
        </Alert>
      )}
      {run.notice && <Alert variant="light">{run.notice}</Alert>}
      {state !== 'skipped' && (run.totals?.skipped ?? 0) > 0 && <SkippedCustomers month={month} count={run.totals?.skipped ?? 0} />}
    </Stack>
  );
}

function UnderWay({ run: { progress, totals } }: { run: Run }) {
  const { done, pages } = progress ?? { done: 0, pages: 1 };
  const percent = Math.round((done / Math.max(1, pages)) * 100);
  return (
    <Paper withBorder p="md" aria-live="polite">
      <Stack gap="xs">
        <Text fw={600}>The invoices are being written{totals && `: ${totals.count} of them`}</Text>
        <Progress.Root size="lg">
          <Progress.Section value={Math.max(3, percent)} animated aria-label={`${percent} per cent written`} />
        </Progress.Root>
        <Text size="sm">
          All prices and numbers are fixed already; this page may be closed. Should anything stop it, it goes on by itself.
        </Text>
      </Stack>
    </Paper>
  );
}

function Result({ run: { month, totals, openedAt, closedAt, by } }: { run: Run }) {
  const format = useFormat();
  if (!totals) return null;
  const figures = [
    ['Invoices', String(totals.count)],
    ['Total with tax', format.money(totals.total)],
    ['Tax', format.money(totals.tax)],
    ['Need attention', String(totals.parked)],
    ['Skipped', String(totals.skipped)],
  ] as const;
  return (
    <Stack gap="md">
      <Alert color="green" variant="light" icon={<IconCircleCheck aria-hidden />} title={`${format.month(month)} is made`}>
        {by ? `By ${by}` : 'By itself'}
        {openedAt && `, ${format.instant(closedAt ?? openedAt)}`}. Running it again changes nothing: every number is given out once.
      </Alert>
      <SimpleGrid cols={{ base: 2, sm: 5 }}>
        {figures.map(([name, value]) => (
          <Paper withBorder p="md" key={name}>
            <Text size="sm" c="dimmed">
              {name}
            </Text>
            <Title order={2} size="h3" className="numbers">
              {value}
            </Title>
          </Paper>
        ))}
      </SimpleGrid>
      <Group>
        <LinkButton to="/invoices" search={{ month }}>
          To the invoices
        </LinkButton>
        <LinkButton to="/summary" search={{ month }} variant="default">
          To the summary
        </LinkButton>
      </Group>
    </Stack>
  );
}
