import { Text } from '@mantine/core';
import type { FullInvoice } from '../../api/types.ts';
import { useFormat } from '../../parts/format.ts';
import { StatusBadge } from '../../parts/statusBadge.tsx';
import styles from './history.module.css';

type Props = {
  readonly entry: FullInvoice['history'][number];
  /** Whether it became what it is now by this. */
  readonly changed: boolean;
  /** It was queued more than once: which time this was. */
  readonly several: boolean;
};

export function HistoryEntry({ entry: { at, words, by, status, statusText, attempt }, changed, several }: Props) {
  const format = useFormat();
  return (
    <li className={styles.entry}>
      <div className={styles.when}>
        <time dateTime={at}>{format.instant(at)}</time>
        {changed && <StatusBadge status={status} text={statusText} />}
      </div>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {words}
      </Text>
      {(by || (several && attempt > 0)) && (
        <Text size="xs" className={styles.who}>
          {[by && `by ${by}`, several && attempt > 0 && `email ${attempt}`].filter(Boolean).join(', ')}
        </Text>
      )}
    </li>
  );
}
