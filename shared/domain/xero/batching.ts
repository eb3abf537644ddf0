import type { DocumentKind } from './ports.ts';
import type { Prepared } from './preparing.ts';

/** Xero takes about 50 documents and 3.5 MB a request; some room is left for what JSON adds. */
const DOCUMENTS = 50;
const BYTES = 3_000_000;
/** What a document and a line take in JSON beside their texts. */
const DOCUMENT_BYTES = 700;
const LINE_BYTES = 160;

/** A batch that failed as a whole goes again in smaller company, until the one that spoils it is alone. */
const sizeAfter = (tries: number): number => (tries === 0 ? DOCUMENTS : tries === 1 ? 10 : 1);

/** In as few batches as Xero's limits allow: of one kind and one number of tries each, in the order given. */
export function batchesOf(all: readonly Prepared[]): readonly (readonly Prepared[])[] {
  const groups = new Map<string, Prepared[]>();
  for (const each of all) {
    const group = `${each.document.kind} ${triesOf(each)}`;
    groups.set(group, [...(groups.get(group) ?? []), each]);
  }
  return [...groups.values()].flatMap(cutUp);
}

export const kindOf = ([first]: readonly Prepared[]): DocumentKind => first?.document.kind ?? 'invoice';

const triesOf = ({ invoice }: Prepared): number => invoice.xero?.tries ?? 0;

function cutUp(group: readonly Prepared[]): Prepared[][] {
  const batches: Prepared[][] = [];
  let bytes = 0;
  for (const each of group) {
    const size = bytesOf(each);
    const batch = batches.at(-1);
    if (batch && batch.length < sizeAfter(triesOf(each)) && bytes + size <= BYTES) {
      batch.push(each);
      bytes += size;
    } else {
      batches.push([each]);
      bytes = size;
    }
  }
  return batches;
}

/** At most: a character takes up to three bytes of UTF-8, or six of JSON for the few that are escaped. */
function bytesOf({ document }: Prepared): number {
  const texts = document.lines.reduce((sum, { description }) => sum + 3 * description.length + LINE_BYTES, 0);
  return DOCUMENT_BYTES + texts;
}
