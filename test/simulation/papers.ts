import { createHash } from 'node:crypto';
import type { InvoiceDocument } from '../../shared/domain/invoice.ts';
import type { Instant } from '../../shared/domain/month.ts';
import type { Files } from '../../shared/domain/ports.ts';
import type { Printer } from '../../shared/domain/printing.ts';
import type { Luck } from './luck.ts';

/** A file store in memory, from which files may vanish. */
export class MemoryFiles implements Files {
  readonly #kept = new Map<string, Uint8Array>();
  readonly #luck: Luck | undefined;

  constructor(luck?: Luck) {
    this.#luck = luck;
  }

  async read(key: string): Promise<Uint8Array | undefined> {
    if (this.#luck?.happens('fileGone')) this.#kept.delete(key);
    return this.#kept.get(key)?.slice();
  }

  async exists(key: string): Promise<boolean> {
    return this.#kept.has(key);
  }

  async write(key: string, content: Uint8Array): Promise<void> {
    this.#kept.set(key, content.slice());
  }

  async link(key: string): Promise<{ readonly url: string; readonly expiresAt: Instant }> {
    return { url: `memory://${key}`, expiresAt: '' as Instant };
  }
}

/** What stands for an invoice's PDF: it tells everything that is printed, and one document differs from every other. */
export const paperOf = (document: InvoiceDocument): Uint8Array => {
  const text = JSON.stringify(document, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
  return new TextEncoder().encode(`%PDF ${document.number} ${createHash('sha256').update(text).digest('hex')}`);
};

export const printerWith = (luck: Luck): Printer => ({
  async pdf(document) {
    if (luck.happens('unprintable')) throw new Error('a glyph is missing');
    return paperOf(document);
  },
});
