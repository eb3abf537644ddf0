import { expect, it } from 'vitest';
import type { Files } from '../../../shared/domain/ports.ts';

const PDF = 'application/pdf';
const bytes = (...given: number[]) => new Uint8Array(given);
const plain = (content: Uint8Array | undefined) => content && [...content];

/** What the functions take for granted of a file store. No life asks for a link: what those are is said in test/shared/aws/files.test.ts. */
export function filesContract(files: Files): void {
  it('knows nothing of a file that nobody wrote', async () => {
    expect(await files.read('kept/none.pdf')).toBeUndefined();
    expect(await files.exists('kept/none.pdf')).toBe(false);
  });

  it('gives a file back as it was written, every byte of it', async () => {
    const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    await files.write('kept/every.pdf', every, PDF);
    expect(plain(await files.read('kept/every.pdf'))).toEqual([...every]);
    expect(await files.exists('kept/every.pdf')).toBe(true);
    await files.write('kept/empty.pdf', bytes(), PDF);
    expect(plain(await files.read('kept/empty.pdf'))).toEqual([]);
  });

  it('keeps what was written, whatever becomes of the bytes that were handed in or out', async () => {
    const content = bytes(1, 2, 3);
    await files.write('kept/mine.pdf', content, PDF);
    content.fill(9);
    (await files.read('kept/mine.pdf'))?.fill(8);
    expect(plain(await files.read('kept/mine.pdf'))).toEqual([1, 2, 3]);
  });

  it('takes a file that is there already, and tells neighbours apart', async () => {
    await files.write('kept/a.pdf', bytes(1), PDF);
    await files.write('kept/a.pdf', bytes(2), PDF);
    await files.write('kept/a.pdf.old', bytes(3), PDF);
    expect(plain(await files.read('kept/a.pdf'))).toEqual([2]);
    expect(await files.exists('kept/a')).toBe(false);
  });
}
