import type { Answer } from './types.ts';

export type ImportKind = 'customers' | 'services';
export type ImportAnswer = Answer<'/v1/imports/customers', 'post'>;
export type ImportField = ImportAnswer['fields'][number];
export type ImportResult = ImportAnswer['results'][number];

/** A row of the file, as text by field; `row` is its line there. */
export type ImportRow = { readonly row: number; readonly [field: string]: string | number };

/** A row that an earlier request with the same file sent: one that is the same is then told as wrong. */
export type EarlierRow = { readonly row: number; readonly key: string };
