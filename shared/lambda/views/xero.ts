import * as z from 'zod/mini';
import { unchosen } from '../../domain/actions.ts';
import type { Connection } from '../../domain/xero/connection.ts';
import type { Consent } from '../../domain/xero/ports.ts';

const orNull = z.nullable(z.string());

/** The link to Xero, as the API shows it. Nothing of its tokens. */
export const xeroView = z.object({
  state: z.enum(['notConnected', 'choosing', 'connected', 'expired']),
  /** What it means, and what to do. */
  stateText: z.string(),
  organisation: z.nullable(z.object({ organisationId: z.string(), name: z.string(), currency: z.string() })),
  /** While choosing: what there is to choose from. */
  offers: z.array(z.object({ organisationId: z.string(), name: z.string() })),
  since: orNull,
  /** Who connected it. */
  by: orNull,
  health: z.object({
    /** Invoices, or their PDFs, on their way there. */
    waiting: z.number(),
    /** Whether they are being uploaded right now. */
    uploading: z.boolean(),
    /** Nothing is sent before: Xero's limit is reached, or it does not answer. */
    heldUntil: orNull,
    /** When the link was last renewed. */
    renewedAt: orNull,
  }),
  trouble: z.nullable(z.object({ at: orNull, words: z.string() })),
  /** What would make uploads fail, seen beforehand. */
  warnings: z.array(z.string()),
});
export type XeroView = z.infer<typeof xeroView>;

const TEXTS = {
  notConnected: 'Not connected',
  choosing: 'Access was given to several organisations: choose the one that invoices go to',
  connected: 'Connected',
  expired: 'The link has ended: connect it again. Uploads wait until then',
} as const satisfies Record<XeroView['state'], string>;

type Seen = {
  readonly connection: Connection | undefined;
  /** The last consent that led to no link. */
  readonly consent: Consent | undefined;
  readonly waiting: number;
  /** The account's. */
  readonly currency: string;
  readonly now: Date;
};

export function viewXero({ connection, consent, waiting, currency, now }: Seen): XeroView {
  const state = connection?.state ?? 'notConnected';
  const { organisation, worker, heldUntil, offers = [] } = connection ?? {};
  const at = now.toISOString();
  return {
    state,
    stateText: connection?.state === 'choosing' && offers.length === 0 ? unchosen(connection) : TEXTS[state],
    organisation: organisation
      ? { organisationId: organisation.organisationId, name: organisation.name, currency: organisation.currency }
      : null,
    offers: (state === 'choosing' ? offers : []).map(({ organisationId, name }) => ({ organisationId, name })),
    since: organisation ? (connection?.since ?? null) : null,
    by: connection?.by ?? null,
    health: {
      waiting,
      uploading: worker !== undefined && worker.until > at,
      heldUntil: heldUntil && heldUntil > at ? heldUntil : null,
      renewedAt: connection?.renewedAt ?? null,
    },
    trouble: newestTrouble(connection?.trouble, consent),
    warnings: warningsOf(organisation, currency),
  };
}

/** Of the link's trouble and the consent's that led to none, the one that came last. */
function newestTrouble(trouble: Connection['trouble'], consent: Consent | undefined): XeroView['trouble'] {
  // One that came to nothing ends when it does.
  if (consent?.problem && !(trouble && trouble.at > consent.expiresAt)) return { at: consent.expiresAt, words: consent.problem };
  return trouble ? { at: trouble.at, words: trouble.words } : null;
}

function warningsOf(organisation: Connection['organisation'], currency: string): string[] {
  if (!organisation || organisation.currency === currency) return [];
  return [
    `${organisation.name} keeps its books in ${organisation.currency}, but you bill in ${currency}: Xero must have that currency added`,
  ];
}
