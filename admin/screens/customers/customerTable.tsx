import { Group, Table, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Customer } from '../../api/types.ts';
import { SortHead } from '../../parts/sortHead.tsx';
import { TextLink } from '../../parts/textLink.tsx';
import { ToneBadge } from '../../parts/toneBadge.tsx';
import { useVirtualRows } from '../../parts/useVirtualRows.ts';

type Props = { readonly rows: readonly Customer[]; readonly sort: string; readonly onSort: (sort: string) => void };

export function CustomerTable({ rows, sort, onSort }: Props) {
  const { top, shown, before, after, measure } = useVirtualRows(rows.length, 49, (index) => rows[index]?.customerId ?? String(index));
  return (
    <div ref={top}>
      <Table.ScrollContainer minWidth={640}>
        <Table verticalSpacing="sm" highlightOnHover aria-label="Customers" aria-rowcount={rows.length + 1}>
          <Table.Thead>
            <Table.Tr>
              <SortHead column="name" label="Name" sort={sort} onSort={onSort} />
              <SortHead column="to" label="Invoices go to" sort={sort} onSort={onSort} />
              <Table.Th>Reference</Table.Th>
              <Table.Th>Billing</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {before > 0 && <tr style={{ height: before }} />}
            {shown.map(({ index, key }) => {
              const customer = rows[index];
              return (
                customer && (
                  <Table.Tr key={key} ref={measure} data-index={index} aria-rowindex={index + 2}>
                    <Cells customer={customer} />
                  </Table.Tr>
                )
              );
            })}
            {after > 0 && <tr style={{ height: after }} />}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </div>
  );
}

const AUTO = new Map([
  [true, 'Auto Invoice on'],
  [false, 'Auto Invoice off'],
]);

function Cells({ customer }: { customer: Customer }) {
  const { customerId, name, to, reference, enabled, termsDays, autoInvoice, warnings } = customer;
  return (
    <>
      <Table.Td>
        <TextLink to="/customers/$customerId" params={{ customerId }}>
          {name}
        </TextLink>
      </Table.Td>
      <Table.Td>
        {to.length > 0 && <Text size="sm">{to.length > 2 ? `${to.slice(0, 2).join(', ')} and ${to.length - 2} more` : to.join(', ')}</Text>}
        {warnings.map((warning) => (
          <Text key={warning} size="sm" style={{ color: 'var(--tone-bad)' }}>
            <IconAlertTriangle size={14} aria-hidden style={{ verticalAlign: -2 }} /> {warning}
          </Text>
        ))}
      </Table.Td>
      <Table.Td>{reference}</Table.Td>
      <Table.Td>
        <Group gap={6}>
          {!enabled && <ToneBadge tone="warn">Disabled</ToneBadge>}
          {autoInvoice !== null && <ToneBadge tone="neutral">{AUTO.get(autoInvoice)}</ToneBadge>}
          {termsDays !== null && <ToneBadge tone="neutral">{termsDays} days</ToneBadge>}
        </Group>
      </Table.Td>
    </>
  );
}
