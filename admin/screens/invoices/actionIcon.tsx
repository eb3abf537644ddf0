import type { Invoice } from '../../api/types.ts';
import styles from './icon.module.css';
import type { ActionLook } from './invoiceActions.tsx';

type IconProps = { readonly look: ActionLook; readonly invoice: Invoice; readonly tab: number; readonly busy: boolean };

/** An action of a row. Not allowed, it can still be reached: its name says why. */
export function ActionIcon({ look: { action, name, key, icon: Icon }, invoice, tab, busy }: IconProps) {
  const { allowed, reason } = invoice.actions[action];
  const what = action === 'send' && invoice.firstSentAt ? 'Send again' : name;
  const tip = allowed ? `${what} (${key})` : `${what}: ${reason ?? 'not now'}`;
  return (
    <button
      type="button"
      className={styles.icon}
      data-action={action}
      data-tip={tip}
      data-busy={busy || undefined}
      aria-busy={busy}
      aria-disabled={!allowed}
      aria-label={allowed ? `${what} ${invoice.number}` : `${what} ${invoice.number}, not possible: ${reason ?? 'not now'}`}
      aria-keyshortcuts={key}
      tabIndex={tab}
    >
      <Icon size={18} stroke={1.7} aria-hidden />
    </button>
  );
}
