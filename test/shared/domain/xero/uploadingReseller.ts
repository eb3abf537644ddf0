import type { Invoice, Line } from '../../../../shared/domain/invoice.ts';
import type { Instant } from '../../../../shared/domain/month.ts';
import { instant } from '../../../../shared/domain/month.ts';
import { sealed } from '../../../../shared/domain/xero/access.ts';
import type { Connection } from '../../../../shared/domain/xero/connection.ts';
import type { Answer, Books, Taken, UploadDocument } from '../../../../shared/domain/xero/ports.ts';
import type { UploadingPorts } from '../../../../shared/domain/xero/session.ts';
import { uploadAccount } from '../../../../shared/domain/xero/uploading.ts';
import { asked } from '../../../../shared/domain/xero/uploadLife.ts';
import { aConnection, aCustomer, aLine, anAccount, anInvoice, money } from '../../../support/builders.ts';
import { CHART } from '../../../support/chart.ts';
import { type MemoryStore, memoryStore } from '../../../support/memoryStore.ts';
import { memoryVault } from '../../../support/memoryVault.ts';
import { SignInDesk } from './signInDesk.ts';

const MINUTE_MS = 60_000;
export const BANKSIA = { organisationId: 'org-2', connectionId: 'link-2', name: 'Banksia Books', shortCode: '!banksia', currency: 'AUD' };

/** A reseller whose July waits for Xero, and a Xero that does whatever a test says. */
export class UploadingReseller {
  now = new Date('2026-08-05T02:00:00Z');
  readonly clock = () => this.now;
  readonly desk = new SignInDesk(this.clock);
  readonly messages: number[] = [];
  readonly logged: unknown[] = [];
  readonly counted: string[] = [];
  /** What Xero was asked, in order, and of which organisation where it is not the first. */
  readonly asked: string[] = [];
  store: MemoryStore = memoryStore();
  account = anAccount({ revision: 0 });
  put: (documents: readonly UploadDocument[]) => Promise<Answer<readonly Taken[]>> = async (documents) => taken(documents);
  chart: () => Answer<typeof CHART.accounts> | Promise<Answer<typeof CHART.accounts>> = () => ({ outcome: 'done', value: CHART.accounts });
  organisation: () => Answer<{ name: string; shortCode: string; currency: string }> = () => {
    return { outcome: 'done', value: { name: 'Acacia Books', shortCode: '!acacia', currency: 'AUD' } };
  };
  attach: () => Promise<Answer<void>> = async () => ({ outcome: 'done', value: undefined });
  draw: (invoice: Invoice) => Promise<{ name: string; content: Uint8Array }> = async ({ number }) => {
    return { name: `${number}.pdf`, content: new Uint8Array([1]) };
  };
  lines: (invoice: Pick<Invoice, 'customerId'>) => Promise<Line[]> = async () => [aLine()];
  attachments: () => Promise<Answer<readonly string[]>> = async () => ({ outcome: 'done', value: [] });
  readonly #vault = memoryVault();
  #made = 0;

  /** So many invoices wait. */
  async setUp(count: number, over: Partial<Connection> = {}, xero: Partial<ReturnType<typeof anAccount>['xero']> = {}): Promise<void> {
    const base = anAccount({ revision: 0 });
    this.account = await this.store.accounts.save({ ...base, xero: { ...base.xero, attachPdf: false, uploadByItself: false, ...xero } });
    const tokens = await sealed(this.desk.pair(), 'aap', { vault: this.#vault }, this.at());
    await this.store.connections.save(aConnection({ ...tokens, renewedAt: this.at(), ...over }));
    for (let index = 0; index < count; index += 1) {
      const customerId = `c${String(index).padStart(4, '0')}`;
      await this.store.customers.save('aap', aCustomer({ customerId, xeroContactId: 'x-1', revision: 0 }));
      const made = anInvoice({ customerId, number: `AAP-${String(index + 1).padStart(5, '0')}`, sequence: index + 1, revision: 0 });
      await this.store.invoices.create(asked(made, { organisationId: 'org-1', at: this.at() }));
    }
  }

  at(): Instant {
    return instant(this.now);
  }

  pass(minutes: number): void {
    this.now = new Date(this.now.getTime() + minutes * MINUTE_MS);
  }

  async work(): Promise<void> {
    this.messages.length = 0;
    await uploadAccount('aap', this.ports(), {
      clock: this.clock,
      draw: (invoice) => this.draw(invoice),
      places: { appUrl: 'https://billing.example/', goUrl: 'https://go.example' },
      log: (error) => this.logged.push(error),
    });
  }

  ports(): UploadingPorts {
    return {
      ...this.store,
      invoices: { ...this.store.invoices, lines: (invoice) => this.lines(invoice as Invoice) },
      vault: this.#vault,
      signIn: this.desk,
      accounting: { open: ({ organisationId }) => this.#books(organisationId === 'org-1' ? '' : ` of ${organisationId}`) },
      uploadQueue: { add: async (_, seconds = 0) => void this.messages.push(seconds) },
      ids: { fresh: () => `id-${++this.#made}` },
      metrics: { count: (name) => void this.counted.push(name) },
    };
  }

  #books(whose: string): Books {
    const heard = <T>(what: string, answer: T): T => {
      this.asked.push(`${what}${whose}`);
      return answer;
    };
    const books: Partial<Books> = {
      organisation: async () => heard('organisation', this.organisation()),
      accounts: async () => heard('accounts', await this.chart()),
      taxRates: async () => heard('taxRates', { outcome: 'done', value: CHART.taxRates }),
      put: async (_, documents) => heard(`put ${documents.length}`, await this.put(documents)),
      contacts: async () => heard('contacts', { outcome: 'done', value: { contacts: [], more: false } }),
      find: async (_, numbers) => heard(`find ${numbers.length}`, { outcome: 'done', value: [] }),
      attach: async () => heard('attach', await this.attach()),
      attachments: async () => heard('attachments', await this.attachments()),
    };
    return books as Books;
  }

  async connection(): Promise<Connection> {
    return (await this.store.connections.get('aap')) ?? aConnection({ accountId: 'gone' });
  }

  async change(change: (read: Connection) => Connection): Promise<void> {
    await this.store.connections.save(change(await this.connection()));
  }

  async invoices(): Promise<Invoice[]> {
    return [...(await this.store.invoices.byNumber('aap', { newestFirst: false, limit: 10_000 })).items];
  }

  /** How many stand in each state. */
  async states(): Promise<Record<string, number>> {
    const states: Record<string, number> = {};
    for (const { xero } of await this.invoices()) states[xero?.state ?? 'none'] = (states[xero?.state ?? 'none'] ?? 0) + 1;
    return states;
  }
}

/** All of them are in Xero. */
export const taken = (documents: readonly UploadDocument[]): Answer<readonly Taken[]> => ({
  outcome: 'done',
  value: documents.map(({ number }) => ({ number, taken: true, id: `x-${number}`, total: money('110') })),
});
