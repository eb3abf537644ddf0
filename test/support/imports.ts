import * as importCustomers from '../../functions/api/importCustomers.ts';
import * as importServices from '../../functions/api/importServices.ts';
import { call } from './call.ts';
import { asks } from './clerk.ts';

/** Cells by field; `row` where it is not the next line of the file. */
export type Row = Readonly<Record<string, string | number>>;

type Result = {
  readonly row: number;
  readonly outcome: string;
  readonly id: string | null;
  readonly key: string | null;
  readonly problems: readonly { readonly field: string; readonly message: string }[];
  readonly warnings: readonly string[];
};
type Body = { readonly results: readonly Result[] };

/** The first row of a file is its heads. */
const bodyOf = (rows: readonly Row[], more: object) => ({ rows: rows.map((row, at) => ({ row: at + 2, ...row })), ...more });

export const customersFrom = (account: string, rows: readonly Row[], more: object = {}) =>
  call(importCustomers.handler, importCustomers.importCustomers, { account, body: bodyOf(rows, more) });
export const servicesFrom = (account: string, rows: readonly Row[], more: object = {}) =>
  call(importServices.handler, importServices.importServices, { account, body: bodyOf(rows, more) });

export const outcomes = ({ results }: Body): string[] => results.map(({ outcome }) => outcome);
export const problems = ({ results }: Body): string[] =>
  results.flatMap(({ row, problems }) => problems.map(({ field, message }) => `${row} ${field}: ${message}`));
export const warnings = ({ results }: Body): string[] =>
  results.flatMap(({ row, warnings }) => warnings.map((warning) => `${row}: ${warning}`));
/** What the app hands back with the next rows of the same file. */
export const earlierOf = ({ results }: Body) => results.flatMap(({ row, key }) => (key === null ? [] : { row, key }));

export async function namesOf(account: string): Promise<string[]> {
  const { body } = await asks(account, 'listCustomers', { query: { limit: '200' } });
  return body.items.map(({ name }: { name: string }) => name).sort();
}

export async function servicesOf(account: string, customerId: string) {
  return (await asks(account, 'listServices', { params: { customerId } })).body.items;
}
