import { List, Paper, Stack, Text, Title } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import type { Xero } from '../../api/types.ts';
import { AllowedButton } from '../../parts/allowedButton.tsx';
import { counted } from '../../parts/counted.ts';
import { mayBill, ONLY_BILLING } from '../../session/session.ts';
import { useConnect } from './linking.ts';

/** Not connected yet, or not any more. */
export function Connecting({ xero: { state, stateText, health } }: { xero: Xero }) {
  const connect = useConnect();
  return (
    <Paper withBorder p="lg">
      <Stack gap="md" align="flex-start">
        <Title order={2} size="h4">
          {stateText}
        </Title>
        {state === 'expired' ? (
          <Text>
            {health.waiting > 0
              ? `${counted(health.waiting, 'invoice waits and goes', 'invoices wait and go')} up once it is connected again. `
              : ''}
            Choose the same organisation as before.
          </Text>
        ) : (
          <List spacing={4}>
            <List.Item>You sign in at Xero and choose the organisation that your invoices go to.</List.Item>
            <List.Item>
              Rebill may then write invoices, credit notes and contacts there, and read accounts and tax rates. Nothing else.
            </List.Item>
            <List.Item>Each invoice is written once, however often it is asked for; what is in Xero already is never changed.</List.Item>
          </List>
        )}
        <AllowedButton
          leftSection={<IconPlugConnected size={18} aria-hidden />}
          allowed={mayBill()}
          reason={mayBill() ? undefined : ONLY_BILLING}
          loading={connect.isPending || connect.isSuccess}
          onClick={() => connect.mutate()}
        >
          {state === 'expired' ? 'Connect again' : 'Connect to Xero'}
        </AllowedButton>
      </Stack>
    </Paper>
  );
}
