import type { Cents } from '../money.ts';
import type { Instant } from '../month.ts';

/**
 * `waiting` for the queue · `sending`: written before Xero is asked, so that whoever finds it later knows that Xero may have it ·
 * `unknown`: no answer came, it is looked up by its number before anything else · `uploaded` · `failed`: a person must do something.
 */
export const XERO_STATES = ['waiting', 'sending', 'unknown', 'uploaded', 'failed'] as const;
export type XeroState = (typeof XERO_STATES)[number];

/** The PDF's way into Xero, beside the invoice it is attached to. */
export type Attachment = { readonly state: 'waiting' | 'sending' | 'attached' | 'failed'; readonly words?: string };

/** Where an invoice stands with Xero: a life of its own beside its email's. Absent: not uploaded. */
export type InvoiceXero = {
  readonly state: XeroState;
  /** When it came to this state. */
  readonly at: Instant;
  /** How many times it was asked to be uploaded. */
  readonly attempt: number;
  /** Who asked; the system where absent. */
  readonly by?: string;
  /** For which organisation. It goes to no other. */
  readonly organisationId: string;
  /** How often, within the attempt, Xero did not answer or refused the batch it was in: it then goes in smaller company. */
  readonly tries: number;
  /** How often in a row something of ours failed at it, and before when it is not taken up again. */
  readonly stumbles?: number;
  readonly notBefore?: Instant;
  /** While sending: the worker that does. */
  readonly claim?: string;
  /** From sending on: to which contact it went. */
  readonly contactId?: string;
  /** Once uploaded: Xero's id, its total (signed as ours) and the link that opens it there. */
  readonly id?: string;
  readonly total?: Cents;
  readonly link?: string;
  readonly pdf?: Attachment;
  /** Once failed: what Xero said, or what we saw before asking, and what to do. */
  readonly words?: string;
  readonly advice?: string;
  /** Once failed: a person says that it stands in Xero all the same, typed in or imported there. Nothing more is to be done, until it is asked for anew. */
  readonly enteredByHand?: { readonly at: Instant; readonly by: string };
};
