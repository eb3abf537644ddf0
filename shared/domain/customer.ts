import type { Decimal4 } from './money.ts';
import type { Day, Instant, Month } from './month.ts';

/** Why mail to an address is held back: it bounced for good, or its owner complained. */
export type Flag = { readonly reason: 'bounced' | 'complained'; readonly words: string; readonly at: Instant; readonly invoice: string };

/** An end customer of the account. Never erased: removing hides it and acts as disabling. */
export type Customer = {
  readonly customerId: string;
  readonly name: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly phone?: string;
  readonly address: readonly string[];
  /** The customer's own reference or purchase order number, printed on the invoice. */
  readonly reference?: string;
  readonly enabled: boolean;
  /** Instead of the account's, where given. */
  readonly termsDays?: number;
  readonly autoInvoice?: boolean;
  readonly notes?: string;
  /** Its contact in Xero: mapped by a person, or found or made at its first upload. */
  readonly xeroContactId?: string;
  /** The organisation in which the contact was found or made: in another one it says nothing. Absent when a person mapped it. */
  readonly xeroOrganisationId?: string;
  /** By address in lower case. Only addresses that are still in use here or in the account's BCC. */
  readonly flags: Readonly<Record<string, Flag>>;
  /** The instant at which it was removed. */
  readonly removed?: Instant;
  readonly revision: number;
};

/** Where something goes in the reseller's books; what is not given is the account's. */
export type Booked = {
  readonly accountCode?: string;
  /** The tax rate as Xero's API calls it (`OUTPUT`), and as its CSV import does (`GST on Income`). */
  readonly taxType?: string;
  readonly taxTypeName?: string;
};

/** A recurring thing billed to one customer. */
export type Service = Booked & {
  readonly serviceId: string;
  readonly customerId: string;
  readonly description: string;
  /** More than 0; a credit has a negative price. */
  readonly quantity: Decimal4;
  readonly unitPrice: Decimal4;
  /** Per cent; the account's rate where not given. */
  readonly taxRate?: Decimal4;
  /** The first day that is billed. */
  readonly from: Day;
  /** The last day that is billed. */
  readonly to?: Day;
  /** Enabled for invoicing. */
  readonly enabled: boolean;
  /** The months whose runs leave it out. */
  readonly leaveOut: readonly Month[];
  /** The local day on which it was removed: one billed before ends that day, one never billed is ignored. */
  readonly removed?: Day;
  readonly revision: number;
};

/** A once-off thing billed to one customer. A negative price is a credit. */
export type Charge = Booked & {
  readonly chargeId: string;
  readonly customerId: string;
  readonly description: string;
  readonly quantity: Decimal4;
  readonly unitPrice: Decimal4;
  readonly taxRate?: Decimal4;
  readonly enabled: boolean;
  /** The number of the invoice that billed it, and that invoice. With a number it cannot be edited or removed. */
  readonly number?: string;
  readonly invoiceId?: string;
  readonly revision: number;
};

/** Everything a run needs to know of one customer. */
export type CustomerFile = { readonly customer: Customer; readonly services: readonly Service[]; readonly charges: readonly Charge[] };

/** Only what is given of it, so that a line without looks as it ever did. */
export const bookedOf = ({ accountCode, taxType, taxTypeName }: Booked): Booked => ({
  ...(accountCode ? { accountCode } : {}),
  ...(taxType ? { taxType } : {}),
  ...(taxTypeName ? { taxTypeName } : {}),
});

export const chargeStatus = ({ number, enabled }: Charge): 'invoiced' | 'not yet invoiced' | 'disabled' =>
  number ? 'invoiced' : enabled ? 'not yet invoiced' : 'disabled';

/** Whether invoices are made for it at all. */
export const isBilled = ({ enabled, removed }: Customer): boolean => enabled && !removed;
