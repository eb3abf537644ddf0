import { Button, Group, NativeSelect, Paper, SimpleGrid, Stack, Table, Text, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { accountQuery } from '../../api/account.ts';
import { customersQuery } from '../../api/customers.ts';
import { Problem } from '../../api/problem.ts';
import { type EmailDraft, emailPreviewQuery } from '../../api/settings.ts';
import { inWords } from '../../parts/inWords.ts';
import { useAllPages } from '../../parts/useAllPages.ts';
import { useField, useShared } from './settingsForm.ts';

const REST_MS = 400;

/** Subject and body with their variables, and the email as it would be. */
export function TemplatesSection() {
  const { form } = useShared();
  const { sending, company } = form.getValues();
  const [customerId, setCustomer] = useState('');
  const draft: EmailDraft = {
    subject: sending.subject.trim() || null,
    body: sending.body.trim() || null,
    fromName: sending.fromName.trim() || null,
    company: { name: company.name.trim() || null },
    customerId: customerId || null,
  };
  const [rested] = useDebouncedValue(JSON.stringify(draft), REST_MS);
  const preview = useQuery(emailPreviewQuery(JSON.parse(rested) as EmailDraft));
  // While a text is wrong, what it was before stays in sight.
  const [good, setGood] = useState(preview.data);
  if (preview.data && preview.data !== good) setGood(preview.data);
  const wrong = preview.error instanceof Problem ? preview.error.errors : [];
  const wrongOf = (field: string) => wrong.filter((each) => each.field === field).map(({ message }) => message)[0];
  const last = useRef<'subject' | 'body'>('body');
  // Where the cursor stands is only known of a field that was in use.
  const touched = useRef(new Set<string>());
  const inputs = useRef<Record<string, HTMLInputElement | HTMLTextAreaElement | null>>({});
  const put = (name: string) => {
    const field = last.current;
    const input = inputs.current[field];
    const text = sending[field];
    const at = (touched.current.has(field) ? input?.selectionStart : null) ?? text.length;
    form.setFieldValue(`sending.${field}`, `${text.slice(0, at)}{{${name}}}${text.slice(at)}`);
    input?.focus();
    // Once the text is drawn: typing goes on behind the variable.
    setTimeout(() => input?.setSelectionRange(at + name.length + 4, at + name.length + 4));
  };
  const subject = useField('sending.subject');
  const text = useField('sending.body');
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
      <Stack gap="md">
        <TextInput
          {...subject}
          error={subject.error ?? wrongOf('subject')}
          description="Blank: the usual one"
          ref={(input) => {
            inputs.current.subject = input;
          }}
          onFocus={() => {
            last.current = 'subject';
            touched.current.add('subject');
          }}
        />
        <Textarea
          {...text}
          error={text.error ?? wrongOf('body')}
          description="Blank: the usual one"
          autosize
          minRows={9}
          ref={(input) => {
            inputs.current.body = input;
          }}
          onFocus={() => {
            last.current = 'body';
            touched.current.add('body');
          }}
        />
        <Variables variables={good?.variables ?? []} onPut={put} />
      </Stack>
      <Stack gap="sm">
        <CustomerChoice value={customerId} onChange={setCustomer} />
        {good && (
          <Paper withBorder p="md" aria-live="polite" style={{ opacity: wrong.length > 0 ? 0.55 : 1 }}>
            <Text size="sm">
              <b>From</b> {good.from.name} {good.from.address && `<${good.from.address}>`}
            </Text>
            <Text size="sm">
              <b>To</b> {good.to.join(', ')}
            </Text>
            <Text size="sm" mb="sm">
              <b>Subject</b> {good.subject}
            </Text>
            <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {good.text}
            </Text>
            <Text size="sm" c="dimmed" mt="sm">
              {good.sample ? 'Shown with a sample invoice.' : `Shown with ${good.number}.`} The PDF is attached.
            </Text>
          </Paper>
        )}
      </Stack>
    </SimpleGrid>
  );
}

function CustomerChoice({ value, onChange }: { value: string; onChange: (customerId: string) => void }) {
  const account = useQuery(accountQuery);
  const customers = useInfiniteQuery({ ...customersQuery, enabled: account.data?.setUp === true });
  useAllPages(customers);
  const items = (customers.data?.pages.flatMap((page) => page.items) ?? []).sort((one, other) => inWords(one.name, other.name));
  return (
    <NativeSelect
      label="Shown as it would be for"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[{ value: '', label: 'A sample customer' }, ...items.map(({ customerId, name }) => ({ value: customerId, label: name }))]}
    />
  );
}

type VariablesProps = {
  readonly variables: readonly { readonly name: string; readonly meaning: string; readonly value: string }[];
  readonly onPut: (name: string) => void;
};

function Variables({ variables, onPut }: VariablesProps) {
  return (
    <div>
      <Text size="sm" fw={500}>
        Variables
      </Text>
      <Table.ScrollContainer minWidth={360}>
        <Table verticalSpacing={4} aria-label="Variables">
          <Table.Tbody>
            {variables.map(({ name, meaning, value }) => (
              <Table.Tr key={name}>
                <Table.Td>
                  <Group>
                    <Button size="compact-xs" variant="default" onClick={() => onPut(name)} aria-label={`Put in {{${name}}}`}>
                      {`{{${name}}}`}
                    </Button>
                  </Group>
                </Table.Td>
                <Table.Td>{meaning}</Table.Td>
                <Table.Td>{value}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </div>
  );
}
