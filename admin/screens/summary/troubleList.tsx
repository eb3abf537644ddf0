import { Alert, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { Summary } from '../../api/types.ts';
import { useFormat } from '../../parts/format.ts';
import { ToneBadge } from '../../parts/toneBadge.tsx';
import { MentionList } from './mentionList.tsx';

type Trouble = Summary['trouble'][number];

/** So many are shown at first. */
const FEW = 5;

/** What needs a person, with what to do about it. */
export function TroubleList({ summary }: { summary: Summary }) {
  const { trouble } = summary;
  if (trouble.length === 0) {
    return (
      <Alert color="green" variant="light" icon={<IconCircleCheck aria-hidden />} title="Nothing needs you">
        {summary.count === 0
          ? 'The month has no invoice.'
          : summary.notReceived.count === 0
            ? 'Every invoice of the month has arrived.'
            : 'No trouble is known; some invoices have not arrived yet.'}
      </Alert>
    );
  }
  return (
    <section aria-labelledby="trouble">
      <Title order={2} size="h4" id="trouble" mb="sm">
        What needs you
      </Title>
      <Stack gap="md">
        {trouble.map((each) => (
          <Kind key={each.kind} trouble={each} />
        ))}
      </Stack>
    </section>
  );
}

function Kind({ trouble: { kind, text, advice, count, invoices } }: { trouble: Trouble }) {
  const [all, showAll] = useState(false);
  const format = useFormat();
  const shown = all ? invoices : invoices.slice(0, FEW);
  return (
    <Paper withBorder p="md">
      <Group gap="sm" mb="xs">
        <ToneBadge tone={kind === 'delayed' || kind === 'unconfirmed' ? 'warn' : 'bad'}>
          {text}: {count}
        </ToneBadge>
        <Text size="sm">{advice}.</Text>
      </Group>
      <MentionList label={text} invoices={shown} end={({ total }) => format.money(total)} />
      {invoices.length > FEW && (
        <Button variant="subtle" size="xs" onClick={() => showAll(!all)} aria-expanded={all}>
          {all ? 'Show fewer' : `Show all ${invoices.length}`}
        </Button>
      )}
      {count > invoices.length && (
        <Text size="sm">
          The first {invoices.length} of {count} are listed.
        </Text>
      )}
    </Paper>
  );
}
