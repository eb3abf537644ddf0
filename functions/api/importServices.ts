import { comingMonth, reachOf } from '../../shared/domain/comingRun.ts';
import type { CustomerFile, Service } from '../../shared/domain/customer.ts';
import { sameName } from '../../shared/domain/importing/cells.ts';
import type { ImportRow } from '../../shared/domain/importing/field.ts';
import { KnownCustomers } from '../../shared/domain/importing/knownCustomers.ts';
import { Doubles, type Judged, there, wrong } from '../../shared/domain/importing/outcome.ts';
import { SERVICE_FIELDS, serviceInput } from '../../shared/domain/importing/serviceRow.ts';
import { decimalText } from '../../shared/domain/money.ts';
import type { Month } from '../../shared/domain/month.ts';
import { daysNotBilled, type Reach } from '../../shared/domain/news.ts';
import { inParallel } from '../../shared/domain/parallel.ts';
import type { Customers } from '../../shared/domain/ports.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { checked } from '../../shared/lambda/checking.ts';
import { idOfKey } from '../../shared/lambda/idempotency.ts';
import {
  IMPORT_BYTES,
  type ImportBody,
  importBody,
  imported,
  importView,
  judged,
  unlessThere,
} from '../../shared/lambda/views/importing.ts';
import { type ServiceBody, serviceBody, serviceFrom } from '../../shared/lambda/views/service.ts';
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
    const rows = asked.rows.map((row) => readRow(row, settings.xero.dateOrder, known));
    const owners = new Map<string, Owner>();
    await inParallel(new Set(rows.flatMap(({ customerId }) => customerId ?? [])), WIDTH, async (customerId) => {
      const [file, reach] = await Promise.all([customers.file(account, customerId), reachOf(settings, customerId, numbers, invoices)]);
      owners.set(customerId, { file, reach });
    });
    const doubles = new Doubles();
    const results: Judged[] = [];
    for (const row of rows) results.push(await judgedRow(account, row, owners, coming, doubles, customers));
    return imported(asked, SERVICE_FIELDS, results);
  },
});

/** Whose services they are, and how far back its days are still looked at. */
type Owner = { readonly file: CustomerFile; readonly reach: Reach };

type ReadRow = {
  readonly row: number;
  readonly name: string;
  readonly customerId?: string;
  readonly body?: ServiceBody;
  readonly problems: Judged['problems'];
};

function readRow(row: ImportRow, order: 'DMY' | 'MDY', known: KnownCustomers): ReadRow {
  const { customer, input, problems } = serviceInput(row, order);
  const owner = known.find(customer);
  const read = judged(() => checked(serviceBody, input));
  // What could not be read is told as that, not as missing too.
  const unread = new Set(problems.map(({ field }) => field));
  const wrongs = 'problems' in read ? read.problems.filter(({ field }) => !unread.has(field)) : [];
  return {
    ...{ row: row.row, name: [customer, input.description].filter(Boolean).join(': ') },
    ...('customerId' in owner ? { customerId: owner.customerId } : {}),
    ...('made' in read ? { body: read.made } : {}),
    problems: [...('problem' in owner ? [{ field: 'customer', message: owner.problem }] : []), ...problems, ...wrongs],
  };
}

/** What makes two services the same to an import: whose, what, how many, at what price and since when. */
const contentOf = ({ customerId, description, quantity, unitPrice, from }: Omit<Service, 'serviceId'>): string =>
  JSON.stringify([customerId, sameName(description), decimalText(quantity), decimalText(unitPrice), from]);

async function judgedRow(
  account: string,
  { row, name, customerId = '', body, problems }: ReadRow,
  owners: ReadonlyMap<string, Owner>,
  coming: Month,
  doubles: Doubles,
  customers: Pick<Customers, 'saveService'>,
): Promise<Judged> {
  const owner = owners.get(customerId);
  if (!body || !owner || problems.length > 0) return wrong(row, name, problems);
  const made = judged(() => serviceFrom(body, { serviceId: '', customerId, revision: 0 }, coming));
  if ('problems' in made) return wrong(row, name, made.problems);
  const content = contentOf(made.made);
  const serviceId = await idOfKey(account, 'imported services', content);
  const first = doubles.of(content, row);
  if (first !== undefined) {
    const message = `the same service stands in row ${first}: for two of it, say quantity 2 there`;
    return wrong(row, name, [{ field: 'description', message }]);
  }
  const same = owner.file.services.find(
    (service) => service.serviceId === serviceId || (!service.removed && contentOf(service) === content),
  );
  if (same?.removed)
    return wrong(row, name, [{ field: 'description', message: `was removed on ${same.removed}: add it by hand if it is back` }]);
  if (same) return there(row, name, same.serviceId);
  const service = { ...made.made, serviceId };
  return {
    ...{ row, outcome: 'wouldCreate', id: serviceId, name, problems: [] },
    warnings: daysNotBilled(undefined, service, owner.reach),
    create: () => unlessThere(customers.saveService(account, service)),
  };
}

export const handler = api(importServices);
