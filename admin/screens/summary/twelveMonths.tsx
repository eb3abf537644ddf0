import { Paper, Skeleton, Title, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { monthsQuery } from '../../api/months.ts';
import { counted } from '../../parts/counted.ts';
import { useFormat } from '../../parts/format.ts';
import styles from './twelveMonths.module.css';

const WIDTH = 360;
const HEIGHT = 150;
const GAP = 6;
const TOP = 18;
/** A month of nought is to be seen as well. */
const LEAST = 2;

/** The totals of the last twelve months as bars; as a table to whoever cannot see them. */
export function TwelveMonths({ month }: { month: string }) {
  const { data } = useQuery(monthsQuery);
  const format = useFormat();
  const navigate = useNavigate();
  const bars = (data?.items ?? []).slice(0, 12).toReversed();
  const amounts = bars.map(({ total }) => Number(total));
  const [largest, least] = [Math.max(1, ...amounts), Math.min(0, ...amounts)];
  const width = WIDTH / Math.max(bars.length, 6) - GAP;
  const scale = HEIGHT / (largest - least);
  /** Where nought is: a month of more credits than invoices hangs below it. */
  const nought = TOP + largest * scale;
  return (
    <Paper withBorder p="md" h="100%">
      <Title order={2} size="h4" mb="xs">
        The last twelve months
      </Title>
      {!data && <Skeleton h={HEIGHT} />}
      <svg className={styles.chart} viewBox={`0 0 ${WIDTH} ${TOP + HEIGHT + 20}`} aria-hidden="true">
        {bars.map((each, index) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the mouse; the month select does the same for everyone.
          <g
            key={each.month}
            transform={`translate(${index * (width + GAP)} 0)`}
            className={each.month === month ? `${styles.bar} ${styles.current}` : styles.bar}
            onClick={() => void navigate({ to: '/summary', search: { month: each.month } })}
          >
            <title>{`${format.month(each.month)}: ${format.money(each.total)}, ${counted(each.count, 'invoice')}`}</title>
            {/* The whole column takes the click. */}
            <rect className={styles.column} x={0} y={0} width={width} height={TOP + HEIGHT} />
            <Bar amount={Number(each.total) * scale} nought={nought} width={width} />
            <text x={width / 2} y={TOP + HEIGHT + 15} textAnchor="middle">
              {format.shortMonth(each.month).slice(0, 3)}
            </text>
          </g>
        ))}
        {least < 0 && <line className={styles.nought} x1={0} x2={WIDTH} y1={nought} y2={nought} />}
      </svg>
      <VisuallyHidden>
        <table>
          <caption>The last twelve months</caption>
          <tbody>
            {bars.map((each) => (
              <tr key={each.month}>
                <th scope="row">{format.month(each.month)}</th>
                <td>{format.money(each.total)}</td>
                <td>{counted(each.count, 'invoice')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </VisuallyHidden>
    </Paper>
  );
}

/** Upwards from nought, or downwards. `amount` is its length. */
function Bar({ amount, nought, width }: { amount: number; nought: number; width: number }) {
  const height = Math.max(LEAST, Math.abs(amount));
  return <rect x={0} y={amount < 0 ? nought : nought - height} width={width} height={height} rx={3} />;
}
