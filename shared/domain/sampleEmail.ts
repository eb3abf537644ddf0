import type { Account } from './account.ts';
import type { Customer } from './customer.ts';
import { buyerOf } from './entry.ts';
import type { Invoice, InvoiceDocument } from './invoice.ts';
import { newestFirst, pageOf } from './lists.ts';
import type { Month } from './month.ts';
import { firstNumbers } from './planning.ts';
import type { Customers, Invoices, Runs } from './ports.ts';
import { documentOf, type ReadingPorts } from './printing.ts';
import { recipientsOf } from './recipients.ts';
import { SAMPLE_ADDRESS, type SampleSettings, sampleDocument, sampleMonth } from './sampleInvoice.ts';

/** What an email is shown with: a customer's newest invoice, or a sample. */
export type Example = {
  readonly document: InvoiceDocument;
  readonly month: Month;
  readonly to: readonly string[];
  readonly sample: boolean;
};

export type SamplePorts = ReadingPorts & {
  readonly customers: Pick<Customers, 'get'>;
  readonly invoices: ReadingPorts['invoices'] & Pick<Invoices, 'byNumber' | 'findAll'>;
  readonly runs: ReadingPorts['runs'] & Pick<Runs, 'numbers'>;
};

export const sampleExample = (settings: SampleSettings, now: Date): Example => ({
  ...{ document: sampleDocument(settings, now), month: sampleMonth(settings, now), to: [SAMPLE_ADDRESS], sample: true },
});

/** @throws Problem `not-found` */
export async function exampleFor(account: Account, customerId: string, ports: SamplePorts, now: Date): Promise<Example> {
  const { accountId, sending } = account;
  const customer = await ports.customers.get(accountId, customerId);
  const who = recipientsOf(customer, sending.bcc);
  const to = 'refusal' in who ? [] : who.recipients.to;
  const invoice = await newestOf(account, customer, ports);
  if (invoice) return { document: await documentOf(invoice, ports), month: invoice.month, to, sample: false };
  return { document: sampleDocument(account, now, buyerOf(customer)), month: sampleMonth(account, now), to, sample: true };
}

/** A parked one is no document yet. */
async function newestOf(account: Account, { customerId }: Customer, { invoices, runs }: SamplePorts): Promise<Invoice | undefined> {
  const numbers = (await runs.numbers(account.accountId)) ?? firstNumbers(account);
  const found = await pageOf(newestFirst(invoices, numbers, { customerId }, 1), ({ status }) => status !== 'parked', 1);
  return found.items[0];
}
