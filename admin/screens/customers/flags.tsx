import { Alert, Group, Stack, Text } from '@mantine/core';
import { IconMailX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { body, client } from '../../api/client.ts';
import { customerQuery } from '../../api/customers.ts';
import type { Customer } from '../../api/types.ts';
import { AllowedButton } from '../../parts/allowedButton.tsx';
import { confirmed } from '../../parts/confirm.tsx';
import { useFormat } from '../../parts/format.ts';
import { TextLink } from '../../parts/textLink.tsx';
import { tellDone, tellRefused } from '../../parts/told.ts';
import { mayBill, ONLY_BILLING } from '../../session/session.ts';

type Flag = Customer['flags'][number];

/** Addresses that mail came back from, with the mail server's words: written to no more until corrected or cleared. */
export function Flags({ customer }: { customer: Customer }) {
  const { flags, removed } = customer;
  if (flags.length === 0 || removed) return null;
  return (
    <Stack gap="sm">
      {flags.map((flag) => (
        <FlagAlert key={flag.address} customer={customer} flag={flag} />
      ))}
    </Stack>
  );
}

function FlagAlert({ customer, flag: { address, reason, words, at, invoiceId } }: { customer: Customer; flag: Flag }) {
  const format = useFormat();
  const queries = useQueryClient();
  const { customerId } = customer;
  const clearing = useMutation({
    mutationFn: async () =>
      body(await client.DELETE('/v1/customers/{customerId}/flags/{address}', { params: { path: { customerId, address } } })),
    onSuccess: (saved) => {
      queries.setQueryData(customerQuery(customerId).queryKey, saved);
      tellDone(`${address} is written to again, from the next sending on`);
      return Promise.all(['customers', 'invoices', 'summary'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
    },
    onError: (error) => tellRefused('The flag was not cleared', error),
  });
  const clear = async () => {
    const yes = await confirmed({
      title: `Write to ${address} again?`,
      words: 'Do this when the owner says that it works. Mail that keeps coming back harms how mail servers see you.',
      yes: 'Write to it again',
    });
    if (yes) clearing.mutate();
  };
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconMailX aria-hidden />}
      title={reason === 'bounced' ? `Mail to ${address} came back` : `The owner of ${address} complained about our mail`}
    >
      <Stack gap={6} align="flex-start">
        <Text size="sm">
          “{words}” on {format.instant(at)}, for{' '}
          <TextLink to="/invoices/$invoiceId" params={{ invoiceId }}>
            this invoice
          </TextLink>
          . It is left out of emails. Correct it below; or, when it is known to work, write to it again.
        </Text>
        <Group>
          <AllowedButton
            size="xs"
            variant="default"
            allowed={mayBill()}
            reason={mayBill() ? undefined : ONLY_BILLING}
            loading={clearing.isPending}
            onClick={() => void clear()}
          >
            Write to it again…
          </AllowedButton>
        </Group>
      </Stack>
    </Alert>
  );
}
