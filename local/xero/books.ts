import type { Records } from './records.ts';

/** A day, written `2026-11-01`. */
export type Day = string;
/** Whole cents. */
export type Cents = number;
/** A decimal of four places, in ten-thousandths. */
export type Decimal4 = number;

export type Organisation = {
  readonly tenantId: string;
  readonly name: string;
  readonly shortCode: string;
  readonly country: string;
  readonly currency: string;
  /** Those it subscribes to, its own among them. */
  readonly currencies: readonly string[];
  readonly themes: readonly { readonly id: string; readonly name: string }[];
  /** Nothing is dated on or before this day. */
  readonly lockDate?: Day;
  /** The plan's monthly number of approved invoices is used up. */
  readonly approvalsUsedUp?: boolean;
};

export type Account = {
  readonly accountId: string;
  readonly tenantId: string;
  readonly code: string;
  readonly name: string;
  readonly type: string;
  readonly taxType: string;
  readonly status: 'ACTIVE' | 'ARCHIVED';
  /** One of Xero's own, which no document may name: `DEBTORS`. */
  readonly system?: string;
};

export type Contact = {
  readonly contactId: string;
  readonly tenantId: string;
  readonly status: 'ACTIVE' | 'ARCHIVED';
  /** In Xero's own words: `Name`, `ContactNumber`, `EmailAddress`, `Addresses`, `Phones` … */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly updatedAt: string;
};

export type Line = {
  readonly lineItemId: string;
  readonly description?: string;
  readonly quantity: Decimal4;
  readonly unitAmount: Decimal4;
  readonly amount: Cents;
  readonly accountCode?: string;
  readonly taxType: string;
  readonly tax: Cents;
};

export type DocumentKind = 'Invoices' | 'CreditNotes';
export const STATUSES = ['DRAFT', 'SUBMITTED', 'AUTHORISED', 'PAID', 'VOIDED', 'DELETED'] as const;
export type Status = (typeof STATUSES)[number];
export type LineAmountTypes = 'Exclusive' | 'Inclusive' | 'NoTax';

export type LedgerDocument = {
  readonly id: string;
  readonly tenantId: string;
  readonly kind: DocumentKind;
  readonly number: string;
  readonly contactId: string;
  readonly date: Day;
  readonly dueDate?: Day;
  readonly status: Status;
  readonly currency: string;
  readonly lineAmountTypes: LineAmountTypes;
  readonly lines: readonly Line[];
  readonly subTotal: Cents;
  readonly totalTax: Cents;
  readonly total: Cents;
  readonly reference?: string;
  readonly url?: string;
  readonly sentToContact: boolean;
  readonly brandingThemeId?: string;
  readonly updatedAt: string;
};

export type Attachment = {
  readonly attachmentId: string;
  readonly tenantId: string;
  readonly documentId: string;
  readonly fileName: string;
  readonly mimeType: string;
  readonly bytes: number;
  readonly includeOnline: boolean;
};

/** One organisation's books, as one request finds them. */
export type Books = {
  readonly records: Records;
  readonly organisation: Organisation;
  readonly now: Date;
  /** Where the stand-in itself is found, without a slash at the end. */
  readonly origin: string;
  newId(): string;
  /** Takes several documents of one number: whoever relies on being refused the second one is found out. */
  readonly takesDoubles?: boolean;
};

type Owned = 'accounts' | 'contacts' | 'documents' | 'attachments';

/** This organisation's alone. */
export function own<T extends Owned>({ records, organisation }: Books, table: T) {
  return records.all(table).filter(({ tenantId }) => tenantId === organisation.tenantId);
}

/** One of this organisation's; another's is as good as none. */
export function ownById<T extends Owned>({ records, organisation }: Books, table: T, id: string) {
  const found = records.get(table, id);
  return found?.tenantId === organisation.tenantId ? found : undefined;
}
