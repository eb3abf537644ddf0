import { Problem } from '../../../../shared/domain/problem.ts';
import { type ConnectingPorts, connect } from '../../../../shared/domain/xero/connecting.ts';
import type { Connection, Offer } from '../../../../shared/domain/xero/connection.ts';
import type { Answer, Books, Organisation, UploadMessage } from '../../../../shared/domain/xero/ports.ts';
import { anAccount } from '../../../support/builders.ts';
import { memoryStore } from '../../../support/memoryStore.ts';
import { memoryVault } from '../../../support/memoryVault.ts';
import { SignInDesk } from './signInDesk.ts';

export const ACACIA: Offer = { organisationId: 'org-1', connectionId: 'link-1', name: 'Acacia Books' };
export const BANKSIA: Offer = { organisationId: 'org-2', connectionId: 'link-2', name: 'Banksia Books' };
export const BOOK = { shortCode: '!books', currency: 'AUD' };
export const SETTINGS = anAccount();

const bookOf = (organisationId: string): Answer<Organisation> => {
  const { name } = [ACACIA, BANKSIA].find((each) => each.organisationId === organisationId) ?? { name: '' };
  return { outcome: 'done', value: { ...BOOK, name } };
};

/** A reseller on the way to Xero, where one organisation is consented to unless the desk offers others. */
export class ConnectingReseller {
  now = new Date('2026-07-02T00:00:00Z');
  readonly clock = () => this.now;
  readonly desk = new SignInDesk(this.clock);
  readonly messages: UploadMessage[] = [];
  /** Instead of who the books belong to. */
  said: Answer<Organisation> | undefined;
  readonly ports: ConnectingPorts;
  #made = 0;

  constructor() {
    this.desk.offered = [ACACIA];
    this.ports = {
      ...{ connections: memoryStore().connections, vault: memoryVault(), signIn: this.desk },
      // Of the books only who they belong to is asked for here.
      accounting: { open: ({ organisationId }) => ({ organisation: async () => this.said ?? bookOf(organisationId) }) as unknown as Books },
      uploadQueue: { add: async (message) => void this.messages.push(message) },
      ids: { fresh: () => `id-${++this.#made}` },
      secrets: { fresh: () => String(++this.#made).padStart(43, 's') },
      metrics: { count: () => undefined },
    };
  }

  pass(days: number): void {
    this.now = new Date(this.now.getTime() + days * 86_400_000);
  }

  link(using = this.ports): Promise<Connection> {
    return connect({ code: this.desk.code() }, 'robin', SETTINGS, using, this.clock);
  }

  kept(): Promise<Connection | undefined> {
    return this.ports.connections.get('aap');
  }
}

/** Why something is refused, or `done`. */
export const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? `${error.code}: ${error.message}` : Promise.reject(error)),
  );
