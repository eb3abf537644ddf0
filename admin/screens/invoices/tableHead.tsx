import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { Invoice } from '../../api/types.ts';
import row from './row.module.css';
import { type Column, sortOf } from './shownRows.ts';
import styles from './table.module.css';
import type { Selection } from './useSelection.ts';

export const COLUMN_NAMES: Readonly<Record<Column, string>> = {
  number: 'Number',
  customer: 'Customer',
  date: 'Date',
  total: 'Total',
  status: 'Status',
  xero: 'Xero',
};

type Props = {
  readonly rows: readonly Invoice[];
  readonly selection: Selection;
  readonly sort: string | undefined;
  readonly onSort: (sort: string | undefined) => void;
};

export function TableHead({ rows, selection, sort, onSort }: Props) {
  const cell = (column: Column) => <SortCell column={column} sort={sort} onSort={onSort} />;
  return (
    <thead className={styles.headBox}>
      <tr aria-rowindex={1} className={styles.head}>
        <th scope="col" className={row.check}>
          <SelectAll rows={rows} selection={selection} />
        </th>
        {cell('number')}
        {cell('customer')}
        {cell('date')}
        {cell('total')}
        {cell('status')}
        {cell('xero')}
        <th scope="col" className={styles.actionsHead}>
          Actions
        </th>
      </tr>
    </thead>
  );
}

/** All that the filters leave, however many are on the screen. */
export function SelectAll({ rows, selection: { ids, only }, id }: Pick<Props, 'rows' | 'selection'> & { id?: string }) {
  const chosen = rows.reduce((count, { invoiceId }) => count + (ids.has(invoiceId) ? 1 : 0), 0);
  const every = chosen > 0 && chosen === rows.length;
  return (
    <input
      type="checkbox"
      id={id}
      aria-label="Select all that are shown"
      checked={every}
      ref={(box) => {
        if (box) box.indeterminate = chosen > 0 && !every;
      }}
      onChange={() => {
        const shown = new Set(rows.map(({ invoiceId }) => invoiceId));
        // Those that the filters hide are left as they are.
        const hidden = [...ids].filter((id) => !shown.has(id));
        only(every ? hidden : [...hidden, ...shown]);
      }}
    />
  );
}

type SortProps = { readonly column: Column; readonly sort: string | undefined; readonly onSort: (sort: string | undefined) => void };

/** Up, down, and back to the list's own order: newest number first. */
function SortCell({ column, sort, onSort }: SortProps) {
  const sorted = sortOf(sort) ?? { column: 'number', down: true };
  const mine = sorted?.column === column ? sorted : undefined;
  const next = mine && sort ? (mine.down ? undefined : `-${column}`) : column;
  const Icon = mine?.down ? IconArrowDown : IconArrowUp;
  return (
    <th
      scope="col"
      aria-sort={mine ? (mine.down ? 'descending' : 'ascending') : 'none'}
      className={column === 'total' ? styles.total : undefined}
    >
      <button type="button" className={styles.sort} onClick={() => onSort(next)}>
        {COLUMN_NAMES[column]} {mine && <Icon size={14} aria-hidden />}
      </button>
    </th>
  );
}
