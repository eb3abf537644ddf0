import { Button, FileButton, Group, Paper, Stack, Text } from '@mantine/core';
import { IconFileDownload, IconFileTypeCsv } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ImportField, ImportKind } from '../../../api/importTypes.ts';
import { ProblemAlert } from '../../../parts/problemAlert.tsx';
import { FILE_ROWS, readSheet, type Sheet } from './csvFile.ts';
import { saveText } from './saveText.ts';
import { StepTitle } from './stepTitle.tsx';

const LEADS: Readonly<Record<ImportKind, string>> = {
  customers: 'A row for each customer. Columns may have any names and any order: the next step says which is which.',
  services: 'A row for each service, with its customer’s name, reference or id. The customers must be there already.',
};

/** Workbooks as well, to say what to do about them: greyed out they would say nothing. */
const ACCEPTED = '.csv,.txt,.tsv,.tab,.xlsx,.xls,.ods,text/csv,text/plain,text/tab-separated-values';

export function FileStep({ kind, fields, onFile }: { kind: ImportKind; fields: readonly ImportField[]; onFile: (file: Sheet) => void }) {
  const reading = useMutation({
    mutationFn: async (files: readonly File[]) => {
      const [file, ...others] = files;
      if (!file || others.length > 0) throw new Error('One file at a time: nothing was read');
      onFile(await readSheet(file));
    },
  });
  const [over, setOver] = useState(false);
  // Without this a browser says nothing when the same file is chosen again, as one does after mending it.
  const forget = useRef<() => void>(null);
  const choose = (file: File | null) => {
    forget.current?.();
    if (file) reading.mutate([file]);
  };
  const template = () => saveText(`${kind}.csv`, `${fields.map(({ name }) => name).join(',')}\r\n`);
  return (
    <Stack gap="md">
      <StepTitle>Choose the file</StepTitle>
      <Text c="dimmed">{LEADS[kind]} Importing the same file again doubles nothing: what is there already is left as it is.</Text>
      <Paper
        withBorder
        p="xl"
        style={{ borderStyle: 'dashed', ...(over ? { borderColor: 'var(--mantine-primary-color-filled)' } : {}) }}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          if (event.dataTransfer.files.length > 0) reading.mutate([...event.dataTransfer.files]);
        }}
      >
        <Stack align="center" gap="sm">
          <IconFileTypeCsv size={36} stroke={1.4} aria-hidden />
          <Text>Drop a CSV file here, or</Text>
          <Group>
            <FileButton onChange={choose} resetRef={forget} accept={ACCEPTED}>
              {(props) => (
                <Button {...props} loading={reading.isPending}>
                  Choose a CSV file…
                </Button>
              )}
            </FileButton>
            <Button variant="default" leftSection={<IconFileDownload size={16} aria-hidden />} onClick={template}>
              Download an empty one
            </Button>
          </Group>
          <Text size="sm" ta="center">
            From Excel: “Save as”, then “CSV UTF-8”. At most {FILE_ROWS.toLocaleString()} rows.
          </Text>
        </Stack>
      </Paper>
      {reading.error && <ProblemAlert error={reading.error} title="The file cannot be read" />}
    </Stack>
  );
}
