import { Table, Text } from '@mantine/core';
import type { FullInvoice } from '../api/types.ts';
import { useFormat } from './format.ts';

type Line = FullInvoice['lines'][number];

/** The lines of an invoice that is or will be, with what they come to. */
export function LineTable({ lines, totals }: { lines: readonly Line[]; totals: FullInvoice['totals'] }) {
  const format = useFormat();
  const sums = [
    ['Subtotal', totals.subtotal],
    ['Tax', totals.tax],
    ['Total', totals.total],
  ] as const;
  return (
    <Table.ScrollContainer minWidth={520} tabIndex={0} role="region" aria-label="Lines">
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Description</Table.Th>
            <Table.Th ta="right">Quantity</Table.Th>
            <Table.Th ta="right">Price</Table.Th>
            <Table.Th ta="right">Tax</Table.Th>
            <Table.Th ta="right">Amount</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two lines may be alike in everything; their order is fixed.
            <Table.Tr key={index}>
              <Table.Td style={{ whiteSpace: 'pre-line' }}>
                {line.description}
                {line.adjusts && (
                  <Text size="xs" c="dimmed">
                    Adjusts {line.adjusts.number}, {format.month(line.adjusts.period)}
                  </Text>
                )}
              </Table.Td>
              <Table.Td ta="right" className="numbers">
                {line.quantity}
              </Table.Td>
              <Table.Td ta="right" className="numbers">
                {line.unitPrice}
              </Table.Td>
              <Table.Td ta="right" className="numbers" style={{ whiteSpace: 'nowrap' }}>
                {line.taxRate} %
              </Table.Td>
              <Table.Td ta="right" className="numbers">
                {format.money(line.amount, totals.currency)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          {sums.map(([name, amount]) => (
            <Table.Tr key={name}>
              <Table.Th colSpan={4} ta="right">
                {name}
              </Table.Th>
              <Table.Th ta="right" className="numbers">
                {format.money(amount, totals.currency)}
              </Table.Th>
            </Table.Tr>
          ))}
        </Table.Tfoot>
      </Table>
    </Table.ScrollContainer>
  );
}
