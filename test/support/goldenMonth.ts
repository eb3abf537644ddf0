import { expect } from 'vitest';
import * as downloadCsv from '../../functions/api/downloadCsv.ts';
import * as downloadMonth from '../../functions/api/downloadMonth.ts';
import * as downloadPdf from '../../functions/api/downloadPdf.ts';
import * as listInvoices from '../../functions/api/listInvoices.ts';
import * as readInvoice from '../../functions/api/readInvoice.ts';
import * as readRun from '../../functions/api/readRun.ts';
import * as saveAccount from '../../functions/api/saveAccount.ts';
import type { Month } from '../../shared/domain/month.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { type Answer, call } from './call.ts';
import { asks, type Task, type Told } from './clerk.ts';
import { textOf } from './pdfText.ts';
import { firstOf, setNow } from './reseller.ts';
import { aWorld, makeMonth, type World } from './world.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What a clerk does on the 10th of a month that was made: edits the service of that position, or adds one, or a charge. */
type Edit = {
  readonly customer: string;
  readonly service?: number;
  readonly change?: Fields;
  readonly newService?: Fields;
  readonly newCharge?: Fields;
};

/** `input.json` of an example: everything as the API takes it. */
export type Example = {
  readonly about: string;
  readonly account: Fields;
  readonly customers: readonly { key: string; customer: Fields; services?: readonly Fields[]; charges?: readonly Fields[] }[];
  /** Months made before, oldest first, and what changed after each. */
  readonly earlier?: readonly { readonly month: Month; readonly then?: readonly Edit[] }[];
  /** The month whose invoices are the example's outcome. */
  readonly month: Month;
};

/** Every file that the example comes to, by its name. */
export type Outcome = ReadonlyMap<string, Uint8Array>;

/**
 * Enters the example by the API, makes its months, and reads what the API then answers. The clock stands still and every id comes of an
 * Idempotency-Key, so that the same input gives the same bytes: nothing is masked.
 */
export async function outcomeOf(account: string, example: Example): Promise<Outcome> {
  const { earlier = [], month } = example;
  const entered = await enter(account, example, earlier[0]?.month ?? month);
  const world = aWorld();
  for (const { month: which, then = [] } of earlier) {
    await make(account, which, world);
    setNow(new Date(`${which}-10T00:00:00Z`));
    for (const [index, edit] of then.entries()) await change(account, edit, entered, `${which}-${index}`);
  }
  await make(account, month, world);
  expect(world.counted).toEqual([]);
  return read(account, month);
}

async function make(account: string, month: Month, world: World): Promise<void> {
  const settings = await accounts.get(account);
  if (!settings) throw new Error('The example was not set up');
  setNow(firstOf(month));
  await makeMonth(settings, month, world, firstOf(month));
}

/** The ids that each customer and its services were given, by the customer's key. */
type Entered = ReadonlyMap<string, { readonly customerId: string; readonly serviceIds: readonly string[] }>;

/** Ten days before the first month, so that it is the next one. */
async function enter(account: string, { account: body, customers }: Example, first: Month): Promise<Entered> {
  setNow(new Date(firstOf(first).getTime() - 10 * 24 * 3_600_000));
  expect((await call(saveAccount.handler, saveAccount.saveAccount, { account, body })).body).toMatchObject({ firstMonth: first });
  const settings = await accounts.get(account);
  // Its DNS is not what an example is about.
  if (settings) await accounts.noteSender(settings, true);
  const entered = new Map();
  for (const { key, customer, services = [], charges = [] } of customers) {
    const { customerId } = await create(account, 'createCustomer', { body: customer, key });
    const serviceIds: string[] = [];
    for (const [index, service] of services.entries()) {
      const told = { params: { customerId }, body: service, key: `${key}-${index}` };
      serviceIds.push((await create(account, 'createService', told)).serviceId);
    }
    for (const [index, charge] of charges.entries()) {
      await create(account, 'createCharge', { params: { customerId }, body: charge, key: `${key}-${index}` });
    }
    entered.set(key, { customerId, serviceIds });
  }
  return entered;
}

async function create(account: string, task: Task, told: Told): Promise<Answer['body']> {
  const { status, body } = await asks(account, task, told);
  expect([status, body.detail]).toEqual([201, undefined]);
  return body;
}

const SERVICE_FIELDS = [
  'description',
  'quantity',
  'unitPrice',
  'taxRate',
  'accountCode',
  'taxType',
  'taxTypeName',
  'from',
  'to',
  'enabled',
  'leaveOut',
];

async function change(account: string, { customer, service, change, newService, newCharge }: Edit, entered: Entered, key: string) {
  const { customerId, serviceIds } = entered.get(customer) ?? { customerId: '', serviceIds: [] };
  const params = { customerId };
  if (newService) await create(account, 'createService', { params, body: newService, key });
  if (newCharge) await create(account, 'createCharge', { params, body: newCharge, key });
  if (service === undefined) return;
  const serviceId = serviceIds[service] ?? '';
  const { body: list } = await asks(account, 'listServices', { params });
  const before = list.items.find((each: Fields) => each.serviceId === serviceId);
  const body = { ...Object.fromEntries(SERVICE_FIELDS.map((field) => [field, before[field]])), ...change };
  const saved = await asks(account, 'saveService', { params: { customerId, serviceId }, body, revision: before.revision });
  expect([saved.status, saved.body.detail]).toEqual([200, undefined]);
}

/** What the API answers an hour later: the run, each invoice as JSON, CSV and the text of its PDF, and the month's CSV. */
async function read(account: string, month: Month): Promise<Outcome> {
  const outcome = new Map<string, Uint8Array>();
  const asking = { account, role: 'billing' as const };
  const run = await call(readRun.handler, readRun.readRun, { ...asking, params: { month } });
  outcome.set('run.json', json(run.body));
  const { body: list } = await call(listInvoices.handler, listInvoices.listInvoices, { ...asking, query: { month } });
  for (const { invoiceId, number } of list.items) {
    const one = { ...asking, params: { invoiceId } };
    outcome.set(`${number}.json`, json((await call(readInvoice.handler, readInvoice.readInvoice, one)).body));
    outcome.set(`${number}.csv`, await fetched(await call(downloadCsv.handler, downloadCsv.downloadCsv, one)));
    const pdf = await fetched(await call(downloadPdf.handler, downloadPdf.downloadPdf, one));
    outcome.set(`${number}.pdf.txt`, Buffer.from(`${await textOf(pdf)}\n`));
  }
  const { body: files } = await call(downloadMonth.handler, downloadMonth.downloadMonth, { ...asking, params: { month } });
  for (const file of files.files) outcome.set(file.fileName, await fetched({ body: file }));
  return outcome;
}

const json = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);

async function fetched({ body }: Pick<Answer, 'body'>): Promise<Uint8Array> {
  const response = await fetch(body.url);
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}
