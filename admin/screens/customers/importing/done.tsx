import { Alert, Button, Group, Stack } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { ImportKind } from '../../../api/importTypes.ts';
import { LinkButton } from '../../../parts/linkButton.tsx';
import { ResultTable } from './resultTable.tsx';
import { StepTitle } from './stepTitle.tsx';
import type { Outcome } from './work.ts';

type Props = {
  readonly kind: ImportKind;
  readonly outcome: Outcome;
  readonly cellOf: (row: number, field: string) => string;
  readonly onRestart: () => void;
};

/** What became of the rows, and what there is to do next. */
export function Done({ kind, outcome: { created, exists, errors, results }, cellOf, onRestart }: Props) {
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
        {exists > 0 && (exists === 1 ? '1 was there already and is as it was. ' : `${exists} were there already and are as they were. `)}
        {errors > 0 && (errors === 1 ? '1 row was left out.' : `${errors} rows were left out.`)}
      </Alert>
      {(errors > 0 || exists > 0) && <ResultTable kind={kind} results={results} cellOf={cellOf} />}
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
