import type { Answer, DocumentKind, Found } from '../domain/xero/ports.ts';
import { type Access, type Reply, xeroUnder } from './client.ts';
import { countIn, foundIn } from './documents.ts';
import { answerOf } from './outcome.ts';

/** Longer URLs are cut off by some of what stands between here and Xero. Of its 8,000, what is before the numbers is taken off. */
const NUMBERS_LIMIT = 5_500;
/** More than are asked for at a time, so that the second page is for the case that some number has several voided predecessors. */
const PAGE_SIZE = 100;

type Page = { readonly found: readonly Found[]; readonly count: number };

/** As one answer, and only where every part of it came: what is not in it does not stand in Xero. */
export async function lookUp(access: Access, kind: DocumentKind, numbers: readonly string[]): Promise<Answer<readonly Found[]>> {
  const found: Found[] = [];
  let dayLeft: { readonly dayLeft?: number } = {};
  for (const some of portions(kind, numbers)) {
    const asked = new Set(some.map((number) => number.toLowerCase()));
    for (let page = 1, isMore = true; isMore; page += 1) {
      const answer = answerOf(await pageOf(access, kind, some, page), access.token, (json): Page => {
        return { found: foundIn(json, kind, asked), count: countIn(json, kind) };
      });
      if (answer.outcome !== 'done') return answer;
      found.push(...answer.value.found);
      dayLeft = answer.dayLeft === undefined ? {} : { dayLeft: answer.dayLeft };
      isMore = answer.value.count >= PAGE_SIZE;
    }
  }
  return { outcome: 'done', value: found, ...dayLeft };
}

function pageOf(access: Access, kind: DocumentKind, numbers: readonly string[], page: number): Promise<Reply> {
  const xero = xeroUnder(access);
  if (kind === 'invoice') return xero.invoices(numbers, page, PAGE_SIZE);
  return xero.creditNotes(numbers.map(clauseOf).join(OR), page, PAGE_SIZE);
}

const OR = ' OR ';

/** Xero has no list of numbers for credit notes, only its query language, where a quote within a text is preceded by a backslash. */
const clauseOf = (number: string): string => `CreditNoteNumber=="${number.replace(/["\\]/g, '\\$&')}"`;

/** The numbers in portions that each fit into a URL. */
function portions(kind: DocumentKind, numbers: readonly string[]): string[][] {
  const lengthOf = (number: string) => encodeURIComponent(kind === 'invoice' ? `${number},` : `${clauseOf(number)}${OR}`).length;
  const all: string[][] = [];
  let length = NUMBERS_LIMIT;
  for (const number of numbers) {
    length += lengthOf(number);
    if (length > NUMBERS_LIMIT) {
      all.push([]);
      length = lengthOf(number);
    }
    all.at(-1)?.push(number);
  }
  return all;
}
