import type { InvoiceKind } from '../domain/invoice.ts';
import { CSV_HEADER, type CsvInvoice, ROW_END, rowCount, rowsOf } from './xeroCsv.ts';

/** Xero imports no more at once. */
export const ROWS_A_FILE = 500;

export type CsvFile = {
  readonly kind: InvoiceKind;
  /** From 1, within its kind; absent when it is the only one of its kind. */
  readonly part?: number;
  readonly invoices: number;
  /** Data rows, without the head. */
  readonly rows: number;
  /** One invoice of more rows than Xero imports: a person must enter it by another way. */
  readonly overLimit: boolean;
  /** UTF-8 without a byte order mark. */
  readonly content: Uint8Array;
};

const HEAD = Buffer.from(CSV_HEADER);

/**
 * A month's files, each as soon as it is complete, invoices and credit notes apart, in the order in which `pages` bring them. An invoice is
 * never split; one that exceeds the limit by itself has a file to itself.
 *
 * At any time it holds one page and at most two unfinished and two finished files, however long the month.
 */
export async function* monthCsv(pages: AsyncIterable<readonly CsvInvoice[]>, { maxRows = ROWS_A_FILE } = {}): AsyncGenerator<CsvFile> {
  const kinds = { invoice: new Files('invoice', maxRows), creditNote: new Files('creditNote', maxRows) };
  for await (const page of pages) {
    for (const invoice of page) yield* kinds[invoice.document.kind].add(invoice);
  }
  yield* kinds.invoice.end();
  yield* kinds.creditNote.end();
}

/** The files of one kind. A complete one is kept back until another follows or none does: that decides whether its name says which part it is. */
class Files {
  private readonly kind: InvoiceKind;
  private readonly maxRows: number;
  private invoices: Uint8Array[] = [];
  private rows = 0;
  private parts = 0;
  private kept: CsvFile | undefined;

  constructor(kind: InvoiceKind, maxRows: number) {
    this.kind = kind;
    this.maxRows = maxRows;
  }

  *add(invoice: CsvInvoice): Generator<CsvFile> {
    const rows = rowCount(invoice);
    if (this.rows + rows > this.maxRows) yield* this.complete();
    this.invoices.push(Buffer.from(`${ROW_END}${rowsOf(invoice)}`));
    this.rows += rows;
  }

  *end(): Generator<CsvFile> {
    yield* this.complete();
    if (!this.kept) return;
    const { part, ...only } = this.kept;
    yield part === 1 ? only : this.kept;
  }

  /** Closes the open file, if there is one, and gives out the one before it. */
  private *complete(): Generator<CsvFile> {
    if (this.rows === 0) return;
    if (this.kept) yield this.kept;
    this.parts += 1;
    this.kept = {
      kind: this.kind,
      part: this.parts,
      invoices: this.invoices.length,
      rows: this.rows,
      overLimit: this.rows > this.maxRows,
      content: Buffer.concat([HEAD, ...this.invoices]),
    };
    this.invoices = [];
    this.rows = 0;
  }
}
