import { ActionIcon, Group, Table } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import type { Charge, Service } from '../../api/types.ts';

type Props<T> = {
  readonly item: T;
  /** Whether it may still be changed, by this person. */
  readonly may: boolean;
  readonly onEdit: (item: T) => void;
  readonly onRemove: (item: T) => void;
};

/** How many, at what price, and what may be done: the end of a row of services or charges. */
export function ItemCells<T extends Service | Charge>({ item, may, onEdit, onRemove }: Props<T>) {
  const { description, quantity, unitPrice } = item;
  return (
    <>
      <Table.Td ta="right" className="numbers">
        {quantity}
      </Table.Td>
      <Table.Td ta="right" className="numbers">
        {unitPrice}
      </Table.Td>
      <Table.Td>
        {may && (
          <Group gap={4} justify="flex-end" wrap="nowrap">
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`Edit ${description}`} onClick={() => onEdit(item)}>
              <IconPencil size={18} aria-hidden />
            </ActionIcon>
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`Remove ${description}`} onClick={() => onRemove(item)}>
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </Group>
        )}
      </Table.Td>
    </>
  );
}

/** The heads above them. */
export function ItemHeads() {
  return (
    <>
      <Table.Th ta="right">Quantity</Table.Th>
      <Table.Th ta="right">Price</Table.Th>
      <Table.Th />
    </>
  );
}
