import type { Account } from '../../shared/domain/account.ts';
import type { Customer } from '../../shared/domain/customer.ts';
import { sameName } from '../../shared/domain/importing/cells.ts';
import { CUSTOMER_FIELDS, customerInput } from '../../shared/domain/importing/customerRow.ts';
import type { ImportRow } from '../../shared/domain/importing/field.ts';
import { KnownCustomers } from '../../shared/domain/importing/knownCustomers.ts';
import { Doubles, type Judged, there, wrong } from '../../shared/domain/importing/outcome.ts';
import type { Customers } from '../../shared/domain/ports.ts';
import { recipientsOf } from '../../shared/domain/recipients.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { checked } from '../../shared/lambda/checking.ts';
import { idOfKey } from '../../shared/lambda/idempotency.ts';
import { customerBody, customerFrom } from '../../shared/lambda/views/customer.ts';
import {
  IMPORT_BYTES,
  type ImportBody,
  importBody,
  imported,
  importView,
  judged,
  unlessThere,
} from '../../shared/lambda/views/importing.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { customers } from '../../shared/store/customers.ts';

/**
 * POST /v1/imports/customers: rows of a spreadsheet, as text. A customer's id is made of its name, so the same file imported twice, or at
 * the same time by two, makes each customer once; one that is there already, by hand or by import, is left as it is.
 */
export const importCustomers = endpoint({
  summary: 'Adds customers from rows of a spreadsheet, or says what would become of each; repeating it doubles nothing',
  role: 'billing',
  jsonBytes: IMPORT_BYTES,
  body: importBody(CUSTOMER_FIELDS),
  output: importView,
  ports: { accounts, customers },
  async run({ account, settings, body }, { customers }) {
    const asked = body as ImportBody;
    const known = await KnownCustomers.of(account, customers);
    const doubles = new Doubles();
    const rows = asked.rows.map((row) => ({ row, key: sameName(String(row.name ?? '')) }));
    const ids = new Map(await Promise.all(rows.map(async ({ key }) => [key, await idOfKey(account, 'imported customers', key)] as const)));
    const standing = await customers.getAll(account, [...new Set(ids.values())]);
    const results = rows.map(({ row, key }) => {
      const customerId = ids.get(key) ?? '';
      return judgedRow(row, { customerId, stands: standing.get(customerId), first: doubles.of(key, row.row) }, settings, known, customers);
    });
    return imported(asked, CUSTOMER_FIELDS, results);
  },
});

type Place = { readonly customerId: string; readonly stands: Customer | undefined; readonly first: number | undefined };

function judgedRow(
  row: ImportRow,
  { customerId, stands, first }: Place,
  settings: Account,
  known: KnownCustomers,
  customers: Pick<Customers, 'save'>,
): Judged {
  const { input, problems } = customerInput(row);
  const name = String(input.name);
  const read = judged(() => checked(customerBody, input));
  if ('problems' in read || problems.length > 0) return wrong(row.row, name, [...problems, ...('problems' in read ? read.problems : [])]);
  if (first !== undefined) return wrong(row.row, name, [{ field: 'name', message: `stands in row ${first} as well` }]);
  const namesake = known.named(name);
  if (namesake) return there(row.row, name, namesake.customerId);
  if (stands?.removed) return wrong(row.row, name, [{ field: 'name', message: 'was removed: add it by hand if it is back' }]);
  if (stands) return there(row.row, name, customerId);
  const made = judged(() => customerFrom(read.made, { customerId, flags: {}, revision: 0 }, settings));
  if ('problems' in made) return wrong(row.row, name, made.problems);
  const who = recipientsOf(made.made, settings.sending.bcc);
  return {
    ...{ row: row.row, outcome: 'wouldCreate', id: customerId, name, problems: [] },
    warnings: 'refusal' in who ? [who.refusal] : [],
    create: () => unlessThere(customers.save(settings.accountId, made.made)),
  };
}

export const handler = api(importCustomers);
