import { Alert, Button, Group, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { Summary } from '../../api/types.ts';
import { useFormat } from '../../parts/format.ts';
import { TextLink } from '../../parts/textLink.tsx';
import { ToneBadge } from '../../parts/toneBadge.tsx';

type Trouble = Summary['trouble'][number];

/** So many are shown at first. */
const FEW = 5;

/** What needs a person, with what to do about it. */
export function TroubleList({ summary }: { summary: Summary }) {
  const { trouble } = summary;
  if (trouble.length === 0) {
    return (
      <Alert color="green" variant="light" icon={<IconCircleCheck aria-hidden />} title="Nothing needs you">
        {summary.notReceived.count === 0
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
      <Group gap="sm" mb={4}>
        <ToneBadge tone={kind === 'delayed' || kind === 'unconfirmed' ? 'warn' : 'bad'}>
          {text}: {count}
        </ToneBadge>
        <Text size="sm">{advice}.</Text>
      </Group>
      <Table.ScrollContainer minWidth={520}>
        <Table verticalSpacing={6} aria-label={text}>
          <Table.Tbody>
            {shown.map(({ invoiceId, number, customer, words, total }) => (
              <Table.Tr key={invoiceId}>
                <Table.Td w={130}>
                  <TextLink to="/invoices/$invoiceId" params={{ invoiceId }}>
                    {number}
                  </TextLink>
                </Table.Td>
                <Table.Td w={220}>
                  <TextLink to="/customers/$customerId" params={{ customerId: customer.customerId }}>
                    {customer.name}
                  </TextLink>
                </Table.Td>
                <Table.Td>{words}</Table.Td>
                <Table.Td ta="right" className="numbers">
                  {format.money(total)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
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
