import type { Account, Attachment, Contact, LedgerDocument, Organisation } from './books.ts';
import type { AccessToken, Code, Connection, RefreshToken } from './grants.ts';
import type { Remembered } from './idempotency.ts';
import type { Change, Storage } from './storage.ts';

/** All that the stand-in knows, by table and id. A record is never changed, only replaced. */
export type Tables = {
  readonly organisations: Organisation;
  readonly accounts: Account;
  readonly contacts: Contact;
  readonly documents: LedgerDocument;
  readonly attachments: Attachment;
  readonly connections: Connection;
  readonly codes: Code;
  readonly accessTokens: AccessToken;
  readonly refreshTokens: RefreshToken;
  readonly remembered: Remembered;
};

export type TableName = keyof Tables;

/** What is written becomes lasting at `commit`, all of it or, after `rollback`, nothing. */
export class Records {
  readonly storage: Storage;
  readonly #tables = new Map<string, Map<string, unknown>>();
  #changes: Change[] = [];
  #undo: (() => void)[] = [];

  constructor(storage: Storage) {
    this.storage = storage;
    for (const { table, id, value } of storage.load()) this.#table(table).set(id, value);
  }

  get<T extends TableName>(table: T, id: string): Tables[T] | undefined {
    return this.#table(table).get(id) as Tables[T] | undefined;
  }

  /** In the order in which they came to be. */
  all<T extends TableName>(table: T): IteratorObject<Tables[T]> {
    return this.#table(table).values() as IteratorObject<Tables[T]>;
  }

  put<T extends TableName>(table: T, id: string, value: Tables[T]): void {
    this.#change({ table, id, value });
  }

  remove(table: TableName, id: string): void {
    this.#change({ table, id });
  }

  removeWhere<T extends TableName>(table: T, isGone: (value: Tables[T]) => boolean): void {
    for (const [id, value] of this.#table(table)) if (isGone(value as Tables[T])) this.remove(table, id);
  }

  commit(): void {
    if (this.#changes.length) this.storage.append(this.#changes);
    this.#forget();
  }

  rollback(): void {
    for (const undo of this.#undo.reverse()) undo();
    this.#forget();
  }

  #forget(): void {
    this.#changes = [];
    this.#undo = [];
  }

  #change(change: Change): void {
    const table = this.#table(change.table);
    const before = table.get(change.id);
    if (change.value === undefined) table.delete(change.id);
    else table.set(change.id, change.value);
    this.#undo.push(() => (before === undefined ? table.delete(change.id) : table.set(change.id, before)));
    this.#changes.push(change);
  }

  #table(name: string): Map<string, unknown> {
    const table = this.#tables.get(name) ?? new Map<string, unknown>();
    this.#tables.set(name, table);
    return table;
  }
}
