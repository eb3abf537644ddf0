import { Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconPlugConnectedX } from '@tabler/icons-react';
import { serverNow } from '../../api/clock.ts';
import type { Xero } from '../../api/types.ts';
import { AllowedButton } from '../../parts/allowedButton.tsx';
import { confirmed } from '../../parts/confirm.tsx';
import { counted } from '../../parts/counted.ts';
import { useFormat } from '../../parts/format.ts';
import { TextLink } from '../../parts/textLink.tsx';
import { ToneBadge } from '../../parts/toneBadge.tsx';
import { mayBill, ONLY_BILLING } from '../../session/session.ts';
import { useDisconnect } from './linking.ts';

/** Where invoices go, and how it goes. */
export function Connected({ xero }: { xero: Xero }) {
  const format = useFormat();
  const disconnect = useDisconnect();
  const { organisation, stateText, since, by, health } = xero;
  const at = (instant: string | null) => (instant ? format.shortInstant(instant, serverNow()) : '—');
  const facts = [
    ['On their way', health.waiting === 0 ? 'nothing' : counted(health.waiting, 'invoice or PDF', 'invoices or PDFs')],
    ['Uploading', health.heldUntil ? `goes on at ${at(health.heldUntil)}` : health.uploading ? 'right now' : 'at rest'],
    ['Connected since', since ? format.instant(since) : '—'],
    ['Connected by', by ?? '—'],
    ['Link renewed', at(health.renewedAt)],
  ] as const;
  const end = async () => {
    const yes = await confirmed({
      title: `Disconnect ${organisation?.name ?? 'Xero'}?`,
      words: 'What is in Xero stays there. Nothing more goes up until it is connected again.',
      yes: 'Disconnect',
      dangerous: true,
    });
    if (yes) disconnect.mutate();
  };
  return (
    <Paper withBorder p="lg">
      <Stack gap="md">
        <Group justify="space-between">
          <Group gap="sm">
            <Title order={2} size="h4">
              {organisation?.name}
            </Title>
            <ToneBadge tone="good" icon={<IconCircleCheck size={14} aria-hidden />}>
              {stateText}
            </ToneBadge>
          </Group>
          <AllowedButton
            variant="default"
            leftSection={<IconPlugConnectedX size={18} aria-hidden />}
            allowed={mayBill()}
            reason={mayBill() ? undefined : ONLY_BILLING}
            loading={disconnect.isPending}
            onClick={() => void end()}
          >
            Disconnect…
          </AllowedButton>
        </Group>
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} aria-live="polite">
          {facts.map(([name, value]) => (
            <div key={name}>
              <Text size="sm" c="dimmed">
                {name}
              </Text>
              <Text>{value}</Text>
            </div>
          ))}
        </SimpleGrid>
        <Text size="sm">
          Invoices go up from the <TextLink to="/invoices">list</TextLink>, each when its month is over. Whether they go up by themselves,
          as drafts or authorised, and to which account, is in the{' '}
          <TextLink to="/settings" search={{ section: 'xero' }}>
            settings
          </TextLink>
          .
        </Text>
      </Stack>
    </Paper>
  );
}
