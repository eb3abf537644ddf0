import { ids } from '../../shared/aws/ids.ts';
import type { Account } from '../../shared/domain/account.ts';
import { executePage } from '../../shared/domain/executing.ts';
import type { Invoice } from '../../shared/domain/invoice.ts';
import type { Month } from '../../shared/domain/month.ts';
import { planMonth } from '../../shared/domain/planning.ts';
import type {
  Accounts,
  Customers,
  EmailMessage,
  EmailQueue,
  Ids,
  Invoices,
  Metrics,
  PageMessage,
  PageQueue,
  Runs,
} from '../../shared/domain/ports.ts';
import type { UploadQueue } from '../../shared/domain/xero/ports.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { customers } from '../../shared/store/customers.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { runs } from '../../shared/store/runs.ts';

/** Queues and metrics that remember, around the real store: what a test wants to look at and deliver by hand. */
export type World = {
  readonly accounts: Accounts;
  readonly customers: Customers;
  readonly invoices: Invoices;
  readonly runs: Runs;
  readonly ids: Ids;
  readonly pageQueue: PageQueue;
  readonly emailQueue: EmailQueue;
  readonly uploadQueue: UploadQueue;
  readonly metrics: Metrics;
  readonly pages: PageMessage[];
  readonly emails: { readonly message: EmailMessage; readonly delaySeconds?: number }[];
  /** Accounts whose uploads were to be looked after. */
  readonly uploads: string[];
  readonly counted: string[];
};

export function aWorld(): World {
  const pages: PageMessage[] = [];
  const emails: { message: EmailMessage; delaySeconds?: number }[] = [];
  const uploads: string[] = [];
  const counted: string[] = [];
  const pageQueue: PageQueue = { add: async (messages) => void pages.push(...messages) };
  const emailQueue: EmailQueue = {
    add: async (messages, delaySeconds) =>
      void emails.push(...messages.map((message) => ({ message, ...(delaySeconds === undefined ? {} : { delaySeconds }) }))),
  };
  const uploadQueue: UploadQueue = { add: async ({ account }) => void uploads.push(account) };
  const metrics: Metrics = { count: (name) => void counted.push(name) };
  return { accounts, customers, invoices, runs, ids, pageQueue, emailQueue, uploadQueue, metrics, pages, emails, uploads, counted };
}

export const DELAY_S = 240;

/** Plans a month and executes all its pages, as the queues would. */
export async function makeMonth(account: Account, month: Month, world: World, now: Date): Promise<void> {
  await planMonth(account, month, world, { clock: () => now });
  await executePages(world, now);
}

export async function executePages(world: World, now: Date): Promise<void> {
  for (let page = world.pages.shift(); page; page = world.pages.shift()) await executePage(page, world, now, DELAY_S);
}

export async function invoicesOf(account: string, month: Month): Promise<Invoice[]> {
  const all: Invoice[] = [];
  for await (const invoice of invoices.ofMonth(account, month)) all.push(invoice);
  return all.sort((one, other) => one.sequence - other.sequence);
}
