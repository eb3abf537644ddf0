import { Button, Group, Skeleton, Stack, Table, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { body, client, ifMatch } from '../../api/client.ts';
import type { Customer } from '../../api/types.ts';
import { xeroContactsQuery } from '../../api/xero.ts';
import { AllowedButton } from '../../parts/allowedButton.tsx';
import { ProblemAlert } from '../../parts/problemAlert.tsx';
import { tellDone } from '../../parts/told.ts';
import { mayBill, ONLY_BILLING } from '../../session/session.ts';

type Props = { readonly customer: Customer; readonly onDone: () => void };

/** Searches Xero's contacts by words and makes one of them the customer's. */
export function ContactSearch({ customer, onDone }: Props) {
  const [words, setWords] = useState(customer.name);
  const [asked, ask] = useState(customer.name);
  const contacts = useQuery(xeroContactsQuery(asked));
  const choosing = useChooseContact(customer, onDone);
  return (
    <Stack>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          ask(words.trim());
        }}
      >
        <Group align="flex-end">
          <TextInput
            label="Words in its name, email or number"
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
            flex={1}
            data-autofocus
          />
          <Button type="submit" variant="default" loading={contacts.isFetching}>
            Search in Xero
          </Button>
        </Group>
      </form>
      {contacts.error && <ProblemAlert error={contacts.error} title="Xero could not be asked" retry={() => contacts.refetch()} />}
      {choosing.error && <ProblemAlert error={choosing.error} title="The contact was not saved" />}
      {contacts.isPending && asked && <Skeleton h={80} />}
      <div aria-live="polite">{contacts.data?.length === 0 && <Text size="sm">No contact in Xero bears these words.</Text>}</div>
      <Table verticalSpacing={6} aria-label="Contacts found in Xero">
        <Table.Tbody>
          {contacts.data?.map(({ contactId, name, email, number }) => (
            <Table.Tr key={contactId}>
              <Table.Td>
                {name}
                <Text size="sm" c="dimmed">
                  {[email, number].filter(Boolean).join(', ')}
                </Text>
              </Table.Td>
              <Table.Td ta="right">
                <AllowedButton
                  size="xs"
                  allowed={mayBill()}
                  reason={mayBill() ? undefined : ONLY_BILLING}
                  loading={choosing.isPending && choosing.variables === contactId}
                  onClick={() => choosing.mutate(contactId)}
                >
                  This one
                </AllowedButton>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}

/** Saves the customer as it was read, with another contact: a clerk who changed it meanwhile is not overwritten. */
function useChooseContact(customer: Customer, onDone: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (xeroContactId: string) => {
      const { customerId, revision, flags: _, warnings: __, removed: ___, ...kept } = customer;
      const header = ifMatch(revision);
      return body(
        await client.PUT('/v1/customers/{customerId}', { params: { path: { customerId }, header }, body: { ...kept, xeroContactId } }),
      );
    },
    onSuccess: () => {
      tellDone(`${customer.name} has its contact`);
      onDone();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['customers'] }),
  });
}
