import { Skeleton, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { body, client } from '../../api/client.ts';
import { useFormat } from '../../parts/format.ts';
import { ProblemAlert } from '../../parts/problemAlert.tsx';
import { StatusBadge } from '../../parts/statusBadge.tsx';
import { TextLink } from '../../parts/textLink.tsx';

/** So many of each of the two lists. */
const LIMIT = '50';

/** This customer's invoices of both lists, newest first. */
export function CustomerInvoices({ customerId }: { customerId: string }) {
  const format = useFormat();
  const { data, error, refetch } = useQuery({
    queryKey: ['invoices', 'of', customerId],
    queryFn: async ({ signal }) => {
      const params = { query: { customerId, limit: LIMIT } };
      const [current, previous] = await Promise.all([
        client.GET('/v1/invoices', { params, signal }).then(body),
        client.GET('/v1/invoices/previous', { params, signal }).then(body),
      ]);
      const items = [...current.items, ...previous.items].sort((a, b) => (a.month < b.month ? 1 : -1));
      return { items, more: previous.nextCursor !== null };
    },
  });
  if (error && !data) return <ProblemAlert error={error} title="The invoices cannot be shown" retry={() => refetch()} />;
  if (!data) return <Skeleton h={200} radius="md" />;
  if (data.items.length === 0) return <Text>No invoice has been made for this customer yet.</Text>;
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table verticalSpacing="sm" aria-label="Invoices of this customer">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Number</Table.Th>
            <Table.Th>Month</Table.Th>
            <Table.Th>Status</Table.Th>
            <Table.Th>Xero</Table.Th>
            <Table.Th ta="right">Total</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.items.map(({ invoiceId, number, month, status, statusText, xero, totals }) => (
            <Table.Tr key={invoiceId}>
              <Table.Td>
                <TextLink to="/invoices/$invoiceId" params={{ invoiceId }}>
                  {number}
                </TextLink>
              </Table.Td>
              <Table.Td>{format.month(month)}</Table.Td>
              <Table.Td>
                <StatusBadge status={status} text={statusText} />
              </Table.Td>
              <Table.Td>{xero.stateText}</Table.Td>
              <Table.Td ta="right" className="numbers">
                {format.money(totals.total, totals.currency)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {data.more && (
        <TextLink to="/previous" search={{ customer: customerId }} size="sm">
          Older ones are in the previous invoices
        </TextLink>
      )}
    </Table.ScrollContainer>
  );
}
