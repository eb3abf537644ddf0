import type { Invoice } from '../../api/types.ts';

/** The order of the list that was looked at last: an invoice's own page goes on in it. */
let order: readonly string[] = [];

export function keepOrder(rows: readonly Invoice[]): void {
  order = rows.map(({ invoiceId }) => invoiceId);
}

export function neighboursOf(invoiceId: string): { readonly before: string | undefined; readonly next: string | undefined } {
  const at = order.indexOf(invoiceId);
  return at < 0 ? { before: undefined, next: undefined } : { before: order[at - 1], next: order[at + 1] };
}
