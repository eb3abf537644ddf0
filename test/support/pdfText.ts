import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What a reader of the file gets when it copies each page's text. */
export async function pagesOf(pdf: Uint8Array): Promise<string[]> {
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0, useSystemFonts: false });
  const document = await task.promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent({ disableNormalization: true });
    pages.push(items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join(''));
  }
  await task.destroy();
  return pages;
}

export const textOf = async (pdf: Uint8Array): Promise<string> => (await pagesOf(pdf)).join('\n');

/** Without blanks, which a reader guesses from the distances, and without the marks of direction, which it leaves out. */
export const squashed = (text: string): string => text.replace(/[\s\p{Cf}]/gu, '');

export async function metadataOf(pdf: Uint8Array) {
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 });
  const { info } = await (await task.promise).getMetadata();
  await task.destroy();
  return info as Readonly<Record<string, unknown>>;
}
