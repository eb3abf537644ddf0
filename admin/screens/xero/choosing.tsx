import { Group, Paper, Radio, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { Xero } from '../../api/types.ts';
import { AllowedButton } from '../../parts/allowedButton.tsx';
import { mayBill, ONLY_BILLING } from '../../session/session.ts';
import { useChoose, useConnect, useDisconnect } from './linking.ts';

/** Access was given to several organisations: invoices go to one. */
export function Choosing({ xero: { stateText, offers } }: { xero: Xero }) {
  const [chosen, setChosen] = useState<string>();
  const choose = useChoose();
  const connect = useConnect();
  const disconnect = useDisconnect();
  const billing = mayBill();
  const reason = billing ? undefined : ONLY_BILLING;
  return (
    <Paper withBorder p="lg">
      <Stack gap="md" align="flex-start">
        <Title order={2} size="h4">
          {offers.length > 0 ? 'Choose the organisation' : 'Connect again'}
        </Title>
        <Text>{stateText}.</Text>
        {offers.length > 0 && (
          <Radio.Group aria-label="Organisation in Xero" value={chosen ?? null} onChange={setChosen}>
            <Stack gap="xs">
              {offers.map(({ organisationId, name }) => (
                <Radio key={organisationId} value={organisationId} label={name} />
              ))}
            </Stack>
          </Radio.Group>
        )}
        <Group>
          {offers.length > 0 && (
            <AllowedButton
              allowed={billing && chosen !== undefined}
              reason={reason ?? (chosen ? undefined : 'Choose one of them first')}
              loading={choose.isPending}
              onClick={() => chosen && choose.mutate(chosen)}
            >
              Invoices go to this one
            </AllowedButton>
          )}
          <AllowedButton variant="default" allowed={billing} reason={reason} loading={connect.isPending} onClick={() => connect.mutate()}>
            Connect again
          </AllowedButton>
          <AllowedButton
            variant="subtle"
            allowed={billing}
            reason={reason}
            loading={disconnect.isPending}
            onClick={() => disconnect.mutate()}
          >
            Leave it
          </AllowedButton>
        </Group>
      </Stack>
    </Paper>
  );
}
