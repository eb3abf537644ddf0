import { Button, Paper, Skeleton, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { customersQuery } from '../../api/customers.ts';
import type { Customer } from '../../api/types.ts';
import { ProblemAlert } from '../../parts/problemAlert.tsx';
import { TextLink } from '../../parts/textLink.tsx';
import { useAllPages } from '../../parts/useAllPages.ts';
import { ChooseContact } from './chooseContact.tsx';

/** So many customers are listed before a search. */
const FEW = 8;

/** Customers that are no contact of Xero's yet. Each is found there by itself, or made, with its first invoice. */
export function ContactsToMap() {
  const all = useInfiniteQuery(customersQuery);
  useAllPages(all);
  const [search, setSearch] = useState('');
  if (all.error && !all.data) return <ProblemAlert error={all.error} title="The customers cannot be read" retry={() => all.refetch()} />;
  const open = (all.data?.pages ?? []).flatMap(({ items }) => items).filter(({ xeroContactId }) => !xeroContactId);
  const words = search.trim().toLocaleLowerCase();
  const found = words ? open.filter(({ name }) => name.toLocaleLowerCase().includes(words)) : open;
  return (
    <Paper withBorder p="lg">
      <Stack gap="sm">
        <Title order={2} size="h4">
          Contacts
        </Title>
        {!all.data ? (
          <Skeleton h={80} />
        ) : open.length === 0 ? (
          <Text>Every customer has its contact in Xero.</Text>
        ) : (
          <>
            <Text size="sm">
              {open.length} customers have no contact yet. With the first invoice each is looked up in Xero by its name, or made there. If
              it goes by another name in Xero, choose it here beforehand.
            </Text>
            {open.length > FEW && (
              <TextInput
                aria-label="Search customers without a contact"
                placeholder="Search customers"
                leftSection={<IconSearch size={16} aria-hidden />}
                value={search}
                onChange={(event) => setSearch(event.currentTarget.value)}
                maw={320}
              />
            )}
            <Table verticalSpacing={6} aria-label="Customers without a contact">
              <Table.Tbody>
                {found.slice(0, FEW).map((customer) => (
                  <Row key={customer.customerId} customer={customer} />
                ))}
              </Table.Tbody>
            </Table>
            {found.length > FEW && <Text size="sm">And {found.length - FEW} more.</Text>}
          </>
        )}
      </Stack>
    </Paper>
  );
}

function Row({ customer }: { customer: Customer }) {
  const choose = () => {
    const modalId = 'choose-contact';
    modals.open({
      modalId,
      title: `The contact of ${customer.name}`,
      size: 'lg',
      children: <ChooseContact customer={customer} onDone={() => modals.close(modalId)} />,
    });
  };
  return (
    <Table.Tr>
      <Table.Td>
        <TextLink to="/customers/$customerId" params={{ customerId: customer.customerId }}>
          {customer.name}
        </TextLink>
      </Table.Td>
      <Table.Td ta="right">
        <Button size="xs" variant="default" onClick={choose} aria-label={`Choose the contact of ${customer.name}`}>
          Choose…
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}
