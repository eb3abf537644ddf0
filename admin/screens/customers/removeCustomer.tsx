import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { body, client, ifMatch } from '../../api/client.ts';
import type { Customer } from '../../api/types.ts';
import { AllowedButton } from '../../parts/allowedButton.tsx';
import { confirmed } from '../../parts/confirm.tsx';
import { tellDone, tellRefused } from '../../parts/told.ts';
import { mayBill, ONLY_BILLING } from '../../session/session.ts';

/** Hides a customer and bills it no more; nothing is erased. */
export function RemoveCustomer({ customer: { customerId, name, revision } }: { customer: Customer }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const removing = useMutation({
    mutationFn: async () =>
      body(await client.DELETE('/v1/customers/{customerId}', { params: { path: { customerId }, header: ifMatch(revision) } })),
    onSuccess: () => {
      tellDone(`${name} is removed`);
      for (const key of ['customers', 'customer', 'preview', 'summary']) void queries.invalidateQueries({ queryKey: [key] });
      return navigate({ to: '/customers', ignoreBlocker: true });
    },
    onError: (error) => {
      tellRefused(`${name} was not removed`, error);
      void queries.invalidateQueries({ queryKey: ['customer', customerId] });
    },
  });
  const ask = async () => {
    const yes = await confirmed({
      title: `Remove ${name}?`,
      words:
        'It is hidden and no longer billed; what is not billed yet never will be. Its invoices stand, and can still be sent. This cannot be taken back.',
      yes: 'Remove the customer',
      dangerous: true,
    });
    if (yes) removing.mutate();
  };
  return (
    <AllowedButton
      variant="default"
      leftSection={<IconTrash size={16} aria-hidden />}
      allowed={mayBill()}
      reason={mayBill() ? undefined : ONLY_BILLING}
      loading={removing.isPending}
      onClick={() => void ask()}
    >
      Remove…
    </AllowedButton>
  );
}
