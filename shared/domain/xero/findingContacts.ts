import type { Customer } from '../customer.ts';
import { inParallel } from '../parallel.ts';
import { contactNumberOf, foldedName, type Resolution, resolutions } from './contacts.ts';
import { AT_ONCE } from './pace.ts';
import type { Answer, Contact } from './ports.ts';
import type { Session } from './session.ts';

/** So many pages of a thousand are read within the calls of a minute; among more contacts each customer is searched for. */
const PAGES_LIMIT = 40;
/** What Xero shows of a search. When it shows as many there may be others. */
const SEARCH_LIMIT = 50;
const MINUTE_MS = 60_000;

/** All of the organisation's contacts, or nothing when they cannot all be read now: half of them would make doubles of the others. */
export async function everyContact(session: Session): Promise<readonly Contact[] | 'tooMany' | undefined> {
  const all: Contact[] = [];
  for (let page = 1; page <= PAGES_LIMIT; page += 1) {
    const answer = heard(await session.books.contacts(page), session);
    if (!answer) return undefined;
    all.push(...answer.contacts);
    if (!answer.more) return all;
    if ((answer.pages ?? 0) > PAGES_LIMIT) return 'tooMany';
  }
  return 'tooMany';
}

/** What is to be done for each of `some`; nothing when Xero does not say it of all of them now. */
export async function searchedFor(
  some: readonly Customer[],
  everyone: readonly Customer[],
  session: Session,
): Promise<Map<string, Resolution> | undefined> {
  const found = new Map<string, Contact>();
  const unclear = new Set<string>();
  await inParallel(some, AT_ONCE, async ({ customerId, name }) => {
    const number = contactNumberOf(customerId);
    const numbered = await search(number, session);
    for (const each of numbered ?? []) found.set(each.contactId, each);
    if (numbered?.some((each) => each.number === number) || !foldedName(name)) return;
    const named = await search(foldedName(name), session);
    for (const each of named ?? []) found.set(each.contactId, each);
    if ([numbered, named].some((shown) => shown?.length === SEARCH_LIMIT)) unclear.add(customerId);
  });
  if (session.isStopped()) return undefined;
  const resolved = resolutions(some, [...found.values()], everyone);
  // One that is not shown may be among those that are not.
  for (const customerId of unclear) if (resolved.get(customerId)?.kind !== 'known') resolved.set(customerId, UNCLEAR);
  return resolved;
}

const UNCLEAR: Resolution = {
  kind: 'clash',
  words: 'Xero has too many contacts like this customer to tell whether one of them is it',
  advice: 'Choose the customer’s contact, then upload again.',
};

async function search(words: string, session: Session): Promise<readonly Contact[] | undefined> {
  return session.isStopped() ? undefined : heard(await session.books.searchContacts(words), session);
}

function heard<T>(answer: Answer<T>, session: Session): T | undefined {
  session.heard(answer);
  // What was read is lost: the next worker shall have all the calls of a minute, or it would come no further.
  if (answer.outcome === 'limited') session.hold(MINUTE_MS);
  if (answer.outcome === 'refused') session.hindered(`Xero does not show its contacts: ${answer.words}`);
  return answer.outcome === 'done' ? answer.value : undefined;
}
