import type { Books, DocumentKind, LedgerDocument, Line, LineAmountTypes } from './books.ts';
import { own } from './books.ts';
import { decimal4Of, extended, saleRate, taxOn } from './taxes.ts';
import { dayOf, type Given, isObject, textOf } from './wire.ts';

/** A document as it is asked for, before anything about it is known to be right. */
export type Draft = {
  readonly kind: DocumentKind;
  readonly given: Given;
  readonly type: unknown;
  readonly number: string | undefined;
  readonly status: string;
  readonly date: string | undefined;
  readonly dueDate: string | undefined;
  readonly currency: string;
  readonly lineAmountTypes: LineAmountTypes;
  readonly lines: readonly Line[];
  readonly reference: string | undefined;
  readonly url: string | undefined;
  readonly sentToContact: boolean;
  readonly brandingThemeId: string | undefined;
};

type Names = { readonly number: string; readonly type: string };

/** What is not given is as it is in `known`, or Xero's default. */
export function draftOf(books: Books, kind: DocumentKind, names: Names, given: Given, places: 2 | 4, known?: LedgerDocument): Draft {
  const types = lineAmountTypesOf(given.LineAmountTypes) ?? known?.lineAmountTypes ?? 'Exclusive';
  const lines = Array.isArray(given.LineItems)
    ? (given.LineItems as unknown[]).filter(isObject).map((line) => lineOf(books, line, types, places))
    : (known?.lines ?? []);
  return {
    ...{ kind, given, lines, lineAmountTypes: types },
    type: given.Type ?? (known ? names.type : undefined),
    number: textOf(given[names.number]) || known?.number,
    status: textOf(given.Status) ?? known?.status ?? 'DRAFT',
    date: given.Date === undefined ? (known?.date ?? books.now.toISOString().slice(0, 10)) : dayOf(given.Date),
    dueDate: dayOf(given.DueDate) ?? known?.dueDate,
    currency: textOf(given.CurrencyCode) ?? known?.currency ?? books.organisation.currency,
    reference: textOf(given.Reference) ?? known?.reference,
    url: kind === 'Invoices' ? (textOf(given.Url) ?? known?.url) : undefined,
    sentToContact: typeof given.SentToContact === 'boolean' ? given.SentToContact : (known?.sentToContact ?? false),
    brandingThemeId: textOf(given.BrandingThemeID) ?? known?.brandingThemeId,
  };
}

function lineAmountTypesOf(value: unknown): LineAmountTypes | undefined {
  return value === 'Exclusive' || value === 'Inclusive' || value === 'NoTax' ? value : undefined;
}

/** A tax amount that is given counts; otherwise it is computed. */
function lineOf(books: Books, given: Given, types: LineAmountTypes, places: 2 | 4): Line {
  const number = (value: unknown, otherwise: number) => (typeof value === 'number' && Number.isFinite(value) ? value : otherwise);
  const quantity = decimal4Of(number(given.Quantity, given.UnitAmount === undefined ? 0 : 1));
  const unitAmount = decimal4Of(number(given.UnitAmount, 0), places);
  const amount = extended(quantity, unitAmount);
  const accountCode = textOf(given.AccountCode) || undefined;
  const account = own(books, 'accounts').find(({ code }) => code === accountCode);
  const taxType = textOf(given.TaxType) || account?.taxType || 'NONE';
  const tax = taxOn(amount, saleRate(taxType)?.rate ?? 0, types);
  const description = textOf(given.Description);
  return {
    ...{ lineItemId: textOf(given.LineItemID) ?? books.newId(), quantity, unitAmount, amount, taxType },
    tax: typeof given.TaxAmount === 'number' ? Math.round(given.TaxAmount * 100) : tax,
    ...(description === undefined ? {} : { description }),
    ...(accountCode === undefined ? {} : { accountCode }),
  };
}
