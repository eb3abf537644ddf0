import { List, Paper, Stack, Text, Title } from '@mantine/core';
import type { Answer } from '../../api/types.ts';
import { useFormat } from '../../parts/format.ts';
import { LineTable } from '../../parts/lineTable.tsx';

type EstimateAnswer = Answer<'/v1/customers/{customerId}/estimate', 'post'>;

/** What will be billed, with how it comes about; the arithmetic is the run's own. */
export function Estimate({ estimate, pending = false }: { estimate: EstimateAnswer; pending?: boolean }) {
  const format = useFormat();
  const { month, lines, totals, words, notBilled, outcome, reason } = estimate;
  const sentences = [...new Set([...(outcome !== 'invoice' && reason ? [reason] : []), ...words, ...notBilled])];
  return (
    <Paper withBorder p="md" style={{ opacity: pending ? 0.55 : 1 }} aria-busy={pending}>
      <Stack gap="xs" aria-live="polite">
        <Title order={3} size="h5" className="numbers">
          {format.month(month)} bills {lines.length > 0 ? `${format.money(totals.total, totals.currency)} with tax` : 'nothing'}
        </Title>
        {lines.length > 0 && <LineTable lines={lines} totals={totals} />}
        {sentences.length > 0 && (
          <List size="sm" spacing={2}>
            {sentences.map((sentence) => (
              <List.Item key={sentence}>{sentence}</List.Item>
            ))}
          </List>
        )}
        {lines.length === 0 && sentences.length === 0 && <Text size="sm">It adds nothing to the coming invoice.</Text>}
      </Stack>
    </Paper>
  );
}
