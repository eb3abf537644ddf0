import { Alert } from '@mantine/core';
import type { ReactNode } from 'react';
import { Problem } from '../../api/problem.ts';
import { ProblemAlert } from '../../parts/problemAlert.tsx';
import { sectionOf } from './sections.tsx';
import { formField } from './settingsFields.ts';

/** Not saved. What stands at a field is said there; the rest is said here. */
export function Refused({ error, children }: { error: unknown; children?: ReactNode }) {
  const atFields = error instanceof Problem && error.errors.length > 0 && error.errors.every(({ field }) => sectionOf([formField(field)]));
  if (atFields) {
    return (
      <Alert color="red" variant="light" role="alert" title="Not saved yet">
        The marked fields need you.
      </Alert>
    );
  }
  return (
    <ProblemAlert error={error} title="Not saved">
      {children}
    </ProblemAlert>
  );
}
