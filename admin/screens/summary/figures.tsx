import { Group, Paper, Text } from '@mantine/core';
import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Summary } from '../../api/types.ts';
import { counted } from '../../parts/counted.ts';
import { useFormat } from '../../parts/format.ts';
import styles from './figures.module.css';

/** What the month came to, against the one before. */
export function Figures({ summary }: { summary: Summary }) {
  const format = useFormat();
  const { lastMonth, byStatus, notReceived, count, total, subtotal, tax } = summary;
  const waiting = byStatus.filter(({ status }) => status === 'queued' || status === 'sending').reduce((sum, each) => sum + each.count, 0);
  const drafts = byStatus.find(({ status }) => status === 'draft')?.count ?? 0;
  return (
    <div className={styles.figures}>
      <Figure name="Total with tax" value={format.money(total)} note={`${format.money(subtotal)} and ${format.money(tax)} tax`} />
      <Figure
        name={lastMonth ? `Against ${format.month(lastMonth.month)}` : 'Against last month'}
        value={lastMonth ? format.change(lastMonth.difference) : '—'}
        note={lastMonth ? `was ${format.money(lastMonth.total)}, ${counted(lastMonth.count, 'invoice')}` : 'There is no month before it'}
        icon={lastMonth && <Direction amount={lastMonth.difference} />}
      />
      <Figure name="Invoices" value={String(count)} note={lastMonth ? countChange(lastMonth.countDifference) : 'the first month'} />
      <Figure
        name="Not received yet"
        value={String(notReceived.count)}
        note={
          [waiting > 0 && `${waiting} on ${waiting === 1 ? 'its' : 'their'} way`, drafts > 0 && `${drafts} not sent`]
            .filter(Boolean)
            .join(', ') || 'by what mail servers told us'
        }
      />
    </div>
  );
}

function countChange(difference: number): string {
  if (difference === 0) return 'as many as last month';
  return `${Math.abs(difference)} ${difference > 0 ? 'more' : 'fewer'} than last month`;
}

function Direction({ amount }: { amount: string }) {
  if (Number(amount) === 0) return null;
  return amount.startsWith('-') ? <IconArrowDownRight size={20} aria-hidden /> : <IconArrowUpRight size={20} aria-hidden />;
}

function Figure({ name, value, note, icon }: { name: string; value: string; note: string; icon?: ReactNode }) {
  return (
    <Paper withBorder p="md">
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Group gap={4} align="center">
        <Text fz={{ base: 20, sm: 26 }} fw={650} lh={1.3} className="numbers">
          {value}
        </Text>
        {icon}
      </Group>
      <Text size="sm" c="dimmed" className="numbers">
        {note}
      </Text>
    </Paper>
  );
}
