import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { monthsQuery } from '../../api/months.ts';
import { runQuery } from '../../api/runs.ts';
import { useFormat } from '../../parts/format.ts';
import { MonthSelect } from '../../parts/monthSelect.tsx';
import { Page } from '../../parts/page.tsx';
import { ProblemAlert } from '../../parts/problemAlert.tsx';
import { ComingRun } from './comingRun.tsx';
import { MadeRun } from './madeRun.tsx';

const route = getRouteApi('/run');

/** How often a run under way is looked at, in milliseconds. */
const POLL_MS = 2_000;

/** The month that is next, looked at before it is made; or one that is made, with its result. */
export function RunScreen() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const months = useQuery(monthsQuery);
  const format = useFormat();
  const month = search.month ?? months.data?.nextMonth.month;
  return (
    <Page
      title="Run"
      lead={month ? format.month(month) : undefined}
      actions={<MonthSelect value={month} next onChange={(to) => navigate({ search: to ? { month: to } : {} })} />}
    >
      {months.error && !months.data && (
        <ProblemAlert error={months.error} title="The months cannot be read" retry={() => months.refetch()} />
      )}
      {month ? <Run key={month} month={month} /> : <Waiting />}
    </Page>
  );
}

function Run({ month }: { month: string }) {
  const navigate = route.useNavigate();
  // Asked for, and not planned yet: planning may take a minute before anything is to be seen.
  const [asked, setAsked] = useState(false);
  const run = useQuery({
    ...runQuery(month),
    refetchInterval: ({ state }) => (state.data?.state === 'open' || (asked && state.data?.state === 'notPlanned') ? POLL_MS : false),
  });
  if (run.error && !run.data) return <ProblemAlert error={run.error} title="The run cannot be shown" retry={() => run.refetch()} />;
  if (!run.data) return <Waiting />;
  const onAsked = () => {
    setAsked(true);
    // From its plan on another month is next: this one stays, to be watched.
    void navigate({ search: (before) => ({ ...before, month }), replace: true });
  };
  if (run.data.state === 'notPlanned') return <ComingRun run={run.data} asked={asked} onAsked={onAsked} />;
  return <MadeRun run={run.data} />;
}

function Waiting() {
  return (
    <Stack aria-busy="true" aria-label="Loading the run">
      <Skeleton h={90} radius="md" />
      <Skeleton h={320} radius="md" />
    </Stack>
  );
}
