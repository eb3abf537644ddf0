import { Button, FileButton, Group, Paper, Stack, Text } from '@mantine/core';
import { IconFileDownload, IconFileTypeCsv } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportField, ImportKind } from '../../../api/imports.ts';
import { ProblemAlert } from '../../../parts/problemAlert.tsx';
import { type CsvFile, readCsv } from './csvFile.ts';
import { saveText } from './saveText.ts';
import { StepTitle } from './stepTitle.tsx';

const LEADS: Readonly<Record<ImportKind, string>> = {
  customers: 'A row for each customer. Columns may have any names and any order: the next step says which is which.',
  services: 'A row for each service, with its customer’s name, reference or id. The customers must be there already.',
};

export function FileStep({ kind, fields, onFile }: { kind: ImportKind; fields: readonly ImportField[]; onFile: (file: CsvFile) => void }) {
  const reading = useMutation({ mutationFn: readCsv, onSuccess: onFile });
  const [over, setOver] = useState(false);
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
          const [file] = event.dataTransfer.files;
          if (file) reading.mutate(file);
        }}
      >
        <Stack align="center" gap="sm">
          <IconFileTypeCsv size={36} stroke={1.4} aria-hidden />
          <Text>Drop a CSV file here, or</Text>
          <Group>
            <FileButton onChange={(file) => file && reading.mutate(file)} accept=".csv,.txt,text/csv">
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
        </Stack>
      </Paper>
      {reading.error && <ProblemAlert error={reading.error} title="The file cannot be read" />}
    </Stack>
  );
}
