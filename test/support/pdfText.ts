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

type Standing = { readonly text: string; readonly page: number; readonly left: number; readonly right: number; readonly base: number };

async function standingIn(pdf: Uint8Array): Promise<Standing[]> {
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0, useSystemFonts: false });
  const document = await task.promise;
  const standing: Standing[] = [];
  for (let page = 1; page <= document.numPages; page++) {
    const { items } = await (await document.getPage(page)).getTextContent({ disableNormalization: true });
    for (const item of items) {
      if (!('str' in item) || item.str.trim() === '') continue;
      const [, , , , left = 0, base = 0] = item.transform as number[];
      standing.push({ text: item.str, page, left, right: left + item.width, base });
    }
  }
  await task.destroy();
  return standing;
}

/** Texts that stand on another, or beyond the margins of the paper, in points: what nobody can read. */
export async function overlapsIn(pdf: Uint8Array, margins = { left: 47, right: 548.5 }): Promise<string[]> {
  const standing = await standingIn(pdf);
  const outside = standing.filter(({ left, right }) => left < margins.left || right > margins.right);
  const touches = (one: Standing, other: Standing) =>
    one.page === other.page && Math.abs(one.base - other.base) < 2 && one.left + 1.5 < other.right && other.left + 1.5 < one.right;
  const onAnother = standing.filter((each, index) => standing.slice(0, index).some((before) => touches(before, each)));
  return [
    ...outside.map(({ text, left, right }) => `outside ${Math.round(left)}–${Math.round(right)}: ${text}`),
    ...onAnother.map(({ text }) => `on another: ${text}`),
  ];
}
