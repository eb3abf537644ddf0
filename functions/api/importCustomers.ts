import type { Account } from '../../shared/domain/account.ts';
import { sameName } from '../../shared/domain/importing/cells.ts';
import { CUSTOMER_FIELDS, customerInput } from '../../shared/domain/importing/customerRow.ts';
import { Doubles } from '../../shared/domain/importing/doubles.ts';
import type { ImportRow } from '../../shared/domain/importing/field.ts';
import { KnownCustomers } from '../../shared/domain/importing/knownCustomers.ts';
import { type Judged, there, toCreate, wrong } from '../../shared/domain/importing/outcome.ts';
import type { CustomerName, Customers } from '../../shared/domain/ports.ts';
import { recipientsOf } from '../../shared/domain/recipients.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { checked } from '../../shared/lambda/checking.ts';
import { idOfKey } from '../../shared/lambda/idempotency.ts';
import { customerBody, customerFrom } from '../../shared/lambda/views/customer.ts';
import {
  allWrong,
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
    const around = { settings, customers, known: await KnownCustomers.of(account, customers), doubles: new Doubles(asked.earlier) };
    const results: Judged[] = [];
    for (const row of asked.rows) results.push(await judgedRow(row, around));
    return imported(asked, CUSTOMER_FIELDS, results);
  },
});

type Around = {
  readonly settings: Account;
  readonly customers: Pick<Customers, 'save'>;
  readonly known: KnownCustomers;
  readonly doubles: Doubles;
};

async function judgedRow({ row, ...cells }: ImportRow, { settings, customers, known, doubles }: Around): Promise<Judged> {
  const { name, input, problems } = customerInput({ row, ...cells });
  const customerId = await idOfKey(settings.accountId, 'imported customers', sameName(name));
  const named = { row, name, key: name === '' ? null : customerId };
  const read = judged(input, () => {
    const body = checked(customerBody, input);
    return customerFrom(body, { customerId, flags: {}, revision: 0 }, settings);
  });
  const first = named.key === null ? undefined : doubles.of(named.key, row);
  if ('problems' in read || problems.length > 0) return wrong(named, allWrong(problems, read));
  if (first !== undefined) return wrong(named, [{ field: 'name', message: `stands in row ${first} as well` }]);
  const stands = standing(name, customerId, known);
  if (stands?.removed) return wrong(named, [{ field: 'name', message: 'was removed: add it by hand if it is back' }]);
  if (stands) return there(named, stands.customerId, sameName(stands.name) === sameName(name) ? [] : [`is called “${stands.name}” by now`]);
  const who = recipientsOf(read.made, settings.sending.bcc);
  const like = known.like(name)?.name;
  const warnings = [
    ...('refusal' in who ? [who.refusal] : []),
    ...(like === undefined ? [] : [`is added beside “${like}”, whose name is almost the same`]),
  ];
  return toCreate(named, customerId, warnings, () => unlessThere(customers.save(settings.accountId, read.made)));
}

/** One of this name, or the one that was imported by this name and is called something else by now; a removed one where there is no other. */
function standing(name: string, customerId: string, known: KnownCustomers): CustomerName | undefined {
  const namesake = known.named(name);
  return namesake && !namesake.removed ? namesake : (known.withId(customerId) ?? namesake);
}

export const handler = api(importCustomers);
