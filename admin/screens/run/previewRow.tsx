import { ActionIcon, Group, List, Table, Text } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { Ref } from 'react';
import { useFormat } from '../../parts/format.ts';
import { LineTable } from '../../parts/lineTable.tsx';
import { TextLink } from '../../parts/textLink.tsx';
import { type Tone, ToneBadge } from '../../parts/toneBadge.tsx';
import styles from './previewRow.module.css';
import type { Previewed } from './previewRows.ts';

type Reason = NonNullable<Previewed['change']>['reasons'][number];

const KINDS: Readonly<Record<Reason['kind'], { readonly word: string; readonly tone: Tone }>> = {
  new: { word: 'New', tone: 'info' },
  gone: { word: 'Gone', tone: 'warn' },
  price: { word: 'Price', tone: 'info' },
  quantity: { word: 'Quantity', tone: 'info' },
  prorated: { word: 'Prorated', tone: 'neutral' },
  tax: { word: 'Tax', tone: 'info' },
  late: { word: 'Late', tone: 'warn' },
  credit: { word: 'Credit', tone: 'warn' },
  charge: { word: 'Charge', tone: 'info' },
  onceOff: { word: 'Once-off', tone: 'neutral' },
};

type Props = {
  readonly item: Previewed;
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly index: number;
  readonly ref: Ref<HTMLTableSectionElement>;
};

/** One customer: a section of the table, so that its lines unfold within it. */
export function PreviewRow({ item, open, onToggle, index, ref }: Props) {
  const format = useFormat();
  const { customerId, name, outcome, reason, totals, change, lines, kind } = item;
  const kinds = [...new Set(change?.reasons.map((each) => each.kind))];
  const unfolds = lines.length > 0 || (change?.reasons.length ?? 0) > 0;
  return (
    <Table.Tbody ref={ref} data-index={index} className={styles.customer ?? ''}>
      <Table.Tr aria-rowindex={index + 2}>
        <Table.Td>
          <Group gap={6} wrap="nowrap">
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`${open ? 'Hide' : 'Show'} the lines of ${name}`}
              aria-expanded={open}
              onClick={onToggle}
              style={{ visibility: unfolds ? 'visible' : 'hidden' }}
            >
              {open ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />}
            </ActionIcon>
            <TextLink to="/customers/$customerId" params={{ customerId }}>
              {name}
            </TextLink>
          </Group>
        </Table.Td>
        <Table.Td ta="right" className="numbers">
          {totals ? format.money(totals.total) : '—'}
        </Table.Td>
        <Table.Td ta="right" className="numbers">
          {change && Number(change.difference) !== 0 ? (
            format.change(change.difference)
          ) : (
            <Text c="dimmed" inherit>
              same
            </Text>
          )}
        </Table.Td>
        <Table.Td>
          <Group gap={6}>
            {outcome === 'skipped' && <ToneBadge tone="neutral">Skipped</ToneBadge>}
            {outcome === 'parked' && <ToneBadge tone="bad">Needs attention</ToneBadge>}
            {kind === 'creditNote' && <ToneBadge tone="warn">Credit note</ToneBadge>}
            {kinds.map((each) => (
              <ToneBadge key={each} tone={KINDS[each].tone}>
                {KINDS[each].word}
              </ToneBadge>
            ))}
            {reason && <Text size="sm">{reason}</Text>}
          </Group>
        </Table.Td>
      </Table.Tr>
      {open && (
        <Table.Tr>
          <Table.Td colSpan={4} pl={44}>
            {change && change.reasons.length > 0 && (
              <List size="sm" mb="sm">
                {change.reasons.map((each) => (
                  <List.Item key={`${each.kind} ${each.words}`} className="numbers">
                    {each.words}: {format.change(each.amount)}
                  </List.Item>
                ))}
              </List>
            )}
            {totals && <LineTable lines={lines} totals={totals} />}
          </Table.Td>
        </Table.Tr>
      )}
    </Table.Tbody>
  );
}
