import { Button, Text } from '@mantine/core';
import type { FullInvoice } from '../../api/types.ts';
import { sentence } from '../../parts/sentence.ts';
import { TextLink } from '../../parts/textLink.tsx';
import { Notice } from './notice.tsx';
import { type Acting, busyKey } from './useActing.ts';

/** Why it needs attention, and the ways out of it. */
export function ParkedNotice({ invoice, acting }: { invoice: FullInvoice; acting: Acting }) {
  const { parked, actions, customer } = invoice;
  const { repair } = actions;
  return (
    <Notice tone="bad" title="It needs attention: nothing is billed yet">
      <Text size="sm">{sentence(parked ?? '')}</Text>
      {repair.allowed ? (
        <>
          <Text size="sm">
            Put right what is wrong with{' '}
            <TextLink to="/customers/$customerId" params={{ customerId: customer.customerId }}>
              {customer.name}
            </TextLink>
            , then have it made from today’s data, under its own number.
          </Text>
          <Button size="sm" loading={acting.busy.has(busyKey('repair', invoice))} onClick={() => acting.act('repair', invoice)}>
            Make it from today’s data
          </Button>
        </>
      ) : (
        <Text size="sm" fw={600}>
          {sentence(repair.reason ?? '')}
        </Text>
      )}
    </Notice>
  );
}
