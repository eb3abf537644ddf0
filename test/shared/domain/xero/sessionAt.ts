import type { Invoice } from '../../../../shared/domain/invoice.ts';
import { instant } from '../../../../shared/domain/month.ts';
import type { Connection } from '../../../../shared/domain/xero/connection.ts';
import { Pace } from '../../../../shared/domain/xero/pace.ts';
import type { Books } from '../../../../shared/domain/xero/ports.ts';
import { Session, type UploadingPorts } from '../../../../shared/domain/xero/session.ts';
import { asked, type Uploaded, uploaded } from '../../../../shared/domain/xero/uploadLife.ts';
import { aConnection, aLine, anAccount, anInvoice, money } from '../../../support/builders.ts';
import { memoryStore } from '../../../support/memoryStore.ts';

export const NOW = new Date('2026-08-05T02:00:00Z');
export const AT = instant(NOW);

/** A worker whose books are open, and which does only what a test tells it to. What it cannot reach is not there. */
export function sessionAt(books: Partial<Books>, { account = anAccount(), connected = {} as Partial<Connection> } = {}) {
  const time = { now: NOW };
  const store = memoryStore();
  const counted: string[] = [];
  const connection = aConnection(connected);
  const { organisation } = connection;
  if (!organisation) throw new Error('An organisation is connected');
  const ports = {
    ...{ ...store, invoices: { ...store.invoices, lines: async () => [aLine()] } },
    ...{ accounting: { open: () => books as Books }, metrics: { count: (name: string) => void counted.push(name) } },
  } as unknown as UploadingPorts;
  const make = () => {
    const made = new Session(connection, {
      ...{ account, organisation, token: 'worker-1', ports, clock: () => time.now, log: () => undefined, pace: new Pace([]) },
      places: { appUrl: 'https://billing.example/', goUrl: 'https://go.example' },
    });
    made.openWith('access-1', 'sealed');
    return made;
  };
  const now = async ({ month, customerId }: Invoice) => store.invoices.get('aap', month, customerId);
  return { session: make(), another: make, store, ports, counted, time, now };
}

/** One that waits for Xero, as it was made. */
export const waitingOne = (over: Partial<Invoice> = {}): Invoice =>
  asked(anInvoice({ revision: 0, ...over }), { organisationId: 'org-1', at: AT });

const THERE: Uploaded = { id: 'i-1', total: money('110'), link: 'https://go.example/i-1', contactId: 'c-1' };

/** One that is in Xero, and whose PDF waits. */
export const withPdfWaiting = (over: Partial<Invoice> = {}): Invoice =>
  uploaded(waitingOne(over), THERE, true, { at: AT, words: 'In Xero' });
