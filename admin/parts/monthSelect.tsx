import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { monthsQuery } from '../api/months.ts';
import { useFormat } from './format.ts';

type Props = {
  readonly value: string | undefined;
  readonly onChange: (month: string | undefined) => void;
  readonly label?: string;
  /** Offer "All months". */
  readonly all?: boolean;
  /** Offer the month that is next to be made as well. */
  readonly next?: boolean;
};

/** The months that are made. The value itself is always among them, whatever a link says. */
export function MonthSelect({ value, onChange, label = 'Month', all = false, next = false }: Props) {
  const { data } = useQuery(monthsQuery);
  const format = useFormat();
  const made = data?.items.map(({ month }) => month) ?? [];
  const months = [...new Set([...(next && data ? [data.nextMonth.month] : []), ...made, ...(value ? [value] : [])])].sort().reverse();
  return (
    <NativeSelect
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
      data={[
        ...(all || !value ? [{ value: '', label: all ? 'All months' : '—' }] : []),
        ...months.map((month) => ({ value: month, label: format.month(month) })),
      ]}
    />
  );
}
