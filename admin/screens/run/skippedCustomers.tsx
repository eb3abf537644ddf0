import { Button, Paper, Skeleton, Table, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { skippedQuery } from '../../api/runs.ts';
import { ProblemAlert } from '../../parts/problemAlert.tsx';
import { TextLink } from '../../parts/textLink.tsx';

/** Whom the month made no invoice for, and why. */
export function SkippedCustomers({ month, count }: { month: string; count: number }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(skippedQuery(month));
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4" mb="xs">
        Skipped customers ({count})
      </Title>
      {error && !data && <ProblemAlert error={error} retry={() => refetch()} />}
      {!data && !error && <Skeleton h={120} />}
      {data && (
        <Table verticalSpacing={6} aria-label="Skipped customers">
          <Table.Tbody>
            {data.pages
              .flatMap(({ items }) => items)
              .map(({ customerId, name, reason }) => (
                <Table.Tr key={customerId}>
                  <Table.Td>
                    <TextLink to="/customers/$customerId" params={{ customerId }}>
                      {name}
                    </TextLink>
                  </Table.Td>
                  <Table.Td>{reason}</Table.Td>
                </Table.Tr>
              ))}
          </Table.Tbody>
        </Table>
      )}
      {hasNextPage && (
        <Button variant="subtle" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
          Show more
        </Button>
      )}
    </Paper>
  );
}
