import { Button, Paper, Text } from '@mantine/core';
import { IconBan, IconCloudUpload, IconSend } from '@tabler/icons-react';
import { invoicesChanged } from '../../api/invoiceCache.ts';
import { AllowedButton } from '../../parts/allowedButton.tsx';
import { mayBill, ONLY_BILLING } from '../../session/session.ts';
import styles from './bulkBar.module.css';
import type { BulkAction, Outcome } from './bulkWork.ts';
import { openBulk } from './openDialogs.ts';
import type { Selection } from './useSelection.ts';

const BUTTONS = [
  { action: 'send', label: 'Send', icon: IconSend },
  { action: 'cancel', label: 'Cancel emails', icon: IconBan },
  { action: 'upload', label: 'Upload to Xero', icon: IconCloudUpload },
] as const satisfies readonly { action: BulkAction; label: string; icon: unknown }[];

type Props = {
  readonly selection: Selection;
  /** How many of them the filters leave. */
  readonly shown: number;
  readonly refresh: (invoiceIds: readonly string[]) => Promise<unknown>;
};

/** What can be done to all that are selected. It stands at the foot of the window while something is. */
export function BulkBar({ selection, shown, refresh }: Props) {
  const { invoices, only } = selection;
  const ended = ({ done, failed }: Outcome) => {
    const out = new Set(done);
    only(invoices.map(({ invoiceId }) => invoiceId).filter((id) => !out.has(id)));
    const touched = [...done, ...failed.map(({ invoice }) => invoice.invoiceId)];
    invoicesChanged(touched);
    void refresh(touched);
  };
  const hidden = invoices.length - shown;
  return (
    <Paper withBorder shadow="md" className={styles.bar} role="region" aria-label="Selected invoices">
      <Text size="sm" fw={650} role="status">
        {invoices.length} selected{hidden > 0 && `, ${hidden} of them not shown`}
      </Text>
      <div className={styles.buttons}>
        {BUTTONS.map(({ action, label, icon: Icon }) => (
          <AllowedButton
            key={action}
            size="sm"
            variant={action === 'send' ? 'filled' : 'default'}
            leftSection={<Icon size={16} aria-hidden />}
            allowed={mayBill()}
            reason={mayBill() ? undefined : ONLY_BILLING}
            onClick={() => openBulk({ action, invoices, ended })}
          >
            {label}
          </AllowedButton>
        ))}
        <Button size="sm" variant="subtle" color="gray" onClick={() => only([])}>
          Select none
        </Button>
      </div>
    </Paper>
  );
}
