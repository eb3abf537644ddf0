import { Group, NativeSelect, Progress, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useDeferredValue, useMemo } from 'react';
import { previewQuery } from '../../api/runs.ts';
import { counted } from '../../parts/counted.ts';
import { Empty } from '../../parts/empty.tsx';
import { useFormat } from '../../parts/format.ts';
import { LinkButton } from '../../parts/linkButton.tsx';
import { ProblemAlert } from '../../parts/problemAlert.tsx';
import { SearchField } from '../../parts/searchField.tsx';
import { useAllPages } from '../../parts/useAllPages.ts';
import { PreviewList } from './previewList.tsx';
import { countOf, isShowKey, SHOWN, type ShowKey, shownRows } from './previewRows.ts';

const route = getRouteApi('/run');

/** Every invoice to be made, who is skipped and why, and what changed against last month. */
export function PreviewTable({ month }: { month: string }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const preview = useInfiniteQuery(previewQuery(month));
  const { data, error, hasNextPage, fetchNextPage } = preview;
  useAllPages(preview);
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const show: ShowKey = isShowKey(search.show) ? search.show : 'all';
  const query = useDeferredValue(search.q ?? '');
  const sort = search.sort ?? '-change';
  const rows = useMemo(() => shownRows(items, show, query, sort), [items, show, query, sort]);
  const change = (part: { q?: string; show?: string; sort?: string }) =>
    navigate({
      search: (before) => Object.fromEntries(Object.entries({ ...before, ...part }).filter(([, value]) => value)),
      replace: true,
    });

  if (error && !data) return <ProblemAlert error={error} title="The preview cannot be shown" retry={() => preview.refetch()} />;
  if (!data) return <Skeleton h={320} radius="md" aria-label="Loading the preview" />;
  if (items.length === 0 && !hasNextPage) {
    return (
      <Empty title="There is nobody to bill yet">
        <Text c="dimmed">Add your customers and what they have; what the run will make of them shows here.</Text>
        <LinkButton to="/customers">To the customers</LinkButton>
      </Empty>
    );
  }
  return (
    <Stack gap="sm">
      <Lead
        month={month}
        pages={data.pages}
        count={countOf(items, 'all') - countOf(items, 'skipped')}
        skipped={countOf(items, 'skipped')}
      />
      {hasNextPage && <Progress value={100} animated aria-label="More customers are being priced" />}
      {error && <ProblemAlert error={error} title="The preview is not complete" retry={() => fetchNextPage()} />}
      <Group gap="sm">
        <SearchField label="Search customers" placeholder="Search customers" value={search.q ?? ''} onChange={(q) => change({ q })} />
        <NativeSelect
          aria-label="Show"
          value={show}
          onChange={(event) => change({ show: event.currentTarget.value === 'all' ? '' : event.currentTarget.value })}
          data={Object.entries(SHOWN).map(([value, label]) => ({ value, label: `${label} (${countOf(items, value as ShowKey)})` }))}
        />
        <Text size="sm" aria-live="polite">
          {rows.length} shown
        </Text>
      </Group>
      <PreviewList rows={rows} sort={sort} onSort={(to) => change({ sort: to })} />
    </Stack>
  );
}

type LeadProps = {
  readonly month: string;
  readonly pages: readonly { readonly period: string }[];
  readonly count: number;
  readonly skipped: number;
};

function Lead({ month, pages, count, skipped }: LeadProps) {
  const format = useFormat();
  const period = pages[0]?.period;
  return (
    <div>
      <Title order={2} size="h4">
        What will be made
      </Title>
      <Text size="sm">
        {counted(count, 'invoice')} for {format.month(month)}
        {period && period !== month && `, billing ${format.month(period)}`}; {counted(skipped, 'customer')} skipped.
      </Text>
    </div>
  );
}
