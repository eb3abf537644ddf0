import { Paper, ScrollArea, Table, Text, Title } from '@mantine/core';
import type { Summary } from '../../api/types.ts';
import { StatusBadge } from '../../parts/statusBadge.tsx';
import { TextLink } from '../../parts/textLink.tsx';

/** Who has not got theirs, by the news of all attempts. */
export function NotReceived({ summary }: { summary: Summary }) {
  const { count, invoices } = summary.notReceived;
  return (
    <Paper withBorder p="md" h="100%">
      <Title order={2} size="h4" mb="xs">
        Who has not received their invoice ({count})
      </Title>
      {count === 0 ? (
        <Text>Everyone has.</Text>
      ) : (
        <ScrollArea.Autosize mah={420} type="auto" viewportProps={{ tabIndex: 0, 'aria-label': 'Who has not received their invoice' }}>
          <Table verticalSpacing={6} aria-label="Who has not received their invoice">
            <Table.Tbody>
              {invoices.map(({ invoiceId, number, customer, status, statusText, words }) => (
                <Table.Tr key={invoiceId}>
                  <Table.Td>
                    <TextLink to="/invoices/$invoiceId" params={{ invoiceId }}>
                      {number}
                    </TextLink>
                    <Text size="sm">{customer.name}</Text>
                  </Table.Td>
                  <Table.Td>
                    <StatusBadge status={status} text={statusText} />
                    <Text size="sm" mt={2}>
                      {words}
                    </Text>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea.Autosize>
      )}
      {count > invoices.length && <Text size="sm">The first {invoices.length} are listed.</Text>}
    </Paper>
  );
}
