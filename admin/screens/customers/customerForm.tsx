import { Alert, Button, Fieldset, Group, NativeSelect, SimpleGrid, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type ReactNode, useEffect } from 'react';
import { isThereAlready, Problem } from '../../api/problem.ts';
import { AddressesInput } from '../../parts/addressesInput.tsx';
import { errorsByField, focusFirstWrong, standsAtFields } from '../../parts/errorsByField.ts';
import { ProblemAlert } from '../../parts/problemAlert.tsx';
import { TextLink } from '../../parts/textLink.tsx';
import { useOnce } from '../../parts/useOnce.ts';
import { useUnsaved } from '../../parts/useUnsaved.ts';
import { mayBill } from '../../session/session.ts';
import type { CustomerFields } from './customerFields.ts';

type Props = {
  /** Which customer it is, and of which revision. */
  readonly id: string;
  readonly first: CustomerFields;
  readonly submit: string;
  readonly saving: boolean;
  readonly error: unknown;
  readonly onSubmit: (fields: CustomerFields) => void;
  readonly marked?: ReadonlySet<string>;
  /** What may be chosen of Xero's contacts, where it is connected. */
  readonly contact?: (value: string, onChange: (contactId: string) => void) => ReactNode;
  /** A way on from a refusal that this form does not know. */
  readonly onProblem?: ReactNode;
};

/** What is told of a customer. Every refusal stands at its field, in the API's words. */
export function CustomerForm({ id, first, submit, saving, error, onSubmit, marked, contact, onProblem }: Props) {
  const form = useForm<CustomerFields>({ initialValues: first });
  useUnsaved(form, { key: `customer ${id}`, staysOnPage: true });
  const once = useOnce(saving, error);
  const { setErrors, getValues } = form;
  useEffect(() => {
    if (!(error instanceof Problem)) return;
    setErrors(errorsByField(error.errors, getValues()));
    focusFirstWrong();
  }, [error, setErrors, getValues]);
  const already = isThereAlready(error);
  const atFields = error instanceof Problem && standsAtFields(error.errors, first);
  return (
    <form onSubmit={form.onSubmit((fields) => once(() => onSubmit(fields)))} noValidate>
      <Fieldset variant="unstyled" disabled={!mayBill()}>
        <Stack gap="md">
          <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing="md">
            <TextInput label="Name" required maxLength={200} autoComplete="off" {...form.getInputProps('name')} />
            <TextInput
              label="Reference or order number"
              description="Printed on each invoice"
              maxLength={100}
              {...form.getInputProps('reference')}
            />
            <AddressesInput
              label="Invoices go to"
              value={form.values.to}
              onChange={(to) => form.setFieldValue('to', to)}
              error={text(form.errors.to)}
              {...(marked ? { marked } : {})}
            />
            <AddressesInput
              label="Copies to"
              value={form.values.cc}
              onChange={(cc) => form.setFieldValue('cc', cc)}
              error={text(form.errors.cc)}
              {...(marked ? { marked } : {})}
            />
            <Textarea
              label="Address"
              description="A line for each line on the invoice"
              autosize
              minRows={3}
              {...form.getInputProps('address')}
            />
            <Stack gap="md">
              <TextInput label="Phone" type="tel" maxLength={50} {...form.getInputProps('phone')} />
              <TextInput
                label="Payment terms in days"
                description="Blank: the account’s"
                inputMode="numeric"
                {...form.getInputProps('termsDays')}
              />
            </Stack>
            <NativeSelect
              label="Auto Invoice"
              description="Whether its invoices go out by themselves"
              data={[
                { value: 'account', label: 'As the account' },
                { value: 'yes', label: 'Yes' },
                { value: 'no', label: 'No: they wait to be sent' },
              ]}
              {...form.getInputProps('autoInvoice')}
            />
            {contact?.(form.values.xeroContactId, (contactId) => form.setFieldValue('xeroContactId', contactId))}
            <Textarea label="Notes" description="For you alone" autosize minRows={2} {...form.getInputProps('notes')} />
          </SimpleGrid>
          <Switch
            label="Billed"
            description="Off: skipped by the run, and what it missed is not billed later"
            {...form.getInputProps('enabled', { type: 'checkbox' })}
          />
          {Boolean(error) && !atFields && !already && (
            <ProblemAlert error={error} title="Not saved">
              {onProblem}
            </ProblemAlert>
          )}
          {already && (
            <Alert color="yellow" variant="light" role="alert" title="It was added already, as it was typed the first time">
              The answer to that was lost. Open it in <TextLink to="/customers">the list of customers</TextLink>, and change it there.
            </Alert>
          )}
          {atFields && <Alert color="red" variant="light" role="alert" title="Not saved yet: the marked fields need you" />}
          {mayBill() && (
            <Group>
              <Button type="submit" loading={saving}>
                {submit}
              </Button>
            </Group>
          )}
        </Stack>
      </Fieldset>
    </form>
  );
}

const text = (error: ReactNode): string | undefined => (typeof error === 'string' ? error : undefined);
