import * as z from 'zod/mini';
import { ZERO } from '../domain/money.ts';
import type { DocumentKind, Found, Taken } from '../domain/xero/ports.ts';
import { dayOf, isRefused, isWritten, standing, taken } from './elements.ts';
import { listOf, messagesOf } from './readings.ts';

/** What Xero calls its invoices and its credit notes. Bills are invoices too, of another type, and may have the number of one of ours. */
const NAMES = {
  invoice: { list: 'Invoices', type: 'ACCREC', number: 'InvoiceNumber', id: 'InvoiceID' },
  creditNote: { list: 'CreditNotes', type: 'ACCRECCREDIT', number: 'CreditNoteNumber', id: 'CreditNoteID' },
} as const satisfies Record<DocumentKind, unknown>;

type Element = Readonly<Record<string, unknown>>;

/** Each element of an answer, its number and id under the same names for both kinds. */
function elementsIn(json: unknown, kind: DocumentKind): Element[] {
  const { list, number, id } = NAMES[kind];
  const elements = z.array(z.record(z.string(), z.unknown())).parse(listOf(json, list));
  return elements.map((each) => ({ ...each, Number: each[number], ID: each[id] }));
}

/** What Xero said of each document of a batch of which it says clearly whether it was written. The others may or may not have been. */
export function takenIn(json: unknown, kind: DocumentKind, asked: readonly string[], secrets: readonly string[]): Taken[] {
  return elementsIn(json, kind).flatMap((element): Taken[] => {
    const { data } = taken.safeParse(element);
    if (!data || !asked.includes(data.Number)) return [];
    const number = data.Number;
    if (isRefused(data)) return [{ number, taken: false, messages: messagesOf(data, secrets) }];
    const total = data.Total ?? undefined;
    return isWritten(data, data.ID) && total !== undefined ? [{ number, taken: true, id: data.ID, total }] : [];
  });
}

/**
 * The documents that stand under the numbers that were asked for.
 * @throws for one that cannot be read, and for one that nobody asked for: Xero then knew no filter, and the page says nothing of ours
 */
export function foundIn(json: unknown, kind: DocumentKind, asked: ReadonlySet<string>): Found[] {
  const ours = elementsIn(json, kind).filter(({ Type }) => Type === NAMES[kind].type);
  return ours.map((element): Found => {
    const { Number: number, ID, Contact, Total, Url, Status, LineItems, ...dates } = standing.parse(element);
    if (!asked.has(number.toLowerCase())) throw new Error('Xero answered with a document that was not asked for');
    const lines = (LineItems ?? []).map(({ Description, LineAmount }) => ({ description: Description ?? '', amount: LineAmount ?? ZERO }));
    const found = { kind, id: ID, number, contactId: Contact.ContactID, date: dayOf(dates), total: Total, status: Status, lines };
    return Url ? { ...found, url: Url } : found;
  });
}

/** How many elements a page holds, of whatever type. */
export const countIn = (json: unknown, kind: DocumentKind): number => listOf(json, NAMES[kind].list).length;
