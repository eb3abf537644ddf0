import { Table, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import { PreviewRow } from './previewRow.tsx';
import { COLUMNS, type ColumnKey, type Previewed } from './previewRows.ts';

type Props = { readonly rows: readonly Previewed[]; readonly sort: string; readonly onSort: (sort: string) => void };

/** Only what is on the screen is drawn: a preview may have thousands of customers. */
export function PreviewList({ rows, sort, onSort }: Props) {
  const top = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => 56,
    overscan: 12,
    scrollMargin: top.current?.offsetTop ?? 0,
    getItemKey: (index) => rows[index]?.customerId ?? index,
  });
  const shown = virtual.getVirtualItems();
  const before = (shown[0]?.start ?? 0) - virtual.options.scrollMargin;
  const after = virtual.getTotalSize() - ((shown.at(-1)?.end ?? 0) - virtual.options.scrollMargin);
  const toggle = (customerId: string) =>
    setOpen((was) => {
      const now = new Set(was);
      if (!now.delete(customerId)) now.add(customerId);
      return now;
    });
  return (
    <div ref={top}>
      <Table.ScrollContainer minWidth={640}>
        <Table verticalSpacing="xs" aria-label="What will be made" aria-rowcount={rows.length + 1}>
          <Table.Thead>
            <Table.Tr>
              <SortHead column="name" sort={sort} onSort={onSort} />
              <Table.Th>Why it changed</Table.Th>
              <SortHead column="change" sort={sort} onSort={onSort} right />
              <SortHead column="total" sort={sort} onSort={onSort} right />
            </Table.Tr>
          </Table.Thead>
          {before > 0 && <Gap height={before} />}
          {shown.map(({ index, key }) => {
            const item = rows[index];
            return (
              item && (
                <PreviewRow
                  key={key}
                  ref={virtual.measureElement}
                  index={index}
                  item={item}
                  open={open.has(item.customerId)}
                  onToggle={() => toggle(item.customerId)}
                />
              )
            );
          })}
          {after > 0 && <Gap height={after} />}
        </Table>
      </Table.ScrollContainer>
    </div>
  );
}

function Gap({ height }: { height: number }) {
  return (
    <Table.Tbody aria-hidden="true">
      <tr style={{ height }} />
    </Table.Tbody>
  );
}

function SortHead({
  column,
  sort,
  onSort,
  right = false,
}: {
  column: ColumnKey;
  sort: string;
  onSort: (sort: string) => void;
  right?: boolean;
}) {
  const up = sort === column;
  const down = sort === `-${column}`;
  const Icon = up ? IconArrowUp : down ? IconArrowDown : IconArrowsSort;
  return (
    <Table.Th ta={right ? 'right' : 'left'} aria-sort={up ? 'ascending' : down ? 'descending' : 'none'}>
      <UnstyledButton fz="sm" fw={700} onClick={() => onSort(down ? column : `-${column}`)}>
        {COLUMNS[column]} <Icon size={14} aria-hidden />
      </UnstyledButton>
    </Table.Th>
  );
}
