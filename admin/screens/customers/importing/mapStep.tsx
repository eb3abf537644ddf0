import { Button, Group, NativeSelect, Stack, Table, Text } from '@mantine/core';
import type { ImportField } from '../../../api/imports.ts';
import { AllowedButton } from '../../../parts/allowedButton.tsx';
import type { ColumnMap } from './columnMap.ts';
import type { CsvFile } from './csvFile.ts';
import { StepTitle } from './stepTitle.tsx';

/** So many values of a column are shown. */
const SAMPLES = 3;

type Props = {
  readonly file: CsvFile;
  readonly fields: readonly ImportField[];
  readonly map: ColumnMap;
  readonly onChange: (map: ColumnMap) => void;
  readonly onBack: () => void;
  readonly onNext: () => void;
};

/** Which column is which field. */
export function MapStep({ file, fields, map, onChange, onBack, onNext }: Props) {
  const missing = fields.filter(({ name, required }) => required && map[name] === undefined);
  const set = (name: string, column: string) => {
    const { [name]: _, ...rest } = map;
    onChange(column === '' ? rest : { ...rest, [name]: Number(column) });
  };
  const samples = (at: number | undefined) =>
    at === undefined
      ? ''
      : file.rows
          .map(({ cells }) => cells[at]?.trim() ?? '')
          .filter(Boolean)
          .slice(0, SAMPLES)
          .join(' · ');
  return (
    <Stack gap="md">
      <StepTitle>Which column is which</StepTitle>
      <Text c="dimmed">
        {file.name}: {file.rows.length.toLocaleString()} rows. What is guessed from the heads can be changed.
      </Text>
      <Table.ScrollContainer minWidth={560}>
        <Table verticalSpacing="xs" aria-label="Columns">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Field</Table.Th>
              <Table.Th>Column of the file</Table.Th>
              <Table.Th>Such as</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {fields.map(({ name, label, required, hint }) => (
              <Table.Tr key={name}>
                <Table.Td>
                  {label}
                  {required && ' (required)'}
                  <Text size="xs" c="dimmed">
                    {hint}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <NativeSelect
                    aria-label={`Column for ${label}`}
                    value={map[name] === undefined ? '' : String(map[name])}
                    onChange={(event) => set(name, event.currentTarget.value)}
                    data={[
                      { value: '', label: '—' },
                      ...file.heads.map((head, at) => ({ value: String(at), label: head || `Column ${at + 1}` })),
                    ]}
                  />
                </Table.Td>
                <Table.Td>
                  <Text size="sm" lineClamp={2}>
                    {samples(map[name])}
                  </Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Group justify="space-between">
        <Button variant="default" onClick={onBack}>
          Another file
        </Button>
        <AllowedButton
          allowed={missing.length === 0}
          reason={missing.length === 0 ? undefined : `Choose a column for ${missing.map(({ label }) => label).join(', ')}`}
          onClick={onNext}
        >
          Look what would become of it
        </AllowedButton>
      </Group>
    </Stack>
  );
}
