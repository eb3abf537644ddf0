import { expect, it } from 'vitest';
import type { InvoiceDocument } from '../../../shared/domain/invoice.ts';
import type { Printer } from '../../../shared/domain/printing.ts';
import { invoiceDocument, line } from '../../support/invoiceDocuments.ts';

/** The store keeps no order of a map's members. */
const turnedAround = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const members = Object.entries(value).reverse();
  return Object.fromEntries(members.map(([name, each]) => [name, turnedAround(each)])) as T;
};

const usual = invoiceDocument();
/** Each differs from the usual one in a single thing that a customer can read. */
const OTHERS: Readonly<Record<string, InvoiceDocument>> = {
  number: { ...usual, number: 'AAP-00043' },
  buyer: { ...usual, buyer: { ...usual.buyer, name: 'Somebody Else' } },
  line: invoiceDocument({ lines: [line('Business NBN 100/40, 1–31 December 2026', '1', '89.01')] }),
  words: invoiceDocument({ lines: [line('Business NBN 100/40, 1–30 December 2026', '1', '89.00')] }),
};

/** What the functions and the rules take for granted of a printer. */
export function printerContract(printer: Printer): void {
  const print = async (document: InvoiceDocument) => Buffer.from(await printer.pdf(document)).toString('latin1');

  it('prints a document the same, to the byte, however often and from whichever copy', async () => {
    const first = await print(usual);
    expect(first.startsWith('%PDF')).toBe(true);
    expect((await print(structuredClone(usual))) === first).toBe(true);
    expect((await print(turnedAround(usual))) === first).toBe(true);
  });

  it.each(Object.entries(OTHERS))('prints another %s as another paper', async (_, other) => {
    expect((await print(other)) === (await print(usual))).toBe(false);
  });
}
