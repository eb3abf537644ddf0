import Papa from 'papaparse';
import type { Account } from '../domain/account.ts';
import type { InvoiceDocument, Line } from '../domain/invoice.ts';
import { NOTHING_TO_BILL } from '../domain/line.ts';
import { decimalText } from '../domain/money.ts';
import { cell, contactCell, dateCell, descriptionCell } from './csvCells.ts';

/** Xero's sales-invoice import: exactly this text and order. `*` marks what Xero requires. */
export const CSV_HEADER =
  '*ContactName,EmailAddress,POAddressLine1,POAddressLine2,POAddressLine3,POAddressLine4,POCity,PORegion,POPostalCode,POCountry,' +
  '*InvoiceNumber,Reference,*InvoiceDate,*DueDate,Total,InventoryItemCode,*Description,*Quantity,*UnitAmount,Discount,*AccountCode,*TaxType,' +
  'TaxAmount,TrackingName1,TrackingOption1,TrackingName2,TrackingOption2,Currency,BrandingTheme';

type Printed = Pick<Line, 'description' | 'quantity' | 'unitPrice' | 'taxRate' | 'accountCode' | 'taxTypeName'>;

/** RFC 4180; also Papa's default, and what the import wants. */
export const ROW_END = '\r\n';

/** How a reseller's Xero organisation names things. */
export type CsvSettings = {
  /** For lines that name none. */
  readonly accountCode: string;
  /** The tax rate's display name. */
  readonly taxTypeName: string;
  /** The display name for a line that is not taxed. */
  readonly taxFreeName: string;
  readonly dateOrder: 'DMY' | 'MDY';
};

export type CsvInvoice = {
  readonly document: InvoiceDocument;
  /** The customer's first to-address. */
  readonly email: string | undefined;
  readonly settings: CsvSettings;
};

/** Xero's own names for "no tax on this sale" in the organisations of a country, told by its currency. */
const TAX_FREE: Readonly<Record<string, { readonly registered: string; readonly unregistered: string }>> = {
  AUD: { registered: 'GST Free Income', unregistered: 'BAS Excluded' },
  NZD: { registered: 'Zero Rated', unregistered: 'No GST' },
  GBP: { registered: 'Zero Rated Income', unregistered: 'No VAT' },
};

/**
 * An untaxed line under the name of a taxed rate would be taxed by Xero, which computes the tax itself, and an unknown name is refused with
 * the whole file. So: the country's own name; the account's, where the country is not known or the account's own rate is zero, because then
 * the name that was chosen for it is that of an untaxed one.
 */
export function csvSettingsOf({ xero, billing, company }: Pick<Account, 'xero' | 'billing' | 'company'>): CsvSettings {
  const { accountCode, taxTypeName, dateOrder } = xero;
  const names = company.registeredForTax && billing.taxRate === 0 ? undefined : TAX_FREE[billing.currency];
  const taxFreeName = (company.registeredForTax ? names?.registered : names?.unregistered) ?? taxTypeName;
  return { accountCode, taxTypeName, taxFreeName, dateOrder };
}

/** One invoice as a file of its own, without an end of line after the last row. */
export const csvOf = (invoice: CsvInvoice): string => `${CSV_HEADER}${ROW_END}${rowsOf(invoice)}`;

/** How many data rows the invoice takes: one a line. One without lines has a row all the same, or its number would be missing in Xero. */
export const rowCount = ({ document }: CsvInvoice): number => Math.max(1, document.lines.length);

/**
 * The invoice's rows, one a line, without an end of line after the last.
 *
 * All but five cells are the same in each row of an invoice, so Papa quotes those once and gets them back as what separates the rows.
 */
export function rowsOf({ document, email, settings }: CsvInvoice): string {
  const head = `${Papa.unparse([headCells(document, email, settings)])},`;
  const tail = `,,,,,,${Papa.unparse([[cell(document.currency, 3)]])},`;
  return `${head}${Papa.unparse(lineCells(document, settings), { newline: `${tail}${ROW_END}${head}` })}${tail}`;
}

/** *ContactName … InventoryItemCode. What is not known stays empty: Xero then keeps what its contact says. */
function headCells({ buyer, number, date, dueDate }: InvoiceDocument, email: string | undefined, { dateOrder }: CsvSettings): string[] {
  return [
    contactCell(buyer.name) || cell(number, 255),
    emailCell(email),
    ...addressCells(buyer.address),
    ...['', '', '', ''],
    cell(number, 255),
    cell(buyer.reference ?? '', 255),
    dateCell(date, dateOrder),
    // A credit note has no due date, and the column may not be empty.
    dateCell(dueDate ?? date, dateOrder),
    '',
    '',
  ];
}

/** An address that a spreadsheet would run is left out: with an apostrophe before it, it would be another address. */
function emailCell(email: string | undefined): string {
  const text = cell(email ?? '', 255);
  return text.startsWith("'") ? '' : text;
}

/** Four lines; what goes beyond shares the last. */
function addressCells(lines: readonly string[]): string[] {
  const cells = lines.length > 4 ? [...lines.slice(0, 3), lines.slice(3).join(', ')] : lines;
  return [0, 1, 2, 3].map((index) => cell(cells[index] ?? '', 500));
}

/**
 * *Description, *Quantity, *UnitAmount, Discount, *AccountCode, *TaxType. Credits are negative prices, in a credit note as well: the import
 * has no column for the kind, and makes a credit note of what totals less than zero.
 */
function lineCells({ lines }: InvoiceDocument, settings: CsvSettings): (string | null)[][] {
  const taxed = cell(settings.taxTypeName, 255);
  const untaxed = cell(settings.taxFreeName, 255);
  const usual = cell(settings.accountCode, 10);
  const printed: readonly Printed[] = lines.length > 0 ? lines : [NOTHING_TO_BILL];
  return printed.map(({ description, quantity, unitPrice, taxRate, accountCode, taxTypeName }) => [
    descriptionCell(description),
    decimalText(quantity),
    decimalText(unitPrice, 2),
    null,
    accountCode ? cell(accountCode, 10) : usual,
    taxTypeName ? cell(taxTypeName, 255) : taxRate === 0 ? untaxed : taxed,
  ]);
}
