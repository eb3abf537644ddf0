import { Alert, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { estimateQuery } from '../../api/estimate.ts';
import { ProblemAlert } from '../../parts/problemAlert.tsx';
import { Estimate } from './estimate.tsx';

/** What the coming run would make for this customer as it stands now. */
export function ComingInvoice({ customerId }: { customerId: string }) {
  const { data, error, refetch } = useQuery({ ...estimateQuery(customerId, {}), staleTime: 0 });
  if (error && !data) return <ProblemAlert error={error} title="The coming invoice cannot be shown" retry={() => refetch()} />;
  if (!data) return <Skeleton h={200} radius="md" />;
  return (
    <Stack gap="md">
      <Estimate estimate={data} />
      <Alert variant="light">
        <Text size="sm">Nothing here is stored. The run prices it anew, from what stands when the month is made.</Text>
      </Alert>
    </Stack>
  );
}
