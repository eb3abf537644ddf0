import { Group, Paper, Table, Text, Title } from '@mantine/core';
import type { Summary } from '../../api/types.ts';
import { useFormat } from '../../parts/format.ts';
import { StatusBadge } from '../../parts/statusBadge.tsx';
import { TextLink } from '../../parts/textLink.tsx';

export function ByStatus({ summary }: { summary: Summary }) {
  const format = useFormat();
  const { byStatus, month, count, total } = summary;
  const credits = summary.byKind.find(({ kind }) => kind === 'creditNote');
  return (
    <Paper withBorder p="md" h="100%">
      <Title order={2} size="h4" mb="xs">
        By status
      </Title>
      <Table verticalSpacing={6} horizontalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Status</Table.Th>
            <Table.Th ta="right">Invoices</Table.Th>
            <Table.Th ta="right">Total</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {byStatus.map((each) => (
            <Table.Tr key={each.status}>
              <Table.Td>
                <Group gap="xs">
                  <TextLink
                    to={each.previous === each.count ? '/previous' : '/invoices'}
                    search={{ month, status: each.status }}
                    underline="never"
                  >
                    <StatusBadge status={each.status} text={each.statusText} />
                  </TextLink>
                  {each.previous > 0 && each.previous < each.count && (
                    <TextLink to="/previous" search={{ month, status: each.status }} size="sm">
                      {each.previous} in previous invoices
                    </TextLink>
                  )}
                </Group>
              </Table.Td>
              <Table.Td ta="right" className="numbers">
                {each.count}
              </Table.Td>
              <Table.Td ta="right" className="numbers">
                {format.money(each.total)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th>All</Table.Th>
            <Table.Th ta="right" className="numbers">
              {count}
            </Table.Th>
            <Table.Th ta="right" className="numbers">
              {format.money(total)}
            </Table.Th>
          </Table.Tr>
        </Table.Tfoot>
      </Table>
      {credits && (
        <Text size="sm" c="dimmed" mt="xs" className="numbers">
          Of these, {credits.count} {credits.count === 1 ? 'is a credit note' : 'are credit notes'} of {format.money(credits.total)}.
        </Text>
      )}
    </Paper>
  );
}
