import { Alert, Button, Group, Skeleton, Stack, Switch, Table, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAccount } from '../../api/account.ts';
import { serverNow } from '../../api/clock.ts';
import { servicesQuery } from '../../api/customers.ts';
import { monthsQuery } from '../../api/months.ts';
import type { Service } from '../../api/types.ts';
import { confirmed } from '../../parts/confirm.tsx';
import { Empty } from '../../parts/empty.tsx';
import { useFormat } from '../../parts/format.ts';
import { ProblemAlert } from '../../parts/problemAlert.tsx';
import { tellDone, tellRefused } from '../../parts/told.ts';
import { ToneBadge } from '../../parts/toneBadge.tsx';
import { mayBill } from '../../session/session.ts';
import { ItemCells, ItemHeads } from './itemCells.tsx';
import { ServiceDrawer } from './itemDrawer.tsx';
import { useRemoveService } from './savingItems.ts';
import { useKept, useOpened } from './useOpened.ts';

/** What the customer has month by month. `closed`: it may only be read. */
export function Services({ customerId, closed }: { customerId: string; closed: boolean }) {
  const { data, error, refetch } = useQuery(servicesQuery(customerId));
  const { opened, open, close } = useOpened();
  const [ended, showEnded] = useState(false);
  const [late, setLate] = useState<readonly string[]>([]);
  const today = useToday();
  const may = mayBill() && !closed;
  const item = useKept(
    opened,
    data?.find(({ serviceId, removed }) => serviceId === opened && removed === null),
  );
  if (error && !data) return <ProblemAlert error={error} title="The services cannot be shown" retry={() => refetch()} />;
  if (!data || !today) return <Skeleton h={200} radius="md" />;
  const isEnded = ({ removed, to }: Service) => removed !== null || (to !== null && to < today);
  const past = data.filter(isEnded);
  const shown = ended ? data : data.filter((service) => !isEnded(service));
  return (
    <Stack gap="md">
      {late.length > 0 && (
        <Alert
          color="yellow"
          variant="light"
          title="Some days come too late"
          withCloseButton
          closeButtonLabel="Close"
          onClose={() => setLate([])}
        >
          {late.map((sentence) => (
            <Text size="sm" key={sentence}>
              {sentence}
            </Text>
          ))}
        </Alert>
      )}
      <Group justify="space-between">
        {may && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => open('new')}>
            Add a service
          </Button>
        )}
        {past.length > 0 && (
          <Switch label={`Show ended ones (${past.length})`} checked={ended} onChange={(event) => showEnded(event.currentTarget.checked)} />
        )}
      </Group>
      {shown.length === 0 ? (
        <Empty title="No services">
          What this customer has every month goes here: a line, a mailbox, a backup. The run bills it by the day.
        </Empty>
      ) : (
        <ServiceTable services={shown} may={may} onEdit={({ serviceId }) => open(serviceId)} customerId={customerId} />
      )}
      {may && (item || opened === 'new') && (
        <ServiceDrawer key={opened} customerId={customerId} item={item} today={today} onClose={close} onSaved={setLate} />
      )}
    </Stack>
  );
}

/** Today where the account is, by the server's clock: `2026-12-01`. Undefined until an answer has told what time it is there. */
function useToday(): string | undefined {
  const { billing } = useAccount();
  const months = useQuery(monthsQuery);
  if (months.isPending) return undefined;
  return new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone: billing.timeZone }).format(new Date(serverNow()));
}

type TableProps = {
  readonly services: readonly Service[];
  readonly may: boolean;
  readonly onEdit: (service: Service) => void;
  readonly customerId: string;
};

function ServiceTable({ services, may, onEdit, customerId }: TableProps) {
  const format = useFormat();
  const removing = useRemoveService(customerId);
  const remove = async (service: Service) => {
    const words =
      'What is billed already ends today, and unused days are credited with the coming invoice. What was never billed is forgotten.';
    if (!(await confirmed({ title: `Remove ${service.description}?`, words, yes: 'Remove the service', dangerous: true }))) return;
    await removing.mutateAsync(service).then(
      () => tellDone(`${service.description} is removed`),
      (error: unknown) => tellRefused('The service was not removed', error),
    );
  };
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table verticalSpacing="xs" aria-label="Services">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Description</Table.Th>
            <Table.Th>Days</Table.Th>
            <ItemHeads />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {services.map((service) => (
            <Table.Tr key={service.serviceId}>
              <Table.Td style={{ whiteSpace: 'pre-line' }}>
                {service.description}
                <Group gap={6}>
                  {!service.enabled && <ToneBadge tone="warn">Not invoiced</ToneBadge>}
                  {service.removed && <ToneBadge tone="neutral">Removed {format.day(service.removed)}</ToneBadge>}
                  {service.leaveOut.map((month) => (
                    <ToneBadge key={month} tone="neutral">
                      Left out of {format.month(month)}
                    </ToneBadge>
                  ))}
                </Group>
              </Table.Td>
              <Table.Td>
                {service.to ? `${format.day(service.from)} to ${format.day(service.to)}` : `since ${format.day(service.from)}`}
              </Table.Td>
              <ItemCells item={service} may={may && !service.removed} onEdit={onEdit} onRemove={(item) => void remove(item)} />
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
