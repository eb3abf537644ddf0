import { Alert, Group, Loader, Paper, Table, Text, Title } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { xeroChoicesQuery } from '../../api/xero.ts';
import { ProblemAlert } from '../../parts/problemAlert.tsx';
import { TextLink } from '../../parts/textLink.tsx';

/** What Xero would refuse of today's settings and services, before it does. */
export function Mistakes() {
  const { data, error, refetch } = useQuery(xeroChoicesQuery);
  return (
    <Paper withBorder p="lg">
      <Title order={2} size="h4" mb="sm">
        Account codes and tax rates
      </Title>
      {error && !data && <ProblemAlert error={error} title="Xero could not be asked" retry={() => refetch()} />}
      {!data && !error && (
        <Group gap="sm">
          <Loader size="xs" aria-hidden />
          <Text size="sm">They are being compared with what is in Xero.</Text>
        </Group>
      )}
      {data && data.mistakes.length === 0 && (
        <Alert color="green" variant="light" icon={<IconCircleCheck aria-hidden />}>
          All of them are in Xero and fit.
        </Alert>
      )}
      {data && data.mistakes.length > 0 && (
        <>
          <Text size="sm" mb="xs">
            Xero would refuse these, or tax them otherwise:
          </Text>
          <Table verticalSpacing={6} aria-label="What Xero would refuse">
            <Table.Tbody>
              {data.mistakes.map(({ customer, serviceId, what, field, message }) => (
                <Table.Tr key={`${customer?.customerId} ${serviceId} ${field}`}>
                  <Table.Td>
                    {customer ? (
                      <TextLink to="/customers/$customerId" params={{ customerId: customer.customerId }} search={{ tab: 'services' }}>
                        {customer.name}
                      </TextLink>
                    ) : (
                      <TextLink to="/settings" search={{ section: 'xero' }}>
                        Settings
                      </TextLink>
                    )}
                  </Table.Td>
                  <Table.Td>{what}</Table.Td>
                  <Table.Td>{message}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          {data.moreMistakes && <Text size="sm">There are more.</Text>}
        </>
      )}
    </Paper>
  );
}
