import { Group } from '@mantine/core';
import type { FullInvoice } from '../../api/types.ts';
import { AllowedButton } from '../../parts/allowedButton.tsx';
import { LinkButton } from '../../parts/linkButton.tsx';
import { type Action, actionsFor } from './invoiceActions.tsx';
import { neighboursOf } from './neighbours.ts';
import { type Acting, busyKey } from './useActing.ts';

/** Everything that may be done, by name; and the way on through the list that one came from. */
export function InvoiceButtons({ invoice, acting }: { invoice: FullInvoice; acting: Acting }) {
  const { before, next } = neighboursOf(invoice.invoiceId);
  const first = firstOf(invoice);
  return (
    <Group justify="space-between" gap="sm">
      <Group gap="xs">
        {actionsFor(invoice).map(({ action, name, short, key, icon: Icon }) => {
          const { allowed, reason } = invoice.actions[action];
          return (
            <AllowedButton
              key={action}
              size="sm"
              variant={action === first ? 'filled' : 'default'}
              leftSection={<Icon size={16} aria-hidden />}
              allowed={allowed}
              reason={allowed ? `${name} (${key})` : reason}
              loading={acting.busy.has(busyKey(action, invoice))}
              onClick={() => acting.act(action, invoice)}
            >
              {action === 'send' && invoice.firstSentAt ? 'Send again' : short}
            </AllowedButton>
          );
        })}
      </Group>
      <Group gap="xs">
        {before && (
          <LinkButton to="/invoices/$invoiceId" params={{ invoiceId: before }} variant="subtle" size="sm" aria-keyshortcuts="[">
            ← The one before
          </LinkButton>
        )}
        {next && (
          <LinkButton to="/invoices/$invoiceId" params={{ invoiceId: next }} variant="subtle" size="sm" aria-keyshortcuts="]">
            The next →
          </LinkButton>
        )}
      </Group>
    </Group>
  );
}

/** The one that stands out: what a person most likely came for. */
function firstOf({ actions, firstSentAt }: FullInvoice): Action | undefined {
  if (actions.repair.allowed) return 'repair';
  if (actions.cancel.allowed) return 'cancel';
  return actions.send.allowed && !firstSentAt ? 'send' : undefined;
}
