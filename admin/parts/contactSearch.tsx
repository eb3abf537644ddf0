import { Button, Group, Skeleton, Stack, Table, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { xeroContactsQuery } from '../api/xero.ts';
import { mayBill, ONLY_BILLING } from '../session/session.ts';
import { AllowedButton } from './allowedButton.tsx';
import { ProblemAlert } from './problemAlert.tsx';

type Props = {
  /** What is searched for at once. */
  readonly first: string;
  readonly onChoose: (contactId: string) => void;
  /** The contact that is being saved. */
  readonly saving?: string | undefined;
  readonly error?: unknown;
};

/** Searches Xero's contacts by words and lets one of them be chosen. */
export function ContactSearch({ first, onChoose, saving, error }: Props) {
  const [words, setWords] = useState(first);
  const [asked, ask] = useState(first);
  const contacts = useQuery(xeroContactsQuery(asked));
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
      {Boolean(error) && <ProblemAlert error={error} title="The contact was not saved" />}
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
                  loading={saving === contactId}
                  onClick={() => onChoose(contactId)}
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
