import type { Contact, Day, DocumentKind, LedgerDocument, Organisation } from './books.ts';
import type { Records } from './records.ts';

/** What people do in Xero itself, and what they see there. */
export class Hands {
  readonly #records: Records;
  readonly #now: () => Date;

  constructor(records: Records, now: () => Date) {
    this.#records = records;
    this.#now = now;
  }

  organisations(): readonly Organisation[] {
    return [...this.#records.all('organisations')];
  }

  documents(tenantId: string, kind?: DocumentKind): readonly LedgerDocument[] {
    return [...this.#records.all('documents').filter((one) => one.tenantId === tenantId && (kind === undefined || one.kind === kind))];
  }

  contacts(tenantId: string): readonly Contact[] {
    return [...this.#records.all('contacts').filter((one) => one.tenantId === tenantId)];
  }

  attachments(documentId: string) {
    return [...this.#records.all('attachments').filter((one) => one.documentId === documentId)];
  }

  attachment(attachmentId: string) {
    const attachment = this.#records.get('attachments', attachmentId);
    const content = this.#records.storage.file(attachmentId);
    return attachment && content && { ...attachment, content };
  }

  accounts(tenantId: string) {
    return [...this.#records.all('accounts').filter((one) => one.tenantId === tenantId)];
  }

  archiveContact(contactId: string, status: 'ACTIVE' | 'ARCHIVED' = 'ARCHIVED'): void {
    const contact = this.#records.get('contacts', contactId);
    if (contact) this.#records.put('contacts', contactId, { ...contact, status, updatedAt: this.#now().toISOString() });
    this.#records.commit();
  }

  archiveAccount(tenantId: string, code: string, status: 'ACTIVE' | 'ARCHIVED' = 'ARCHIVED'): void {
    const account = this.accounts(tenantId).find((one) => one.code === code);
    if (account) this.#records.put('accounts', account.accountId, { ...account, status });
    this.#records.commit();
  }

  /** An approved one is voided, a draft deleted. */
  strike(documentId: string): void {
    const document = this.#records.get('documents', documentId);
    if (document) {
      const status = document.status === 'DRAFT' || document.status === 'SUBMITTED' ? 'DELETED' : 'VOIDED';
      this.#records.put('documents', documentId, { ...document, status, updatedAt: this.#now().toISOString() });
    }
    this.#records.commit();
  }

  /** Undefined lifts the lock. */
  lock(tenantId: string, until: Day | undefined): void {
    const { lockDate: _, ...organisation } = this.#organisation(tenantId);
    this.#records.put('organisations', tenantId, { ...organisation, ...(until === undefined ? {} : { lockDate: until }) });
    this.#records.commit();
  }

  spendApprovals(tenantId: string, usedUp = true): void {
    this.#records.put('organisations', tenantId, { ...this.#organisation(tenantId), approvalsUsedUp: usedUp });
    this.#records.commit();
  }

  /** As when somebody disconnects the app in Xero's own settings: whoever had connected it. */
  disconnect(tenantId: string): void {
    this.#records.removeWhere('connections', (connection) => connection.tenantId === tenantId);
    this.#records.commit();
  }

  #organisation(tenantId: string): Organisation {
    const organisation = this.#records.get('organisations', tenantId);
    if (!organisation) throw new Error(`There is no organisation ${tenantId}`);
    return organisation;
  }
}
