import { type Books, type Line, own } from './books.ts';
import type { Draft } from './draft.ts';
import { saleRate } from './taxes.ts';
import { decimal, isObject } from './wire.ts';

const LONGEST_DESCRIPTION = 4000;

/** What Xero would refuse of one line. A draft may leave open what an approved document must say. */
export function lineFaults(books: Books, draft: Draft, line: Line, index: number): string[] {
  const { description = '', quantity, taxType } = line;
  const binding = draft.status === 'AUTHORISED' || draft.status === 'SUBMITTED';
  return [
    ...(binding && !description ? ['Description must be specified'] : []),
    ...(description.length > LONGEST_DESCRIPTION ? [`Description must not be longer than ${LONGEST_DESCRIPTION} characters`] : []),
    ...(quantity < 0 ? ['Quantity must be greater than or equal to zero'] : []),
    ...accountFaults(books, line, binding),
    ...(taxType === 'NONE' || saleRate(taxType)
      ? []
      : [`The TaxType code '${taxType}' does not exist or cannot be used for this type of transaction.`]),
    ...amountFaults(draft, line, index),
  ];
}

function accountFaults(books: Books, { accountCode }: Line, binding: boolean): string[] {
  if (accountCode === undefined) return binding ? ['Account code must be specified'] : [];
  const account = own(books, 'accounts').find(({ code }) => code === accountCode);
  if (account?.status === 'ARCHIVED') {
    return [`Account code '${accountCode}' has been archived, or has been deleted. Each line item must reference a valid account.`];
  }
  const wrong = !account || account.system !== undefined || account.type === 'BANK';
  return wrong ? [`Account code '${accountCode}' is not a valid code for this document.`] : [];
}

function amountFaults({ given }: Draft, { amount }: Line, index: number): string[] {
  const lines = Array.isArray(given.LineItems) ? (given.LineItems as unknown[]).filter(isObject) : [];
  const stated = lines[index]?.LineAmount;
  if (typeof stated !== 'number' || Math.round(stated * 100) === amount) return [];
  return [`The line total ${stated.toFixed(2)} does not match the expected line total ${decimal(amount).toFixed(2)}`];
}
