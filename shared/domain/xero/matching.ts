import type { Invoice, Line } from '../invoice.ts';
import { cents, toReadable } from '../money.ts';
import { descriptionOf, isUrlOf, signedTotal } from './document.ts';
import type { Found } from './ports.ts';
import type { Refusal } from './uploadLife.ts';

/** What became of looking an invoice up by its number. `none`: it certainly is not there. */
export type LookedUp =
  | { readonly state: 'none' }
  | { readonly state: 'ours'; readonly found: Found }
  | ({ readonly state: 'refused' } & Refusal);

/** Xero takes `aap-00001` and `AAP-00001` for one number. */
export const bears = (found: Pick<Found, 'number'>, number: string): boolean => found.number.toLowerCase() === number.toLowerCase();

type Wanted = { readonly invoice: Invoice; readonly contactId: string; readonly lines: readonly Pick<Line, 'description' | 'amount'>[] };

/**
 * Whether one of the documents under the invoice's number is the one that we sent. Taking over another's would hide that the customer is
 * billed twice, or not at all; so contact, date, total and our own mark must match, and it must stand.
 */
export function lookedUp(wanted: Wanted, found: readonly Found[]): LookedUp {
  const { number, kind } = wanted.invoice;
  const same = found.filter((each) => bears(each, number) && each.kind === kind);
  if (same.length === 0) return { state: 'none' };
  const standing = same.filter(({ status }) => status !== 'VOIDED' && status !== 'DELETED');
  const [first] = standing;
  if (!first) {
    const words = `Xero holds ${number}, but it was ${same[0]?.status === 'VOIDED' ? 'voided' : 'deleted'} there`;
    return { state: 'refused', words, advice: 'A number is used once: enter this invoice in Xero by hand under another number.' };
  }
  const ours = standing.find((each) => differences(wanted, each).length === 0);
  if (ours) return { state: 'ours', found: ours };
  const words = `Xero holds another document under ${number}: ${differences(wanted, first).join(', ')}`;
  return {
    state: 'refused',
    words,
    advice: 'Look at it in Xero. If it is this invoice, typed in or imported, nothing is to be done; if not, void or renumber it there.',
  };
}

function differences({ invoice, contactId, lines }: Wanted, found: Found): string[] {
  const total = signedTotal(found.kind, found.total);
  return [
    found.contactId === contactId ? undefined : 'it is for another contact',
    found.date === invoice.date ? undefined : `it is dated ${found.date}`,
    total === invoice.total ? undefined : `its total is ${toReadable(total)}, ours ${toReadable(invoice.total)}`,
    isMarked(invoice, lines, found) ? undefined : 'it was not uploaded by us',
  ].filter((difference) => difference !== undefined);
}

/** An invoice carries a link with our id; the host before it may have changed. A credit note has no field for one: all its lines must be ours. */
function isMarked(invoice: Invoice, lines: Wanted['lines'], { kind, url, lines: there }: Found): boolean {
  if (kind === 'invoice') return isUrlOf(invoice, url ?? '');
  const text = (all: Wanted['lines']) => JSON.stringify(all.map(({ description, amount }) => [descriptionOf(description), amount]));
  return text(there) === text(lines.map(({ description, amount }) => ({ description, amount: cents(amount === 0 ? 0 : -amount) })));
}
