import { Alert, Button, Checkbox, Fieldset, Group, SimpleGrid, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useAccount } from '../../api/account.ts';
import { isThereAlready, Problem } from '../../api/problem.ts';
import { xeroQuery } from '../../api/xero.ts';
import { errorsByField, focusFirstWrong, standsAtFields } from '../../parts/errorsByField.ts';
import { useFormat } from '../../parts/format.ts';
import { ProblemAlert } from '../../parts/problemAlert.tsx';
import { useOnce } from '../../parts/useOnce.ts';
import { useUnsaved } from '../../parts/useUnsaved.ts';
import type { ItemFields } from './itemFields.ts';
import styles from './itemForm.module.css';
import { XeroCoding } from './xeroCoding.tsx';

type Props = {
  readonly kind: 'service' | 'charge';
  /** Which one of which customer it is, and of which revision. */
  readonly id: string;
  readonly first: ItemFields;
  readonly submit: string;
  readonly saving: boolean;
  readonly error: unknown;
  readonly onSubmit: (fields: ItemFields) => void;
  readonly onClose: () => void;
  /** What it will bill, as it is typed. */
  readonly estimate: (fields: ItemFields) => ReactNode;
  readonly onProblem?: ReactNode;
};

/** Something at a price: a service with its days, or a charge. */
export function ItemForm({ kind, id, first, submit, saving, error, onSubmit, onClose, estimate, onProblem }: Props) {
  const form = useForm<ItemFields>({ initialValues: first });
  useUnsaved(form, { key: `${kind} ${id}` });
  const once = useOnce(saving, error);
  const { setErrors, getValues } = form;
  useEffect(() => {
    if (!(error instanceof Problem)) return;
    setErrors(errorsByField(error.errors, getValues()));
    focusFirstWrong();
  }, [error, setErrors, getValues]);
  const already = isThereAlready(error);
  const atFields = error instanceof Problem && standsAtFields(error.errors, first);
  const { billing } = useAccount();
  const xero = useQuery(xeroQuery);
  return (
    <form onSubmit={form.onSubmit((fields) => once(() => onSubmit(fields)))} noValidate>
      <Stack gap="md">
        <Textarea
          label="Description"
          description="As it stands on the invoice"
          required
          autosize
          minRows={2}
          data-autofocus
          {...form.getInputProps('description')}
        />
        <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="md" className={styles.level ?? ''}>
          <TextInput label="Quantity" inputMode="decimal" {...form.getInputProps('quantity')} />
          <TextInput
            label={`Price ex tax (${billing.currency})`}
            required
            inputMode="decimal"
            placeholder="0.00"
            {...form.getInputProps('unitPrice')}
          />
          <TextInput label="Tax rate, per cent" inputMode="decimal" placeholder={billing.taxRate} {...form.getInputProps('taxRate')} />
        </SimpleGrid>
        {kind === 'service' && (
          <SimpleGrid cols={{ base: 2 }} spacing="md">
            <TextInput type="date" label="From" required {...form.getInputProps('from')} />
            <TextInput
              type="date"
              label="To, its last day"
              description="Blank: until further notice"
              {...form.getInputProps('to')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
            />
          </SimpleGrid>
        )}
        <Switch
          label={kind === 'service' ? 'Invoiced' : 'To be invoiced'}
          description={
            kind === 'service' ? 'Off: its periods are left out on purpose, and not billed later' : 'Off: it stays, and is not billed'
          }
          {...form.getInputProps('enabled', { type: 'checkbox' })}
        />
        {kind === 'service' && <LeaveOut fields={form.values} onChange={(part) => form.setValues(part)} />}
        <XeroCoding
          fields={form.values}
          errors={form.errors}
          connected={xero.data?.state === 'connected'}
          onChange={(part) => form.setValues(part)}
        />
        {estimate(form.values)}
        {Boolean(error) && !atFields && !already && (
          <ProblemAlert error={error} title="Not saved">
            {onProblem}
          </ProblemAlert>
        )}
        {already && (
          <Alert color="yellow" variant="light" role="alert" title="It was added already, as it was typed the first time">
            The answer to that was lost. Close this, and change it in the list.
          </Alert>
        )}
        {atFields && <Alert color="red" variant="light" role="alert" title="Not saved yet: the marked fields need you" />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          <Button type="submit" loading={saving}>
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function LeaveOut({ fields, onChange }: { fields: ItemFields; onChange: (part: Partial<ItemFields>) => void }) {
  const format = useFormat();
  return (
    <Fieldset legend="Left out" variant="unstyled">
      <Stack gap="xs">
        <Checkbox
          label="Leave it out of the next invoice"
          description="It is not billed later either"
          checked={fields.leaveOutNext}
          onChange={(event) => onChange({ leaveOutNext: event.currentTarget.checked })}
        />
        {fields.leaveOut.map((month) => (
          <Checkbox
            key={month}
            label={`Left out of the run of ${format.month(month)}`}
            checked
            onChange={() => onChange({ leaveOut: fields.leaveOut.filter((each) => each !== month) })}
          />
        ))}
      </Stack>
    </Fieldset>
  );
}
