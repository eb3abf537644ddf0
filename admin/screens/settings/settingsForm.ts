import { type UseFormReturnType, useForm } from '@mantine/form';
import { createContext, useContext } from 'react';
import type { Problem } from '../../api/problem.ts';
import { type FieldName, LABELS } from './fieldWords.ts';
import { formField, type SettingsFields } from './settingsFields.ts';

export type SettingsForm = UseFormReturnType<SettingsFields>;

/** What the sections of the form share. */
export type Shared = {
  readonly form: SettingsForm;
  /** Fields that must be filled in, as the API names them. */
  readonly required: readonly string[];
  /** Fields that a planned month has fixed. */
  readonly fixed: readonly string[];
  readonly logo: PickedLogo;
  /** Whoever only looks changes nothing. */
  readonly readOnly: boolean;
};

/** `picked` is not saved yet; `null`: it is to be removed. */
export type PickedLogo = {
  readonly saved: string | undefined;
  readonly picked: File | null | undefined;
  /** The picked one as it is shown, once it has been read. */
  readonly url: string | undefined;
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

const ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

/** What a text field of the form needs: what it is called, its value, its error, whether it is required or fixed. */
export function useField(name: FieldName) {
  const { form, required, fixed } = useShared();
  const isFixed = fixed.includes(name);
  // What was typed before it became fixed can still be taken back.
  const stuck = isFixed && form.isDirty(name);
  return {
    label: LABELS[name],
    ...form.getInputProps(name),
    // Inputs beside each other stand in line, whatever is said of them.
    inputWrapperOrder: ORDER,
    ...(required.includes(name) ? { withAsterisk: true, 'aria-required': true } : {}),
    ...(isFixed ? { disabled: !stuck, description: 'Fixed: a month is made with it' } : {}),
  };
}

/** A switch of the form. */
export function useSwitch(name: FieldName) {
  const { form } = useShared();
  return { label: LABELS[name], ...form.getInputProps(name, { type: 'checkbox' }) };
}
