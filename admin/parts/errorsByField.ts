type Told = { readonly field: string; readonly message: string };

const nameOf = (field: string): string => field.replace(/[[.].*$/, '');

/**
 * What the API says of each field of a form: `to[1]` belongs to the field `to`, and names the value that it is about. What is said twice
 * stands once.
 */
export function errorsByField(errors: readonly Told[], values: Readonly<Record<string, unknown>> = {}): Record<string, string> {
  const byField = new Map<string, Set<string>>();
  for (const { field, message } of errors) {
    const name = nameOf(field);
    const index = Number(field.match(/\[(\d+)\]/)?.[1] ?? Number.NaN);
    const list = values[name];
    const value = Array.isArray(list) ? list[index] : undefined;
    byField.set(name, (byField.get(name) ?? new Set()).add(typeof value === 'string' ? `“${value}” ${message}` : message));
  }
  return Object.fromEntries([...byField].map(([name, messages]) => [name, [...messages].join('; ')]));
}

/** Whether all that is said can be shown at the fields of this form. */
export const standsAtFields = (errors: readonly Told[], values: Readonly<Record<string, unknown>>): boolean =>
  errors.length > 0 && errors.every(({ field }) => Object.hasOwn(values, nameOf(field)));

/** Leads the keyboard to the first field that is marked wrong, once it is drawn. */
export function focusFirstWrong(): void {
  setTimeout(() => document.querySelector<HTMLElement>('main [aria-invalid="true"], [role="dialog"] [aria-invalid="true"]')?.focus(), 50);
}
