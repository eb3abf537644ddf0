import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { Summary } from '../../api/types.ts';
import { TextLink } from '../../parts/textLink.tsx';
import { ToneBadge } from '../../parts/toneBadge.tsx';

export function XeroCard({ summary }: { summary: Summary }) {
  const { connected, uploaded, notUploaded, waiting, failed } = summary.xero;
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4" mb="xs">
        Xero
      </Title>
      <Stack gap="xs" align="flex-start">
        <Group gap="xs">
          <ToneBadge tone="good">In Xero: {uploaded}</ToneBadge>
          <ToneBadge tone="neutral">Not in Xero: {notUploaded}</ToneBadge>
          {waiting > 0 && <ToneBadge tone="info">On their way: {waiting}</ToneBadge>}
          {failed > 0 && <ToneBadge tone="bad">Not accepted: {failed}</ToneBadge>}
        </Group>
        {connected ? (
          <TextLink to="/invoices" search={{ month: summary.month }} size="sm">
            Upload from the list of invoices
          </TextLink>
        ) : (
          <Text size="sm">
            Xero is not connected. <TextLink to="/xero">Connect it</TextLink>, or import the month’s CSV there.
          </Text>
        )}
      </Stack>
    </Paper>
  );
}
