import { Button, Group, Skeleton, Stack, Table } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { chargesQuery } from '../../api/customers.ts';
import type { Charge } from '../../api/types.ts';
import { confirmed } from '../../parts/confirm.tsx';
import { Empty } from '../../parts/empty.tsx';
import { ProblemAlert } from '../../parts/problemAlert.tsx';
import { TextLink } from '../../parts/textLink.tsx';
import { tellDone, tellRefused } from '../../parts/told.ts';
import { type Tone, ToneBadge } from '../../parts/toneBadge.tsx';
import { mayBill } from '../../session/session.ts';
import { ItemCells, ItemHeads } from './itemCells.tsx';
import { ChargeDrawer } from './itemDrawer.tsx';
import { useRemoveCharge } from './savingItems.ts';
import { useKept, useOpened } from './useOpened.ts';

const TONES: Readonly<Record<Charge['status'], Tone>> = { 'not yet invoiced': 'info', invoiced: 'good', disabled: 'neutral' };

/** What is billed once, by the next run. */
export function Charges({ customerId, closed }: { customerId: string; closed: boolean }) {
  const { data, error, refetch } = useQuery(chargesQuery(customerId));
  const { opened, open, close } = useOpened();
  const may = mayBill() && !closed;
  const item = useKept(
    opened,
    data?.find(({ chargeId, number }) => chargeId === opened && !number),
  );
  if (error && !data) return <ProblemAlert error={error} title="The charges cannot be shown" retry={() => refetch()} />;
  if (!data) return <Skeleton h={200} radius="md" />;
  return (
    <Stack gap="md">
      {may && (
        <Group>
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => open('new')}>
            Add a charge
          </Button>
        </Group>
      )}
      {data.length === 0 ? (
        <Empty title="No charges">What is billed once goes here: an installation, an hour of work. A negative price is a credit.</Empty>
      ) : (
        <ChargeTable charges={data} may={may} onEdit={({ chargeId }) => open(chargeId)} customerId={customerId} />
      )}
      {may && (item || opened === 'new') && <ChargeDrawer key={opened} customerId={customerId} item={item} onClose={close} />}
    </Stack>
  );
}

type TableProps = {
  readonly charges: readonly Charge[];
  readonly may: boolean;
  readonly onEdit: (charge: Charge) => void;
  readonly customerId: string;
};

function ChargeTable({ charges, may, onEdit, customerId }: TableProps) {
  const removing = useRemoveCharge(customerId);
  const remove = async (charge: Charge) => {
    if (
      !(await confirmed({
        title: `Remove ${charge.description}?`,
        words: 'It is not billed yet, and never will be.',
        yes: 'Remove the charge',
        dangerous: true,
      }))
    )
      return;
    await removing.mutateAsync(charge).then(
      () => tellDone(`${charge.description} is removed`),
      (error: unknown) => tellRefused('The charge was not removed', error),
    );
  };
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table verticalSpacing="xs" aria-label="Charges">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Description</Table.Th>
            <Table.Th>Status</Table.Th>
            <ItemHeads />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {charges.map((charge) => (
            <Table.Tr key={charge.chargeId}>
              <Table.Td style={{ whiteSpace: 'pre-line' }}>{charge.description}</Table.Td>
              <Table.Td>
                <Group gap={6}>
                  <ToneBadge tone={TONES[charge.status]}>{charge.status}</ToneBadge>
                  {charge.number && charge.invoiceId && (
                    <TextLink to="/invoices/$invoiceId" params={{ invoiceId: charge.invoiceId }}>
                      {charge.number}
                    </TextLink>
                  )}
                </Group>
              </Table.Td>
              <ItemCells item={charge} may={may && !charge.number} onEdit={onEdit} onRemove={(item) => void remove(item)} />
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
