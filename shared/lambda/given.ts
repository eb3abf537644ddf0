type Given<T> = { readonly [K in keyof T]: Exclude<T[K], undefined> };

/** Without the members that are undefined: absent is absent, in the store too. */
export function given<T extends object>(value: T): Given<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Given<T>;
}
