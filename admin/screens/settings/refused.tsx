import { Alert } from '@mantine/core';
import { Problem } from '../../api/problem.ts';
import { ProblemAlert } from '../../parts/problemAlert.tsx';
import { sectionOf } from './sections.tsx';
import { formField } from './settingsFields.ts';
import type { SettingsForm } from './settingsForm.ts';

type Props = {
  readonly error: unknown;
  readonly form: SettingsForm;
  readonly retry: () => void;
};

/** Not saved. What stands at a field is said there; the rest is said here. */
export function Refused({ error, form, retry }: Props) {
  const said = error instanceof Problem ? error.errors : [];
  if (said.length === 0 || !said.every(({ field }) => sectionOf([formField(field)]))) {
    return <ProblemAlert error={error} title="Not saved" retry={retry} />;
  }
  // Each mark goes when its field is changed.
  if (Object.keys(form.errors).length === 0) return null;
  return (
    <Alert color="red" variant="light" role="alert" title="Not saved yet">
      The marked fields need you.
    </Alert>
  );
}
