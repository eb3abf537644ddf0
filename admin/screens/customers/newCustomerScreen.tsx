import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { body, client, idempotencyKey } from '../../api/client.ts';
import { Page } from '../../parts/page.tsx';
import { tellDone } from '../../parts/told.ts';
import { bodyOf, type CustomerFields, NEW_CUSTOMER } from './customerFields.ts';
import { CustomerForm } from './customerForm.tsx';

export function NewCustomerScreen() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  // One key for this form: a second click, or a lost answer tried again, makes no second customer.
  const [header] = useState(idempotencyKey);
  const saving = useMutation({
    mutationFn: async (fields: CustomerFields) => body(await client.POST('/v1/customers', { params: { header }, body: bodyOf(fields) })),
    onSuccess: ({ customerId, name }) => {
      tellDone(`${name} is added. Now say what it has`);
      return navigate({ to: '/customers/$customerId', params: { customerId }, search: { tab: 'services' }, ignoreBlocker: true });
    },
    // Refused or not: of an answer that was lost it is not known.
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['customers'] });
      void queries.invalidateQueries({ queryKey: ['preview'] });
    },
  });
  return (
    <Page title="Add a customer">
      <CustomerForm
        id="new"
        first={NEW_CUSTOMER}
        submit="Add the customer"
        saving={saving.isPending}
        error={saving.error}
        onSubmit={(fields) => saving.mutate(fields)}
      />
    </Page>
  );
}
