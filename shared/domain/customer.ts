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
  readonly xeroContactId?: string;
  /** By address in lower case. Only addresses that are still in use here or in the account's BCC. */
  readonly flags: Readonly<Record<string, Flag>>;
  /** The instant at which it was removed. */
  readonly removed?: Instant;
  readonly revision: number;
};

/** A recurring thing billed to one customer. */
export type Service = {
  readonly serviceId: string;
  readonly customerId: string;
  readonly description: string;
  /** More than 0; a credit has a negative price. */
  readonly quantity: Decimal4;
  readonly unitPrice: Decimal4;
  /** Per cent; the account's rate where not given. */
  readonly taxRate?: Decimal4;
  readonly accountCode?: string;
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
export type Charge = {
  readonly chargeId: string;
  readonly customerId: string;
  readonly description: string;
  readonly quantity: Decimal4;
  readonly unitPrice: Decimal4;
  readonly taxRate?: Decimal4;
  readonly accountCode?: string;
  readonly enabled: boolean;
  /** The number of the invoice that billed it, and that invoice. With a number it cannot be edited or removed. */
  readonly number?: string;
  readonly invoiceId?: string;
  readonly revision: number;
};

/** Everything a run needs to know of one customer. */
export type CustomerFile = { readonly customer: Customer; readonly services: readonly Service[]; readonly charges: readonly Charge[] };

export const chargeStatus = ({ number, enabled }: Charge): 'invoiced' | 'not yet invoiced' | 'disabled' =>
  number ? 'invoiced' : enabled ? 'not yet invoiced' : 'disabled';

/** Whether invoices are made for it at all. */
export const isBilled = ({ enabled, removed }: Customer): boolean => enabled && !removed;
