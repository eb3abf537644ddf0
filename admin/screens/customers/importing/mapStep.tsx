import { Alert, Button, Group, List, NativeSelect, Stack, Table, Text } from '@mantine/core';
import type { ImportField } from '../../../api/importTypes.ts';
import { AllowedButton } from '../../../parts/allowedButton.tsx';
import type { ColumnMap } from './columnMap.ts';
import { type CsvFile, columnName, HEAD_LINES } from './csvFile.ts';
import { notesOf } from './fileRows.ts';
import { StepTitle } from './stepTitle.tsx';

/** So many values of a column are shown. */
const SAMPLES = 3;

type Props = {
  readonly file: CsvFile;
  readonly fields: readonly ImportField[];
  readonly map: ColumnMap;
  /** The map is the one of the last file with these heads. */
  readonly remembered: boolean;
  readonly onHeads: (headsAt: number | null) => void;
  readonly onChange: (map: ColumnMap) => void;
  readonly onBack: () => void;
  readonly onNext: () => void;
};

/** Which column is which field. */
export function MapStep({ file, fields, map, remembered, onHeads, onChange, onBack, onNext }: Props) {
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
        {file.name}: {file.rows.length === 1 ? '1 row' : `${file.rows.length.toLocaleString()} rows`}.{' '}
        {remembered ? 'The columns are as they were chosen last time for these heads.' : 'What is guessed from the heads can be changed.'}
      </Text>
      <HeadsSelect file={file} onHeads={onHeads} />
      <Notes notes={notesOf(file, map)} />
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
                      ...file.heads.map((_, at) => ({ value: String(at), label: columnName(file.heads, at) })),
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

const NONE = 'none';

/** Lists have titles above their heads, or no heads at all: which is guessed, and told. */
function HeadsSelect({ file: { lines, headsAt }, onHeads }: Pick<Props, 'file' | 'onHeads'>) {
  const shown = (cells: readonly string[]) => {
    const text = cells
      .map((cell) => cell.trim())
      .filter(Boolean)
      .slice(0, SAMPLES)
      .join(' · ');
    return text.length > 60 ? `${text.slice(0, 60)}…` : text;
  };
  return (
    <NativeSelect
      label="Heads of the columns"
      value={headsAt === null ? NONE : String(headsAt)}
      onChange={(event) => onHeads(event.currentTarget.value === NONE ? null : Number(event.currentTarget.value))}
      data={[
        // Below the last line there would be nothing to import.
        ...lines
          .slice(0, Math.min(HEAD_LINES, lines.length - 1))
          .map(({ row, cells }, at) => ({ value: String(at), label: `Row ${row}: ${shown(cells)}` })),
        { value: NONE, label: 'There are none: the first row is imported as well' },
      ]}
      maw={480}
    />
  );
}

function Notes({ notes }: { notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <Alert variant="light" color="blue" title="Look at this first" role="note">
      <List size="sm">
        {notes.map((note) => (
          <List.Item key={note}>{note}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
