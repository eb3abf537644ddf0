import { Table } from '@mantine/core';
import { useState } from 'react';
import { SortHead } from '../../parts/sortHead.tsx';
import { useVirtualRows } from '../../parts/useVirtualRows.ts';
import { PreviewRow } from './previewRow.tsx';
import type { Previewed } from './previewRows.ts';

type Props = { readonly rows: readonly Previewed[]; readonly sort: string; readonly onSort: (sort: string) => void };

/** The customers of the preview, each with its lines to unfold. */
export function PreviewList({ rows, sort, onSort }: Props) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const { top, shown, before, after, measure } = useVirtualRows(rows.length, 56, (index) => rows[index]?.customerId ?? String(index));
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
              <SortHead column="name" label="Customer" sort={sort} onSort={onSort} />
              <SortHead column="total" label="Total" sort={sort} onSort={onSort} right downFirst />
              <SortHead column="change" label="Change" sort={sort} onSort={onSort} right downFirst />
              <Table.Th>Why it changed</Table.Th>
            </Table.Tr>
          </Table.Thead>
          {before > 0 && <Gap height={before} />}
          {shown.map(({ index, key }) => {
            const item = rows[index];
            if (!item) return null;
            const { customerId } = item;
            return (
              <PreviewRow
                key={key}
                ref={measure}
                index={index}
                item={item}
                open={open.has(customerId)}
                onToggle={() => toggle(customerId)}
              />
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
