import { again } from './again.ts';
import type { Invoice } from './invoice.ts';
import type { InvoiceKey, Invoices } from './ports.ts';

/** So many others may be first before we give up: each of them made progress, so more than a few means something is wrong. */
const TRIES = 10;

/**
 * Reads a header, changes it and writes it if nobody else did meanwhile; else reads again and decides again, on what is true now.
 * `change` answers undefined (or the very same header) to leave it as it is. What it throws is thrown.
 * @throws Problem `not-found`
 */
export async function changeInvoice(
  invoices: Pick<Invoices, 'get' | 'save'>,
  { account, month, customer }: InvoiceKey,
  change: (invoice: Invoice) => Invoice | undefined,
): Promise<Invoice> {
  return again(async () => {
    const read = await invoices.get(account, month, customer);
    const changed = change(read);
    return !changed || changed === read ? read : invoices.save(changed);
  }, TRIES);
}

export const keyOf = ({ accountId, month, customerId }: Invoice): InvoiceKey => ({ account: accountId, month, customer: customerId });
