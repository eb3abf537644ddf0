import type { InvoiceDocument, InvoiceKind } from './invoice.ts';
import type { Month } from './month.ts';
import { cut, oneLine } from './oneLine.ts';

/** No file system that a clerk's computer has takes these in a name, or they mean a folder there. */
const NOT_IN_A_FILE_NAME = /[/\\:*?"<>|]+/g;
/** So that the name with its ending fits 255 bytes even where each character takes three. */
const STEM_LIMIT = 80;

/** Letters that no decomposition brings to ASCII. */
const PLAIN: Readonly<Record<string, string>> = {
  đ: 'd',
  Đ: 'D',
  ł: 'l',
  Ł: 'L',
  ø: 'o',
  Ø: 'O',
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
};

type Named = Pick<InvoiceDocument, 'number'> & { readonly buyer: Pick<InvoiceDocument['buyer'], 'name'> };

/** `AAP-00001 Harbour Bakery.pdf` */
export const pdfName = (document: Named): string => `${stemOf(document)}.pdf`;

/** `AAP-00001 Harbour Bakery.csv` */
export const csvName = (document: Named): string => `${stemOf(document)}.csv`;

/** `Invoices 2026-12.csv`, `Credit notes 2026-12.csv`; `Invoices 2026-12 part 2.csv` where the month needs several files. */
export function monthCsvName(kind: InvoiceKind, month: Month, part?: number): string {
  const what = kind === 'creditNote' ? 'Credit notes' : 'Invoices';
  return `${what} ${month}${part === undefined ? '' : ` part ${part}`}.csv`;
}

const stemOf = ({ number, buyer }: Named): string => safeStem(`${number} ${buyer.name}`) || 'invoice';

/** Any letter of any script stays; what hides a file, ends a name or leads out of the folder does not. */
function safeStem(text: string): string {
  const safe = oneLine(text.replace(NOT_IN_A_FILE_NAME, ' '));
  return cut(safe, STEM_LIMIT).replace(/^[.\s]+|[.\s]+$/g, '');
}

/**
 * The header under which a browser saves the file by that name: RFC 6266, the name in UTF-8 by RFC 5987, and for whoever does not read
 * that, as much of it as ASCII can say.
 */
export function contentDisposition(fileName: string): string {
  const name = oneLine(fileName);
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${asciiName(name)}"; filename*=UTF-8''${encoded}`;
}

function asciiName(name: string): string {
  const ascii = name
    .replace(/[đĐłŁøØßæÆœŒ]/g, (letter) => PLAIN[letter] ?? '')
    // `／` and `：` come apart into what no file name may have.
    .replace(/[^ -~]/gu, (letter) => letter.normalize('NFKD').replace(NOT_IN_A_FILE_NAME, ' '))
    .replace(/[^ -~]|["\\%]/g, '')
    .replace(/ +/g, ' ')
    .replace(/ (?=\.[A-Za-z0-9]+$)/, '')
    .trim();
  return ascii.startsWith('.') || ascii === '' ? `download${ascii}` : ascii;
}
