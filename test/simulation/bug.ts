import type { EmailNews } from '../../shared/domain/emailNews.ts';
import type { Invoice } from '../../shared/domain/invoice.ts';
import type { EmailMessage } from '../../shared/domain/ports.ts';
import { Problem } from '../../shared/domain/problem.ts';
import type { Actor } from './turns.ts';
import type { Ports, World } from './world.ts';

type At = { readonly actor: Actor; readonly world: World };

/** One defence, switched off: in tests alone, by what a process is handed. Each must be found out by the invariants. */
export type Bug = {
  /** What is wrong with a system that has it. */
  readonly what: string;
  readonly ports?: (ports: Ports, at: At) => Ports;
  readonly email?: (message: EmailMessage, world: World) => Promise<EmailMessage>;
  readonly news?: (news: EmailNews, world: World) => Promise<EmailNews>;
  readonly neverSweeps?: true;
  /** What a process concludes when the answer to a write is lost. */
  readonly lostAnswer?: (what: string) => Error | undefined;
};

export const isOf = ({ actor }: At, name: string): boolean => actor.name.startsWith(name);

/** Writes over whatever stands there by now. */
export async function forced(ports: Ports, invoice: Invoice): Promise<Invoice> {
  for (;;) {
    const { revision } = await ports.invoices.get(invoice.accountId, invoice.month, invoice.customerId);
    try {
      return await ports.invoices.save({ ...invoice, revision });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
  }
}

/** Every header that a process reads, seen otherwise than it stands; what it writes is written as it wants. */
export const seeing = (ports: Ports, see: (invoice: Invoice) => Invoice): Ports => ({
  ...ports,
  invoices: {
    ...ports.invoices,
    get: async (...key) => see(await ports.invoices.get(...key)),
    find: async (...key) => {
      const found = await ports.invoices.find(...key);
      return found && see(found);
    },
  },
});

export const isOld = ({ status, claim }: Invoice, now: Date, ms: number) =>
  status === 'sending' && now.getTime() - Date.parse(claim?.at ?? '') > ms;

export const asQueued = ({ claim: _, ...invoice }: Invoice): Invoice => ({ ...invoice, status: 'queued' });
