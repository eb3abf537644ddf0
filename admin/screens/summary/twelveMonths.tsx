import { Paper, Skeleton, Title, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { monthsQuery } from '../../api/months.ts';
import { useFormat } from '../../parts/format.ts';
import styles from './twelveMonths.module.css';

const WIDTH = 360;
const HEIGHT = 150;
const GAP = 6;

/** The totals of the last twelve months as bars; as a table to whoever cannot see them. */
export function TwelveMonths({ month }: { month: string }) {
  const { data } = useQuery(monthsQuery);
  const format = useFormat();
  const navigate = useNavigate();
  const bars = (data?.items ?? []).slice(0, 12).toReversed();
  const largest = Math.max(1, ...bars.map(({ total }) => Number(total)));
  const width = WIDTH / Math.max(bars.length, 6) - GAP;
  const heightOf = (total: string) => Math.max(2, (Math.max(0, Number(total)) / largest) * HEIGHT);
  return (
    <Paper withBorder p="md" h="100%">
      <Title order={2} size="h4" mb="xs">
        The last twelve months
      </Title>
      {!data && <Skeleton h={HEIGHT} />}
      <svg className={styles.chart} viewBox={`0 0 ${WIDTH} ${HEIGHT + 38}`} aria-hidden="true">
        {bars.map((each, index) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the mouse; the month select does the same for everyone.
          <g
            key={each.month}
            transform={`translate(${index * (width + GAP)} 0)`}
            className={each.month === month ? `${styles.bar} ${styles.current}` : styles.bar}
            onClick={() => void navigate({ to: '/summary', search: { month: each.month } })}
          >
            <title>{`${format.month(each.month)}: ${format.money(each.total)}, ${each.count} invoices`}</title>
            <rect x={0} y={18 + HEIGHT - heightOf(each.total)} width={width} height={heightOf(each.total)} rx={3} />
            <text x={width / 2} y={HEIGHT + 33} textAnchor="middle">
              {format.shortMonth(each.month).slice(0, 3)}
            </text>
          </g>
        ))}
      </svg>
      <VisuallyHidden>
        <table>
          <caption>The last twelve months</caption>
          <tbody>
            {bars.map((each) => (
              <tr key={each.month}>
                <th scope="row">{format.month(each.month)}</th>
                <td>{format.money(each.total)}</td>
                <td>{each.count} invoices</td>
              </tr>
            ))}
          </tbody>
        </table>
      </VisuallyHidden>
    </Paper>
  );
}
