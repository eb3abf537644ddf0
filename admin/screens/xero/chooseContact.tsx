import { useMutation, useQueryClient } from '@tanstack/react-query';
import { body, client, ifMatch } from '../../api/client.ts';
import type { Customer } from '../../api/types.ts';
import { ContactSearch } from '../../parts/contactSearch.tsx';
import { tellDone } from '../../parts/told.ts';

type Props = { readonly customer: Customer; readonly onDone: () => void };

/** Saves the customer as it was read, with another contact: a clerk who changed it meanwhile is not overwritten. */
export function ChooseContact({ customer, onDone }: Props) {
  const queries = useQueryClient();
  const choosing = useMutation({
    mutationFn: async (xeroContactId: string) => {
      const { customerId, revision, flags: _, warnings: __, removed: ___, ...kept } = customer;
      const params = { path: { customerId }, header: ifMatch(revision) };
      return body(await client.PUT('/v1/customers/{customerId}', { params, body: { ...kept, xeroContactId } }));
    },
    onSuccess: () => {
      tellDone(`${customer.name} has its contact`);
      onDone();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['customers'] }),
  });
  return (
    <ContactSearch
      first={customer.name}
      onChoose={(contactId) => choosing.mutate(contactId)}
      saving={choosing.isPending ? choosing.variables : undefined}
      error={choosing.error}
    />
  );
}
