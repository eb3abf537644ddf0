import { Skeleton, Stack, Text } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useCallback, useDeferredValue, useEffect, useMemo } from 'react';
import { refreshInvoices } from '../../api/invoiceCache.ts';
import type { Listing } from '../../api/invoices.ts';
import { wordsOf } from '../../api/problem.ts';
import type { InvoicesSearch } from '../../app/search.ts';
import { useFormat } from '../../parts/format.ts';
import { lazily } from '../../parts/lazily.ts';
import { ProblemAlert } from '../../parts/problemAlert.tsx';
import { sentence } from '../../parts/sentence.ts';
import styles from './filters.module.css';
import { Filters } from './filters.tsx';
import { InvoiceTable, useLayout } from './invoiceTable.tsx';
import { keepOrder } from './neighbours.ts';
import { NoMatch } from './noMatch.tsx';
import { Notice } from './notice.tsx';
import { type Showing, shownRows } from './shownRows.ts';
import { useActing } from './useActing.ts';
import { type InvoiceList, useInvoiceList } from './useInvoiceList.ts';
import { ROW_HEIGHTS } from './useRows.ts';
import { useSelection } from './useSelection.ts';

/** Loaded when something is selected for the first time. */
const BulkBar = lazy(lazily(async () => ({ default: (await import('./bulkBar.tsx')).BulkBar })));

export type ChangeSearch = (change: { readonly [K in keyof InvoicesSearch]: InvoicesSearch[K] | undefined }) => void;

type Props = Listing & {
  readonly label: string;
  readonly search: InvoicesSearch;
  readonly change: ChangeSearch;
  /** At most so many there are, as far as it is known beforehand. */
  readonly most: number | undefined;
  /** Shown when the list is empty. */
  readonly empty: ReactNode;
};

/** Either list: read whole in the background, filtered and sorted here, acted on one by one or many at once. */
export function InvoiceListView({ list, month, label, search, change, most, empty }: Props) {
  const read = useInvoiceList({ list, month });
  const { shown, showing, rows } = useShown(read, search);
  const selection = useSelection(read.rows, rows);
  const refresh = useCallback((ids: readonly string[]) => refreshInvoices({ list, month }, ids), [list, month]);
  const acting = useActing(useCallback((id: string) => refresh([id]), [refresh]));
  const asCards = useLayout() !== 'table';
  if (read.pending) return <Waiting />;
  if (read.error && read.rows.length === 0)
    return <ProblemAlert error={read.error} title="The invoices cannot be shown" retry={read.retry} />;
  if (read.rows.length === 0 && !read.reading) return empty;
  return (
    <Stack gap="sm">
      <Filters all={read.rows} rows={rows} showing={showing} change={change} selection={selection} asCards={asCards} />
      <State read={read} shown={rows.length} most={most} />
      {rows.length === 0 && !read.reading ? (
        <NoMatch clear={() => change({ q: undefined, status: undefined, customer: undefined })} />
      ) : (
        <InvoiceTable
          label={label}
          rows={rows}
          selection={selection}
          acting={acting}
          allMonths={month === undefined}
          sort={search.sort}
          onSort={(sort) => change({ sort })}
        />
      )}
      {selection.invoices.length > 0 && (
        <Suspense>
          <BulkBar selection={selection} shown={shown(selection.ids)} refresh={refresh} />
        </Suspense>
      )}
    </Stack>
  );
}

function useShown(read: InvoiceList, { status, customer, q, sort }: InvoicesSearch) {
  const format = useFormat();
  const showing: Showing = useMemo(
    () => ({ ...(status ? { status } : {}), ...(customer ? { customer } : {}), ...(q ? { q } : {}), ...(sort ? { sort } : {}) }),
    [status, customer, q, sort],
  );
  // Typing goes first; five thousand rows follow when there is time.
  const [all, by] = [useDeferredValue(read.rows), useDeferredValue(showing)];
  const rows = useMemo(() => shownRows(all, by, format), [all, by, format]);
  useEffect(() => keepOrder(rows), [rows]);
  const shown = (ids: ReadonlySet<string>) => rows.reduce((count, { invoiceId }) => count + (ids.has(invoiceId) ? 1 : 0), 0);
  return { rows, showing, shown };
}

/** How far the reading has come, and whether what is shown may be old. */
function State({
  read: { rows, reading, error, stale, retry },
  shown,
  most,
}: {
  read: InvoiceList;
  shown: number;
  most: number | undefined;
}) {
  const format = useFormat();
  const count = (of: number) => of.toLocaleString(format.locale);
  if (reading && !error) {
    return (
      <Stack gap={4}>
        <Text size="sm" role="status" className="numbers">
          {count(rows.length)} {most ? `of up to ${count(most)}` : ''} read…
        </Text>
        <progress className={styles.progress} max={most} value={most && Math.min(rows.length, most)} aria-label="Reading the invoices" />
      </Stack>
    );
  }
  return (
    <>
      {error !== null && error !== undefined && <ProblemAlert error={error} title="Not all invoices could be read" retry={retry} />}
      {stale !== undefined && (
        <Notice tone="warn" title="What is shown may be old" live>
          {`${sentence(wordsOf(stale))} It is tried again every few seconds.`}
        </Notice>
      )}
      <Text size="sm" role="status" className="numbers">
        {shown === rows.length
          ? `${count(shown)} ${shown === 1 ? 'invoice' : 'invoices'}`
          : `${count(shown)} of ${count(rows.length)} invoices`}
      </Text>
    </>
  );
}

function Waiting() {
  return (
    <Stack gap="sm" aria-busy aria-label="The invoices are being read">
      <Skeleton h={36} maw={620} />
      <Skeleton h={20} w={90} />
      <Stack gap={1}>
        {Array.from({ length: 9 }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: nine places, all alike.
          <Skeleton key={at} h={ROW_HEIGHTS.table} radius={0} />
        ))}
      </Stack>
    </Stack>
  );
}
