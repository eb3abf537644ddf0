import type { Account } from '../../shared/domain/account.ts';
import { comingMonth, reachOf } from '../../shared/domain/comingRun.ts';
import type { Service } from '../../shared/domain/customer.ts';
import { type Doubt, doubtOf } from '../../shared/domain/importing/dayTexts.ts';
import { Doubles } from '../../shared/domain/importing/doubles.ts';
import type { CellProblem, ImportRow } from '../../shared/domain/importing/field.ts';
import { KnownCustomers } from '../../shared/domain/importing/knownCustomers.ts';
import { type Judged, there, toCreate, wrong } from '../../shared/domain/importing/outcome.ts';
import { billedBeside, contentOf, sameService } from '../../shared/domain/importing/sameService.ts';
import { dayNote, SERVICE_FIELDS, serviceInput } from '../../shared/domain/importing/serviceRow.ts';
import type { Month } from '../../shared/domain/month.ts';
import { daysNotBilled, type Reach } from '../../shared/domain/news.ts';
import { inParallel } from '../../shared/domain/parallel.ts';
import type { Customers } from '../../shared/domain/ports.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { checked } from '../../shared/lambda/checking.ts';
import { idOfKey } from '../../shared/lambda/idempotency.ts';
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
import { serviceBody, serviceFrom } from '../../shared/lambda/views/service.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { customers } from '../../shared/store/customers.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { runs } from '../../shared/store/runs.ts';

/** How many customers are read at once. */
const WIDTH = 16;

/**
 * POST /v1/imports/services: rows of a spreadsheet, as text. A service's id is made of what it says, and one that the customer has already,
 * entered by hand or imported, is left as it is: the same file imported twice bills nobody twice.
 */
export const importServices = endpoint({
  summary: 'Adds services from rows of a spreadsheet, or says what would become of each; repeating it doubles nothing',
  role: 'billing',
  jsonBytes: IMPORT_BYTES,
  body: importBody(SERVICE_FIELDS),
  output: importView,
  ports: { accounts, customers, invoices, runs },
  async run({ account, settings, body }, { customers, invoices, runs }) {
    const asked = body as ImportBody;
    const known = await KnownCustomers.of(account, customers);
    const numbers = await runs.numbers(account);
    const coming = comingMonth(settings, numbers);
    const rows = asked.rows.map((row) => readRow(row, settings, coming, known));
    const owners = new Map<string, Owner>();
    await inParallel(new Set(rows.flatMap(({ service }) => service?.customerId ?? [])), WIDTH, async (customerId) => {
      const [{ services }, reach] = await Promise.all([
        customers.file(account, customerId),
        reachOf(settings, customerId, numbers, invoices),
      ]);
      owners.set(customerId, { services, reach });
    });
    const around = { settings, customers, owners, doubles: new Doubles(asked.earlier) };
    const results: Judged[] = [];
    for (const row of rows) results.push(await judgedRow(row, around));
    return imported(asked, SERVICE_FIELDS, withDayNotes(results, rows, settings));
  },
});

/** Whose services they are, and how far back its days are still looked at. */
type Owner = { readonly services: readonly Service[]; readonly reach: Reach };

type ReadRow = {
  readonly row: number;
  readonly name: string;
  /** Still without its id; absent when anything is wrong with it. */
  readonly service?: Service;
  readonly problems: readonly CellProblem[];
  readonly doubts: readonly string[];
  readonly unclearDays: readonly string[];
};

function readRow(row: ImportRow, { xero, billing }: Account, coming: Month, known: KnownCustomers): ReadRow {
  const { customer, input, problems, doubts, unclearDays } = serviceInput(row, { order: xero.dateOrder, currency: billing.currency });
  const owner = known.find(customer);
  const ids = { serviceId: '', customerId: 'customerId' in owner ? owner.customerId : '', revision: 0 };
  const read = judged(input, () => serviceFrom(checked(serviceBody, input), ids, coming));
  const wrongs = [...('problem' in owner ? [{ field: 'customer', message: owner.problem }] : []), ...allWrong(problems, read)];
  const name = [customer, input.description].filter(Boolean).join(': ');
  return {
    row: row.row,
    name,
    ...('made' in read && wrongs.length === 0 ? { service: read.made } : {}),
    problems: wrongs,
    doubts,
    unclearDays,
  };
}

type Around = {
  readonly settings: Account;
  readonly customers: Pick<Customers, 'saveService'>;
  readonly owners: ReadonlyMap<string, Owner>;
  readonly doubles: Doubles;
};

async function judgedRow(
  { row, name, service: told, problems, doubts }: ReadRow,
  { settings: { accountId, billing }, customers, owners, doubles }: Around,
): Promise<Judged> {
  const owner = told && owners.get(told.customerId);
  if (!told || !owner) return wrong({ row, name, key: null }, problems);
  const serviceId = await idOfKey(accountId, 'imported services', contentOf(told));
  const service = { ...told, serviceId };
  const named = { row, name, key: serviceId };
  const first = doubles.of(serviceId, row);
  const not = (message: string) => wrong(named, [{ field: 'description', message }]);
  if (first !== undefined) return not(`the same service stands in row ${first}: for two of it, say quantity 2 there`);
  const same = sameService(service, owner.services);
  if (same?.removed) return not(`was removed on ${same.removed}: add it by hand if it is back`);
  if (same) return there(named, same.serviceId);
  const warnings = [
    ...doubts,
    ...billedBeside(service, owner.services, billing.currency),
    ...daysNotBilled(undefined, service, owner.reach),
  ];
  return toCreate(named, serviceId, warnings, () => unlessThere(customers.saveService(accountId, service)));
}

/** How days are read is told once for each doubt, where it first matters: at each row it would hide what else is told. */
function withDayNotes(results: readonly Judged[], rows: readonly ReadRow[], { xero }: Account): readonly Judged[] {
  const told = new Set<Doubt | undefined>();
  return results.map((result, index) => {
    const unclear = result.create ? (rows[index]?.unclearDays ?? []) : [];
    const fresh = unclear.filter((day) => !told.has(doubtOf(day)) && told.add(doubtOf(day)));
    return { ...result, warnings: [...fresh.map((day) => dayNote(day, xero.dateOrder)), ...result.warnings] };
  });
}

export const handler = api(importServices);
