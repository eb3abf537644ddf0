import { ActionIcon, NativeSelect, Tooltip } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { Invoice } from '../../api/types.ts';
import { SearchField } from '../../parts/searchField.tsx';
import styles from './filters.module.css';
import { openShortcuts } from './openDialogs.ts';
import { COLUMNS, customersOf, type Showing, statusesOf } from './shownRows.ts';
import { COLUMN_NAMES, SelectAll } from './tableHead.tsx';
import { SEARCH_ID } from './useListKeys.ts';
import type { Selection } from './useSelection.ts';

const SELECT_ALL_ID = 'select-all';

type Change = (change: { readonly [K in keyof Showing]: Showing[K] | undefined }) => void;

type Props = {
  /** All that is loaded. */
  readonly all: readonly Invoice[];
  readonly rows: readonly Invoice[];
  readonly showing: Showing;
  readonly change: Change;
  readonly selection: Selection;
  /** Cards have no heads to sort by, nor a box to select all with. */
  readonly asCards: boolean;
};

export function Filters({ all, rows, showing, change, selection, asCards }: Props) {
  const statuses = useMemo(() => statusesOf(all), [all]);
  const chosen =
    showing.status && !statuses.some(({ value }) => value === showing.status)
      ? [{ value: showing.status, label: `${showing.status} (0)` }]
      : [];
  return (
    <div className={styles.filters}>
      <SearchField
        id={SEARCH_ID}
        label="Search by number, customer or total"
        placeholder="Number, customer or total"
        aria-keyshortcuts="/"
        value={showing.q ?? ''}
        onChange={(q) => change({ q: q || undefined })}
      />
      <NativeSelect
        aria-label="Status"
        value={showing.status ?? ''}
        onChange={(event) => change({ status: event.currentTarget.value || undefined })}
        data={[
          { value: '', label: `All statuses (${all.length})` },
          ...statuses.map(({ value, words, count }) => ({ value, label: `${words} (${count})` })),
          ...chosen,
        ]}
      />
      <CustomerSelect all={all} value={showing.customer} onChange={(customer) => change({ customer })} />
      {asCards && (
        <>
          <NativeSelect
            aria-label="Sort by"
            value={showing.sort ?? ''}
            onChange={(event) => change({ sort: event.currentTarget.value || undefined })}
            data={[
              { value: '', label: 'Newest first' },
              ...COLUMNS.flatMap((column) => [
                { value: column, label: `${COLUMN_NAMES[column]}, up` },
                { value: `-${column}`, label: `${COLUMN_NAMES[column]}, down` },
              ]),
            ]}
          />
          <label className={styles.all} htmlFor={SELECT_ALL_ID}>
            <SelectAll id={SELECT_ALL_ID} rows={rows} selection={selection} /> Select all
          </label>
        </>
      )}
      {!asCards && (
        <Tooltip label="Keys (?)">
          <ActionIcon variant="default" size={36} ml="auto" aria-label="Show the keys" aria-keyshortcuts="?" onClick={openShortcuts}>
            <IconKeyboard size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </div>
  );
}

type CustomerProps = {
  readonly all: readonly Invoice[];
  readonly value: string | undefined;
  readonly onChange: (id: string | undefined) => void;
};

function CustomerSelect({ all, value, onChange }: CustomerProps) {
  const options = useMemo(() => {
    const customers = customersOf(all);
    return [
      { value: '', label: 'All customers' },
      ...(value && !customers.some((each) => each.value === value) ? [{ value, label: 'A customer without any here' }] : []),
      ...customers,
    ].map(({ value, label }) => (
      <option key={value} value={value}>
        {label}
      </option>
    ));
  }, [all, value]);
  return (
    <NativeSelect
      aria-label="Customer"
      maw={220}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    >
      {options}
    </NativeSelect>
  );
}
