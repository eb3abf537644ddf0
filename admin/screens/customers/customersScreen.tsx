import { Group, NativeSelect, Progress, Skeleton, Stack, Text } from '@mantine/core';
import { IconFileImport, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useDeferredValue, useMemo } from 'react';
import { customersQuery } from '../../api/customers.ts';
import { Empty } from '../../parts/empty.tsx';
import { LinkButton } from '../../parts/linkButton.tsx';
import { Page } from '../../parts/page.tsx';
import { ProblemAlert } from '../../parts/problemAlert.tsx';
import { SearchField } from '../../parts/searchField.tsx';
import { useAllPages } from '../../parts/useAllPages.ts';
import { mayBill } from '../../session/session.ts';
import { countOf, isShowKey, SHOWN, type ShowKey, shownCustomers } from './customerRows.ts';
import { CustomerTable } from './customerTable.tsx';

const route = getRouteApi('/customers');

export function CustomersScreen() {
  return (
    <Page
      title="Customers"
      lead="Who gets an invoice, and what it is made of."
      actions={
        mayBill() && (
          <>
            <LinkButton to="/customers/import" variant="default" leftSection={<IconFileImport size={18} aria-hidden />}>
              Import
            </LinkButton>
            <LinkButton to="/customers/new" leftSection={<IconPlus size={18} aria-hidden />}>
              Add a customer
            </LinkButton>
          </>
        )
      }
    >
      <List />
    </Page>
  );
}

function List() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const all = useInfiniteQuery(customersQuery);
  useAllPages(all);
  const customers = useMemo(() => all.data?.pages.flatMap(({ items }) => items) ?? [], [all.data]);
  const show: ShowKey = isShowKey(search.show) ? search.show : 'all';
  const query = useDeferredValue(search.q ?? '');
  const sort = search.sort ?? 'name';
  const rows = useMemo(() => shownCustomers(customers, show, query, sort), [customers, show, query, sort]);
  const change = (part: { q?: string; show?: string; sort?: string }) =>
    navigate({
      search: (before) => Object.fromEntries(Object.entries({ ...before, ...part }).filter(([, value]) => value)),
      replace: true,
    });

  if (all.error && !all.data) return <ProblemAlert error={all.error} title="The customers cannot be shown" retry={() => all.refetch()} />;
  // That there is nobody may be old news: someone was added just now.
  if (!all.data || (customers.length === 0 && all.isFetching)) return <Skeleton h={360} radius="md" aria-label="Loading the customers" />;
  if (customers.length === 0) return <Nobody />;
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <SearchField
          label="Search customers"
          placeholder="Search name, address, reference"
          value={search.q ?? ''}
          onChange={(q) => change({ q })}
          w={{ base: '100%', xs: 300 }}
        />
        <NativeSelect
          aria-label="Show"
          value={show}
          onChange={(event) => change({ show: event.currentTarget.value === 'all' ? '' : event.currentTarget.value })}
          data={Object.entries(SHOWN).map(([value, label]) => ({ value, label: `${label} (${countOf(customers, value as ShowKey)})` }))}
        />
        <Text size="sm" aria-live="polite">
          {rows.length} shown
        </Text>
      </Group>
      {all.hasNextPage && <Progress value={100} animated aria-label="More customers are being read" />}
      {all.error && <ProblemAlert error={all.error} title="The list is not complete" retry={() => all.fetchNextPage()} />}
      <CustomerTable rows={rows} sort={sort} onSort={(to) => change({ sort: to })} />
    </Stack>
  );
}

function Nobody() {
  return (
    <Empty title="There are no customers yet">
      <Text c="dimmed">Add them one by one, or import the list that you have. Then give each the services that it has.</Text>
      {mayBill() && (
        <Group>
          <LinkButton to="/customers/import" variant="default">
            Import a list
          </LinkButton>
          <LinkButton to="/customers/new">Add the first one</LinkButton>
        </Group>
      )}
    </Empty>
  );
}
