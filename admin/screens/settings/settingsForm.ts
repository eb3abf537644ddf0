import { type UseFormReturnType, useForm } from '@mantine/form';
import { createContext, useContext } from 'react';
import type { Problem } from '../../api/problem.ts';
import { formField, type SettingsFields } from './settingsFields.ts';

export type SettingsForm = UseFormReturnType<SettingsFields>;

/** What the sections of the form share. */
export type Shared = {
  readonly form: SettingsForm;
  /** Fields that are still missing, as the API names them: marked as required. */
  readonly missing: readonly string[];
  /** Fields that a planned month has fixed. */
  readonly fixed: readonly string[];
  readonly logo: PickedLogo;
};

/** `picked` is not saved yet; `null`: it is to be removed. */
export type PickedLogo = {
  readonly saved: string | undefined;
  readonly picked: File | null | undefined;
  /** The picked one as the preview is told it. */
  readonly base64: string | null | undefined;
  readonly pick: (logo: File | null | undefined) => void;
};

const SharedContext = createContext<Shared | undefined>(undefined);
export const SharedSettings = SharedContext.Provider;

export function useShared(): Shared {
  const shared = useContext(SharedContext);
  if (!shared) throw new Error('Outside of the settings');
  return shared;
}

export const useSettingsForm = (initialValues: SettingsFields): SettingsForm => useForm<SettingsFields>({ initialValues });

/** Marks each field with what the API says of it. Answers the fields, in the API's order. */
export function markErrors(form: SettingsForm, { errors }: Problem): string[] {
  const marked = new Map<string, Set<string>>();
  for (const { field, message } of errors) {
    const name = formField(field);
    const index = Number(field.match(/\[(\d+)\]$/)?.[1] ?? Number.NaN);
    const value = name === 'sending.bcc' ? form.getValues().sending.bcc[index] : undefined;
    marked.set(name, (marked.get(name) ?? new Set()).add(value ? `“${value}” ${message}` : message));
  }
  form.setErrors(Object.fromEntries([...marked].map(([name, messages]) => [name, [...messages].join('; ')])));
  return [...marked.keys()];
}

/** What a text field of the form needs: its value, its error, whether it is required or fixed. */
export function useField(name: string, label: string) {
  const { form, missing, fixed } = useShared();
  const isFixed = fixed.includes(name);
  return {
    label,
    ...form.getInputProps(name),
    ...(missing.includes(name) ? { withAsterisk: true } : {}),
    ...(isFixed ? { disabled: true, description: 'Fixed: a month is made with it' } : {}),
  };
}
