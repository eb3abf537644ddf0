import { digestOf } from './digest.ts';
import type { Invoice, InvoiceDocument } from './invoice.ts';
import type { Files, Invoices, Runs } from './ports.ts';
import { Problem } from './problem.ts';

/** An invoice → the bytes of its PDF. Pure: the same document gives the same bytes. */
export type Printer = { pdf(document: InvoiceDocument, logo?: Uint8Array): Promise<Uint8Array> };

export type ReadingPorts = { readonly invoices: Pick<Invoices, 'lines'>; readonly runs: Pick<Runs, 'head'> };
export type PrintingPorts = ReadingPorts & { readonly files: Pick<Files, 'read' | 'write'>; readonly printer: Printer };

/** Raised when the same document is to look different: documents are then printed anew under another name, and old files stay. */
const PRINT_VERSION = 1;

/** Everything that is printed of an invoice, as its plan froze it. */
export async function documentOf(invoice: Invoice, { invoices, runs }: ReadingPorts): Promise<InvoiceDocument> {
  const [lines, { seller }] = await Promise.all([invoices.lines(invoice), runs.head(invoice.accountId, invoice.plan)]);
  const { kind, number, buyer, currency, date, dueDate, subtotal, tax, total } = invoice;
  const { company, logo, layout } = seller;
  return {
    kind,
    number,
    company,
    ...(logo ? { logo } : {}),
    layout,
    buyer,
    currency,
    date,
    ...(dueDate ? { dueDate } : {}),
    lines,
    subtotal,
    tax,
    total,
  };
}

export type Printed = { readonly key: string; readonly content: Uint8Array };

/**
 * The invoice's PDF from the file store, printed first where it is missing. Its name is made of its content, so a file that is there is
 * the right one, and one that went missing is printed again with the same bytes.
 * @throws Problem `invalid` when it cannot be printed
 */
export async function printed(accountId: string, document: InvoiceDocument, ports: PrintingPorts): Promise<Printed> {
  const key = await pdfKeyOf(accountId, document);
  const kept = await ports.files.read(key);
  if (kept) return { key, content: kept };
  const logo = document.logo && (await ports.files.read(document.logo.key));
  const content = await print(document, logo, ports.printer);
  await ports.files.write(key, content, 'application/pdf');
  return { key, content };
}

/** @throws Problem `invalid` when it cannot be printed */
export async function print(document: InvoiceDocument, logo: Uint8Array | undefined, printer: Printer): Promise<Uint8Array> {
  try {
    return await printer.pdf(document, logo);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Problem('invalid', `The PDF of ${document.number} could not be made: ${why}`, [], { cause: error });
  }
}

/** Where the PDF of exactly this document stands, if it was ever printed. */
export async function pdfKeyOf(accountId: string, document: InvoiceDocument): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify([PRINT_VERSION, document], sorted));
  return `${KEPT_INVOICES}${accountId}/${nameOf(document.number)}-${await digestOf(bytes, 16)}.pdf`;
}

/** The store keeps no order of a map's members, so that of the text must not depend on it. */
function sorted(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Where the PDFs of all accounts stand. */
export const KEPT_INVOICES = 'kept/invoices/';

/** A number as it stands in the name of its file. */
export const nameOf = (number: string): string => number.replace(/[^A-Za-z0-9-]/g, '_');

/** The same, of a file's name. */
export const numberPart = (name: string): string => name.slice(0, name.lastIndexOf('-'));
