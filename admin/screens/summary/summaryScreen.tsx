import { Alert, Button, Grid, Skeleton, Stack } from '@mantine/core';
import { IconFileTypeCsv, IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { monthsQuery } from '../../api/months.ts';
import { summaryQuery } from '../../api/summary.ts';
import { Empty } from '../../parts/empty.tsx';
import { useFormat } from '../../parts/format.ts';
import { LinkButton } from '../../parts/linkButton.tsx';
import { MonthSelect } from '../../parts/monthSelect.tsx';
import { openCsvDialog } from '../../parts/openCsvDialog.ts';
import { Page } from '../../parts/page.tsx';
import { ProblemAlert } from '../../parts/problemAlert.tsx';
import { TextLink } from '../../parts/textLink.tsx';
import { ByStatus } from './byStatus.tsx';
import { Figures } from './figures.tsx';
import { NotReceived } from './notReceived.tsx';
import { Skipped } from './skipped.tsx';
import { TroubleList } from './troubleList.tsx';
import { TwelveMonths } from './twelveMonths.tsx';
import { XeroCard } from './xeroCard.tsx';

const route = getRouteApi('/summary');

/** The month at a glance: trouble first. Without a month in the address it is the newest that is made. */
export function SummaryScreen() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const months = useQuery(monthsQuery);
  const format = useFormat();
  const month = search.month ?? months.data?.items[0]?.month;
  if (months.error && !months.data)
    return <ProblemAlert error={months.error} title="The months cannot be read" retry={() => months.refetch()} />;
  if (months.data && !month) {
    return (
      <Page title="Summary">
        <Empty title="No month is made yet">
          <span>
            The first invoices are made for {format.month(months.data.nextMonth.month)}. Look at what they will be before they are made.
          </span>
          <LinkButton to="/run">Look at the coming run</LinkButton>
        </Empty>
      </Page>
    );
  }
  return (
    <Page
      title="Summary"
      lead={month ? format.month(month) : undefined}
      actions={
        <>
          <MonthSelect value={month} onChange={(to) => navigate({ search: to ? { month: to } : {} })} />
          <Button variant="default" leftSection={<IconFileTypeCsv size={18} aria-hidden />} onClick={() => openCsvDialog(month)}>
            Download invoices as a CSV
          </Button>
        </>
      }
    >
      {months.data && !months.data.nextMonth.byItself && <Missed next={months.data.nextMonth} />}
      {month ? <MonthSummary month={month} /> : <Waiting />}
    </Page>
  );
}

type Next = { readonly month: string; readonly missed: number };

/** Trouble that no month's own summary can tell of: nobody is billed. */
function Missed({ next }: { next: Next }) {
  const format = useFormat();
  return (
    <Alert color="red" variant="light" mb="lg" icon={<IconInfoCircle aria-hidden />} title={`${next.missed} months are not made`}>
      From more than three on none is made by itself.{' '}
      <TextLink to="/run" search={{ month: next.month }}>
        Make or skip {format.month(next.month)} first
      </TextLink>
      .
    </Alert>
  );
}

function MonthSummary({ month }: { month: string }) {
  const { data, error, refetch } = useQuery(summaryQuery(month));
  if (error && !data) return <ProblemAlert error={error} title="The summary cannot be shown" retry={() => refetch()} />;
  if (!data) return <Waiting />;
  if (data.state === 'notPlanned') return <NotMade month={month} />;
  return (
    <Stack gap="lg">
      {data.state === 'skipped' && (
        <Alert variant="light" icon={<IconInfoCircle aria-hidden />} title="This month was skipped">
          {data.reason}
        </Alert>
      )}
      <Figures summary={data} />
      <TroubleList summary={data} />
      <Grid gap="lg" align="stretch">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <ByStatus summary={data} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <TwelveMonths month={month} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <NotReceived summary={data} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="lg">
            <XeroCard summary={data} />
            <Skipped summary={data} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}

function NotMade({ month }: { month: string }) {
  const format = useFormat();
  return (
    <Empty title={`${format.month(month)} is not made`}>
      <LinkButton to="/run" search={{ month }}>
        See the run’s preview
      </LinkButton>
    </Empty>
  );
}

function Waiting() {
  return (
    <Stack gap="lg" aria-busy="true" aria-label="Loading the summary">
      <Skeleton h={104} radius="md" />
      <Skeleton h={140} radius="md" />
      <Skeleton h={220} radius="md" />
    </Stack>
  );
}
