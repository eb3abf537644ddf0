import { Alert, Progress as Bar, Button, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconFileDownload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { ImportKind } from '../../../api/imports.ts';
import { LinkButton } from '../../../parts/linkButton.tsx';
import { ProblemAlert } from '../../../parts/problemAlert.tsx';
import { ToneBadge } from '../../../parts/toneBadge.tsx';
import { type ColumnMap, rowsOf } from './columnMap.ts';
import type { CsvFile } from './csvFile.ts';
import { ResultTable } from './resultTable.tsx';
import { saveText } from './saveText.ts';
import { StepTitle } from './stepTitle.tsx';
import { errorsFile, type Outcome, type Progress, workThrough } from './work.ts';

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
  const queries = useQueryClient();
  const rows = useMemo(() => rowsOf(file, map), [file, map]);
  const [progress, setProgress] = useState<Progress>();
  const looking = useMutation({ mutationFn: () => workThrough(kind, rows, { dryRun: true, skipErrors: false }, setProgress) });
  const { mutate: look } = looking;
  useEffect(() => look(), [look]);
  const importing = useMutation({
    // Wrong rows were shown, and left out with open eyes: they must not hold back the chunk they stand in.
    mutationFn: () => workThrough(kind, rows, { dryRun: false, skipErrors: true }, setProgress),
    onSettled: () => Promise.all(TOUCHED.map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
  if (importing.data) return <Done kind={kind} outcome={importing.data} onRestart={onRestart} />;
  const good = looking.data?.results.filter(({ outcome }) => outcome === 'wouldCreate').length ?? 0;
  const errors = looking.data?.errors ?? 0;
  const saveErrors = async (outcome: Outcome) => {
    const cells = new Map(file.rows.map((each) => [each.row, each.cells]));
    saveText(`${kind} to mend.csv`, await errorsFile(file.heads, cells, outcome.results));
  };
  return (
    <Stack gap="md">
      <StepTitle>What would become of it</StepTitle>
      <div aria-live="polite">
        {(looking.isPending || importing.isPending) && (
          <Working progress={progress} words={importing.isPending ? 'Importing' : 'Looking'} />
        )}
      </div>
      {looking.error && <ProblemAlert error={looking.error} title="The rows could not be looked at" retry={() => look()} />}
      {importing.error && (
        <ProblemAlert error={importing.error} title="The import stopped in the middle" retry={() => importing.mutate()}>
          <Text size="sm">Trying again goes on where it stopped: nothing is doubled.</Text>
        </ProblemAlert>
      )}
      {looking.data && (
        <>
          <Group gap="sm" role="status">
            <ToneBadge tone="good">To be added: {good}</ToneBadge>
            <ToneBadge tone="neutral">There already: {looking.data.exists}</ToneBadge>
            <ToneBadge tone={errors > 0 ? 'bad' : 'neutral'}>Wrong: {errors}</ToneBadge>
          </Group>
          <ResultTable kind={kind} results={looking.data.results} />
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
          {looking.data && good > 0 && (
            <Button loading={importing.isPending} onClick={() => importing.mutate()}>
              {errors > 0 ? `Import the ${good} good ones, leave ${errors} out` : `Import ${good}`}
            </Button>
          )}
          {looking.data && good === 0 && <Button onClick={onRestart}>Another file</Button>}
        </Group>
      </Group>
    </Stack>
  );
}

function Working({ progress, words }: { progress: Progress | undefined; words: string }) {
  const { done, of } = progress ?? { done: 0, of: 1 };
  return (
    <Stack gap={4}>
      <Text size="sm">
        {words}: {done.toLocaleString()} of {of.toLocaleString()} rows
      </Text>
      <Bar value={Math.max(3, (done / Math.max(1, of)) * 100)} animated aria-label={words} />
    </Stack>
  );
}

function Done({
  kind,
  outcome: { created, exists, errors, results },
  onRestart,
}: {
  kind: ImportKind;
  outcome: Outcome;
  onRestart: () => void;
}) {
  return (
    <Stack gap="md">
      <StepTitle>Imported</StepTitle>
      <Alert
        color="green"
        variant="light"
        icon={<IconCircleCheck aria-hidden />}
        title={created === 1 ? `1 ${kind.slice(0, -1)} is added` : `${created} ${kind} are added`}
        role="status"
      >
        {exists > 0 && `${exists} were there already and are as they were. `}
        {errors > 0 && `${errors} rows were left out.`}
      </Alert>
      {errors > 0 && <ResultTable kind={kind} results={results} />}
      <Group>
        {kind === 'customers' ? (
          <LinkButton to="/customers/import" search={{ kind: 'services' }}>
            Now import what they have
          </LinkButton>
        ) : (
          <LinkButton to="/run">Look at the coming run</LinkButton>
        )}
        <LinkButton to="/customers" variant="default">
          To the customers
        </LinkButton>
        <Button variant="subtle" onClick={onRestart}>
          Another file
        </Button>
      </Group>
    </Stack>
  );
}
