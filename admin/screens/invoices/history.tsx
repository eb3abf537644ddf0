import { Button } from '@mantine/core';
import { useState } from 'react';
import type { FullInvoice } from '../../api/types.ts';
import styles from './history.module.css';
import { HistoryEntry } from './historyEntry.tsx';
import { Panel } from './panel.tsx';

/** So many of the newest are shown at first. */
const FEW = 8;

/** What happened to it, newest first, in plain words. */
export function History({ invoice: { history, attempt } }: { invoice: FullInvoice }) {
  const [all, showAll] = useState(false);
  const newest = [...history].reverse();
  const shown = all ? newest : newest.slice(0, FEW);
  return (
    <Panel title="History">
      <ol aria-label="What happened, newest first" className={styles.entries}>
        {shown.map((entry, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries have no id; two may be alike.
          <HistoryEntry key={at} entry={entry} several={attempt > 1} changed={entry.status !== newest[at + 1]?.status} />
        ))}
      </ol>
      {newest.length > FEW && (
        <Button variant="subtle" size="xs" onClick={() => showAll(!all)} aria-expanded={all}>
          {all ? 'Show the newest alone' : `Show all ${newest.length}`}
        </Button>
      )}
    </Panel>
  );
}
