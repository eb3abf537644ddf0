/** The order in which people look for a name: 2 before 10, É beside E. */
export const inWords = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' }).compare;
