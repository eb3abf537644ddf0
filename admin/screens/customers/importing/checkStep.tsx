import { Button, Group, Stack, Text } from '@mantine/core';
import { IconFileDownload } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { importFieldsQuery } from '../../../api/imports.ts';
import type { ImportKind } from '../../../api/importTypes.ts';
import { ProblemAlert } from '../../../parts/problemAlert.tsx';
import { ToneBadge } from '../../../parts/toneBadge.tsx';
import type { ColumnMap } from './columnMap.ts';
import type { CsvFile } from './csvFile.ts';
import { Done } from './done.tsx';
import { rowsOf } from './fileRows.ts';
import { ResultTable } from './resultTable.tsx';
import { saveText } from './saveText.ts';
import { StepTitle } from './stepTitle.tsx';
import { useStayGuard } from './useStayGuard.ts';
import { type Outcome, type Progress, WorkStopped, workThrough } from './work.ts';
import { Working } from './working.tsx';

type Props = {
  readonly kind: ImportKind;
  readonly file: CsvFile;
  readonly map: ColumnMap;
  readonly onBack: () => void;
  readonly onRestart: () => void;
};

/** Everything that shows customers or what they have. */
const TOUCHED = ['customers', 'customer', 'preview', 'estimate'];

/** First a look, which writes nothing; then, when a person says so, the import. */
export function CheckStep({ kind, file, map, onBack, onRestart }: Props) {
  const { progress, looking, look, importing, begin } = useWork(kind, file, map);
  const cellOf = useMemo(() => cellsOf(file, map), [file, map]);
  const saveErrors = useErrorsFile(kind, file);
  useStayGuard(importing.isPending);
  if (importing.data) return <Done kind={kind} outcome={importing.data} cellOf={cellOf} onRestart={onRestart} />;
  const { results = [], errors = 0, exists = 0 } = looking.data ?? {};
  const good = results.filter(({ outcome }) => outcome === 'wouldCreate').length;
  const warned = results.filter(({ warnings }) => warnings.length > 0).length;
  const partly = importing.error instanceof WorkStopped;
  return (
    <Stack gap="md">
      <StepTitle>What would become of it</StepTitle>
      <div aria-live="polite">
        {(looking.isPending || importing.isPending) && (
          <Working progress={progress} words={importing.isPending ? 'Importing' : 'Looking'} />
        )}
      </div>
      {looking.error && <ProblemAlert error={looking.error} title="The rows could not be looked at" retry={look} />}
      {importing.error && (
        <ProblemAlert error={importing.error} title="The import stopped in the middle" retry={begin}>
          <Text size="sm">
            {`${stoppedWords(importing.error)} Trying again goes on there: nothing is doubled. Nor is it when you import the same file tomorrow.`}
          </Text>
        </ProblemAlert>
      )}
      {looking.data && (
        <>
          <Group gap="sm" role="status">
            <ToneBadge tone="good">To be added: {good}</ToneBadge>
            <ToneBadge tone="neutral">There already: {exists}</ToneBadge>
            <ToneBadge tone={errors > 0 ? 'bad' : 'neutral'}>Wrong: {errors}</ToneBadge>
            {warned > 0 && <ToneBadge tone="warn">With a warning: {warned}</ToneBadge>}
          </Group>
          <ResultTable kind={kind} results={results} cellOf={cellOf} />
        </>
      )}
      <Group justify="space-between">
        <Button variant="default" onClick={onBack} disabled={importing.isPending}>
          Back to the columns
        </Button>
        <Group>
          {looking.data && errors > 0 && (
            <Button
              variant="default"
              leftSection={<IconFileDownload size={16} aria-hidden />}
              onClick={() => looking.data && void saveErrors(looking.data)}
            >
              Download the wrong rows
            </Button>
          )}
          {looking.data && good > 0 && !partly && (
            <Button loading={importing.isPending} onClick={begin}>
              {errors > 0
                ? good === 1
                  ? `Import the good one, leave ${errors} out`
                  : `Import the ${good} good ones, leave ${errors} out`
                : `Import ${good}`}
            </Button>
          )}
          {looking.data && good === 0 && <Button onClick={onRestart}>Another file</Button>}
        </Group>
      </Group>
    </Stack>
  );
}

/** The look, which begins by itself, and the import, which a person begins. Each goes on where it stopped. */
function useWork(kind: ImportKind, file: CsvFile, map: ColumnMap) {
  const queries = useQueryClient();
  const rows = useMemo(() => rowsOf(file, map), [file, map]);
  const [progress, setProgress] = useState<Progress>();
  const looking = useMutation({
    mutationFn: (stopped: unknown) => workThrough(kind, rows, { dryRun: true, skipErrors: false, from: partwayOf(stopped) }, setProgress),
  });
  const { mutate } = looking;
  useEffect(() => mutate(undefined), [mutate]);
  const busy = useRef(false);
  const importing = useMutation({
    mutationFn: (stopped: unknown) => {
      const foreseen = new Map(
        (looking.data?.results ?? []).flatMap(({ row, outcome, id }) => (outcome === 'wouldCreate' && id ? [[row, id]] : [])),
      );
      // Wrong rows were shown, and left out with open eyes: they must not hold back the chunk they stand in.
      return workThrough(kind, rows, { dryRun: false, skipErrors: true, from: partwayOf(stopped), foreseen }, setProgress);
    },
    onSettled: () => {
      busy.current = false;
      return Promise.all(TOUCHED.map((key) => queries.invalidateQueries({ queryKey: [key] })));
    },
  });
  const begin = () => {
    // The second click of two comes before the button is drawn as busy; its import would find everything there, and say that it added nothing.
    if (busy.current) return;
    busy.current = true;
    importing.mutate(importing.error);
  };
  return { progress, looking, look: () => mutate(looking.error), importing, begin };
}

const partwayOf = (stopped: unknown) => (stopped instanceof WorkStopped ? stopped.partway : undefined);

function stoppedWords(error: unknown): string {
  if (!(error instanceof WorkStopped)) return '';
  const [done, of] = [error.partway.done, error.of].map((count) => count.toLocaleString());
  return `${done} of ${of} rows are done; of the next ones it is not known.`;
}

/** What the file itself says where the API found something wrong. */
function cellsOf({ rows }: CsvFile, map: ColumnMap) {
  const lines = new Map(rows.map(({ row, cells }) => [row, cells]));
  return (row: number, field: string): string => lines.get(row)?.[map[field] ?? -1]?.trim() ?? '';
}

function useErrorsFile(kind: ImportKind, file: CsvFile) {
  const { data: fields = [] } = useQuery(importFieldsQuery(kind));
  const labelOf = (name: string) => fields.find((field) => field.name === name)?.label ?? name;
  return async ({ results }: Outcome) => {
    const { errorsFile } = await import('./errorsFile.ts');
    saveText(`${kind} to mend.csv`, errorsFile(file, results, labelOf));
  };
}
