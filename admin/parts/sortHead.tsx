import { Table, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';

type Props = {
  readonly column: string;
  readonly label: string;
  /** The column that the list is in order of, `-` before it for the other way round. */
  readonly sort: string;
  readonly onSort: (sort: string) => void;
  readonly right?: boolean;
  /** Which way a first click goes. */
  readonly downFirst?: boolean;
};

/** The head of a column by which the list can be put in order. */
export function SortHead({ column, label, sort, onSort, right = false, downFirst = false }: Props) {
  const up = sort === column;
  const down = sort === `-${column}`;
  const Icon = up ? IconArrowUp : down ? IconArrowDown : IconArrowsSort;
  const next = up ? `-${column}` : down ? column : downFirst ? `-${column}` : column;
  return (
    <Table.Th ta={right ? 'right' : 'left'} aria-sort={up ? 'ascending' : down ? 'descending' : 'none'}>
      <UnstyledButton fz="sm" fw={700} onClick={() => onSort(next)}>
        {label} <Icon size={14} aria-hidden />
      </UnstyledButton>
    </Table.Th>
  );
}
