import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { body, client, ifMatch } from '../../api/client.ts';
import { customerQuery } from '../../api/customers.ts';
import { Problem } from '../../api/problem.ts';
import type { Customer } from '../../api/types.ts';
import { xeroQuery } from '../../api/xero.ts';
import { tellDone } from '../../parts/told.ts';
import { ContactField } from './contactField.tsx';
import { bodyOf, type CustomerFields, fieldsOf } from './customerFields.ts';
import { CustomerForm } from './customerForm.tsx';

/** What else shows something of a customer. */
const TOUCHED = ['customers', 'invoices', 'summary', 'preview', 'estimate'];

/** Saved in the place of `opened`; or, where it was saved already and only the answer was lost, as it stands. */
async function saved({ customerId, revision }: Customer, fields: CustomerFields): Promise<Customer> {
  const params = { path: { customerId } };
  const sent = bodyOf(fields);
  try {
    return body(await client.PUT('/v1/customers/{customerId}', { params: { ...params, header: ifMatch(revision) }, body: sent }));
  } catch (error) {
    if (!isStale(error)) throw error;
    const stands = body(await client.GET('/v1/customers/{customerId}', { params }));
    if (JSON.stringify(bodyOf(fieldsOf(stands))) !== JSON.stringify(sent)) throw error;
    return stands;
  }
}

const isStale = (error: unknown): boolean => error instanceof Problem && error.status === 412;

/**
 * Edits the customer as it was when the form was opened. Someone else's save in between is refused by its revision, and told; what was
 * typed here stays until theirs is loaded.
 */
export function EditCustomer({ customer }: { customer: Customer }) {
  const queries = useQueryClient();
  const [opened, open] = useState(customer);
  const xero = useQuery(xeroQuery);
  const { customerId } = customer;
  const saving = useMutation({
    mutationFn: (fields: CustomerFields) => saved(opened, fields),
    onSuccess: (saved) => {
      queries.setQueryData(customerQuery(customerId).queryKey, saved);
      open(saved);
      tellDone(`${saved.name} is saved`);
      return Promise.all(TOUCHED.map((key) => queries.invalidateQueries({ queryKey: [key] })));
    },
  });
  const loadTheirs = async () => {
    open(await queries.fetchQuery({ ...customerQuery(customerId), staleTime: 0 }));
    saving.reset();
  };
  const marked = new Set(opened.flags.map(({ address }) => address.toLowerCase()));
  return (
    <CustomerForm
      key={opened.revision}
      id={`${customerId} ${opened.revision}`}
      first={fieldsOf(opened)}
      submit="Save"
      saving={saving.isPending}
      error={saving.error}
      onSubmit={(fields) => saving.mutate(fields)}
      marked={marked}
      {...(xero.data?.state === 'connected'
        ? {
            contact: (value: string, onChange: (id: string) => void) => (
              <ContactField customer={opened} value={value} onChange={onChange} />
            ),
          }
        : {})}
      onProblem={
        isStale(saving.error) && (
          <Button size="xs" variant="default" onClick={() => void loadTheirs()}>
            Show it as it is now; what is typed here is dropped
          </Button>
        )
      }
    />
  );
}
