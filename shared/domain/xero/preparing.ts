import type { CustomerFile } from '../customer.ts';
import type { Invoice, Line } from '../invoice.ts';
import { NOTHING_TO_BILL } from '../line.ts';
import { inParallel } from '../parallel.ts';
import { Problem } from '../problem.ts';
import { type Chart, type CodingMistake, checkCoding, codingOf } from './coding.ts';
import { type Contacts, contactsFor } from './contacting.ts';
import { uploadDocument } from './document.ts';
import type { UploadDocument } from './ports.ts';
import { recordRefused } from './recording.ts';
import type { Session } from './session.ts';
import { sparing } from './stumbling.ts';
import type { Refusal } from './uploadLife.ts';

/** An invoice and what Xero is to get of it. */
export type Prepared = { readonly invoice: Invoice; readonly document: UploadDocument };

/** Customers and lines read at once. */
const WIDTH = 16;

/**
 * What can be sent of these, ready to be sent. What cannot is refused here, before Xero is asked, with the customer's or the service's mistake
 * named; what cannot be known yet stays waiting.
 */
export async function prepared(waiting: readonly Invoice[], chart: Chart, session: Session): Promise<readonly Prepared[]> {
  const files = await filesOf(waiting, session);
  const contacts = await contactsFor(
    [...files.values()].map(({ customer }) => customer),
    session,
  );
  const ready = new Map<Invoice, Prepared>();
  await inParallel(waiting, WIDTH, async (invoice) => {
    await sparing(invoice, session, async () => {
      const document = await documentOf(invoice, files.get(invoice.customerId), contacts, chart, session);
      if (document) ready.set(invoice, { invoice, document });
    });
  });
  return waiting.flatMap((invoice) => ready.get(invoice) ?? []);
}

/** The customers that can be read, each once; the invoices of one that cannot are tried again later. */
async function filesOf(waiting: readonly Invoice[], session: Session): Promise<Map<string, CustomerFile>> {
  const { account, ports } = session;
  const files = new Map<string, CustomerFile>();
  await inParallel(
    Map.groupBy(waiting, ({ customerId }) => customerId),
    WIDTH,
    async ([customerId, invoices]) => {
      const read = ports.customers.file(account.accountId, customerId);
      for (const invoice of invoices) await sparing(invoice, session, async () => void files.set(customerId, await read));
    },
  );
  return files;
}

async function documentOf(
  invoice: Invoice,
  file: CustomerFile | undefined,
  contacts: Contacts,
  chart: Chart,
  session: Session,
): Promise<UploadDocument | undefined> {
  const { account, organisation, places, ports } = session;
  const contact = contacts.get(invoice.customerId);
  if (!contact) return undefined;
  if ('fault' in contact) throw contact.fault;
  if ('refusal' in contact) return void (await recordRefused(invoice, contact.refusal, session));
  if (!file) throw new Problem('not-found', `The customer of ${invoice.number} was not read`);
  const lines = await ports.invoices.lines(invoice);
  const coded = (lines.length > 0 ? lines : [NOTHING_TO_BILL]).map((line) => ({
    line,
    coding: codingOf(line, account, serviceOf(line, file)),
  }));
  const mistakes = checkCoding(coded, chart, organisation.name);
  if (mistakes.length > 0) return void (await recordRefused(invoice, mistakeOf(mistakes), session));
  return uploadDocument(invoice, coded, account, { contactId: contact.contactId, appUrl: places.appUrl });
}

const serviceOf = ({ service }: Pick<Line, 'service'>, { services }: CustomerFile) =>
  service && services.find(({ serviceId }) => serviceId === service.serviceId);

/** All mistakes in one sentence each, by what they are about. */
function mistakeOf(mistakes: readonly CodingMistake[]): Refusal {
  const words = mistakes.slice(0, 5).map(({ what, message }) => `${what}: ${message}`);
  const more = mistakes.length > 5 ? [`and ${mistakes.length - 5} more`] : [];
  return { words: [...words, ...more].join('; '), advice: 'Correct it in the service or the settings, or in Xero, then upload again.' };
}
