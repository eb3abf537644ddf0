import { Group, Stack, Text } from '@mantine/core';
import type { FullInvoice } from '../../api/types.ts';
import { Countdown } from '../../parts/countdown.tsx';
import { useFormat } from '../../parts/format.ts';
import { StatusBadge } from '../../parts/statusBadge.tsx';
import { TextLink } from '../../parts/textLink.tsx';
import { XeroBadge } from './xeroBadge.tsx';

/** What it is, at a glance. */
export function Facts({ invoice }: { invoice: FullInvoice }) {
  const format = useFormat();
  const { customer, month, date, dueDate, totals, status, statusText, dueAt, recipients, buyer, xero, parked } = invoice;
  const { to, cc, bcc } = recipients;
  return (
    <Stack gap={6} mt={4}>
      <Group gap="sm">
        <StatusBadge status={status} text={statusText} />
        {dueAt && (
          <Text size="sm">
            <Countdown dueAt={dueAt} />
          </Text>
        )}
        <XeroBadge xero={xero} />
      </Group>
      <Text style={{ overflowWrap: 'anywhere' }}>
        <TextLink to="/customers/$customerId" params={{ customerId: customer.customerId }} fw={600}>
          {customer.name}
        </TextLink>
        {buyer.reference && `, reference ${buyer.reference}`}
      </Text>
      <Text className="numbers">
        {parked === null && (
          <>
            <b>{format.money(totals.total, totals.currency)}</b>, of which {format.money(totals.tax, totals.currency)} tax ·{' '}
          </>
        )}
        {format.month(month)} · dated {format.day(date)}
        {dueDate && `, due ${format.day(dueDate)}`}
      </Text>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {to.length > 0 ? `To ${to.join(', ')}` : 'Not addressed to anyone yet'}
        {cc.length > 0 && `; cc ${cc.join(', ')}`}
        {bcc.length > 0 && `; bcc ${bcc.join(', ')}`}
      </Text>
    </Stack>
  );
}
