import { Button, Paper, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { Summary } from '../../api/types.ts';
import { StatusBadge } from '../../parts/statusBadge.tsx';
import { MentionList } from './mentionList.tsx';

/** So many are shown at first. */
const FEW = 10;

/** Who has not got theirs, by the news of all attempts. */
export function NotReceived({ summary }: { summary: Summary }) {
  const [all, showAll] = useState(false);
  const { count, invoices } = summary.notReceived;
  return (
    <Paper withBorder p="md" h="100%">
      <Title order={2} size="h4" mb="xs">
        Who has not received their invoice ({count})
      </Title>
      {count === 0 ? (
        <Text>Everyone has.</Text>
      ) : (
        <MentionList
          label="Who has not received their invoice"
          invoices={all ? invoices : invoices.slice(0, FEW)}
          end={({ status, statusText }) => <StatusBadge status={status} text={statusText} />}
        />
      )}
      {invoices.length > FEW && (
        <Button variant="subtle" size="xs" onClick={() => showAll(!all)} aria-expanded={all}>
          {all ? 'Show fewer' : `Show all ${invoices.length}`}
        </Button>
      )}
      {count > invoices.length && <Text size="sm">The first {invoices.length} are listed.</Text>}
    </Paper>
  );
}
