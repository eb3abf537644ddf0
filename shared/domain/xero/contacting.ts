import { again } from '../again.ts';
import type { Customer } from '../customer.ts';
import { inParallel } from '../parallel.ts';
import { contactNumberOf, contactOf, type Resolution, resolutions } from './contacts.ts';
import { everyContact, searchedFor } from './findingContacts.ts';
import type { Answer, Entered } from './ports.ts';
import { refusalOf } from './refusals.ts';
import type { Session } from './session.ts';
import type { Refusal } from './uploadLife.ts';

/** The contact of a customer, or why there is none. `fault`: one of ours. A customer that is missing could not be asked about yet. */
export type Contacts = ReadonlyMap<string, Settled>;
type Settled = { readonly contactId: string } | { readonly refusal: Refusal } | { readonly fault: unknown };

/** Xero's limit of one request. */
const BATCH = 50;
/** Customers saved at once. */
const WIDTH = 16;
/** Searched for before those that are missing are made, so that a worker who is held back half way has come further. */
const SEARCHED_TOGETHER = 10;

/** The contacts of these customers: those that are known need no call; the others are found or made, once, and kept. */
export async function contactsFor(customers: readonly Customer[], session: Session): Promise<Contacts> {
  const { organisationId } = session.organisation;
  const settled = new Map<string, Settled>();
  const unknown: Customer[] = [];
  for (const customer of customers) {
    const contactId = contactOf(customer, organisationId);
    if (contactId) settled.set(customer.customerId, { contactId });
    else unknown.push(customer);
  }
  const all = unknown.length > 0 ? await everyContact(session) : undefined;
  if (!all) return settled;
  if (all !== 'tooMany') await settle(resolutions(unknown, all), settled, session);
  else await settleBySearch(unknown, settled, session);
  return settled;
}

async function settleBySearch(unknown: readonly Customer[], settled: Map<string, Settled>, session: Session): Promise<void> {
  for (let at = 0; at < unknown.length && !session.isStopped() && !session.isLate(); at += SEARCHED_TOGETHER) {
    const resolved = await searchedFor(unknown.slice(at, at + SEARCHED_TOGETHER), unknown, session);
    if (resolved) await settle(resolved, settled, session);
  }
}

/** Numbers those found by name, makes those that are missing, and keeps with each customer the contact that it has then. */
async function settle(resolved: ReadonlyMap<string, Resolution>, settled: Map<string, Settled>, session: Session): Promise<void> {
  const found = new Map<string, string>();
  for (const [customerId, resolution] of resolved) {
    if (resolution.kind === 'clash') settled.set(customerId, { refusal: resolution });
    if (resolution.kind === 'known') found.set(customerId, resolution.contactId);
  }
  const customerIds = new Map([...resolved.keys()].map((customerId) => [contactNumberOf(customerId), customerId]));
  for (const each of await enter([...resolved], session)) {
    const customerId = customerIds.get(each.number) ?? '';
    if (each.taken) found.set(customerId, each.contactId);
    else settled.set(customerId, { refusal: each.messages.length > 0 ? refusalOf(each.messages) : UNSAID });
  }
  await inParallel(found, WIDTH, async ([customerId, contactId]) => {
    settled.set(customerId, await keep(customerId, contactId, session).catch((fault: unknown) => ({ fault })));
  });
}

/** Trying again by itself would come to the same, for ever. */
const UNSAID: Refusal = {
  words: 'Xero said nothing of the customer’s contact',
  advice: 'Upload it again; if it stays so, choose the customer’s contact.',
};

/** What Xero said of all that it was asked, fifty at a time. One whose answer is lost is found by its number next time. */
async function enter(all: readonly (readonly [string, Resolution])[], session: Session): Promise<readonly Entered[]> {
  const numbering = all.flatMap(([customerId, each]) =>
    each.kind === 'number' ? [{ contactId: each.contactId, number: contactNumberOf(customerId) }] : [],
  );
  const making = all.flatMap(([, each]) => (each.kind === 'create' ? [each.contact] : []));
  return [
    ...(await batches(numbering, session, (batch) => session.books.numberContacts(batch, session.freshKey()))),
    ...(await batches(making, session, (batch) => session.books.createContacts(batch, session.freshKey()))),
  ];
}

type Send<T> = (batch: readonly T[]) => Promise<Answer<readonly Entered[]>>;

async function batches<T extends { readonly number: string }>(
  all: readonly T[],
  session: Session,
  send: Send<T>,
): Promise<readonly Entered[]> {
  const said: Entered[] = [];
  for (let at = 0; at < all.length && !session.isStopped(); at += BATCH)
    said.push(...(await entered(all.slice(at, at + BATCH), session, send)));
  return said;
}

/**
 * What Xero said of each; not taken, without a message, where it said nothing. A batch that it refuses whole is halved, until the one that it
 * refuses is alone.
 */
async function entered<T extends { readonly number: string }>(
  batch: readonly T[],
  session: Session,
  send: Send<T>,
): Promise<readonly Entered[]> {
  if (batch.length === 0 || session.isStopped()) return [];
  const answer = await send(batch);
  session.heard(answer, 'write');
  if (answer.outcome === 'done') {
    const said = new Map(answer.value.map((each) => [each.number, each]));
    return batch.map(({ number }) => said.get(number) ?? { number, taken: false, messages: [] });
  }
  if (answer.outcome !== 'refused') return [];
  if (answer.barred) {
    session.hindered(`Xero does not let us enter contacts: ${answer.words}`);
    return [];
  }
  const [only] = batch;
  if (only && batch.length === 1) return [{ number: only.number, taken: false, messages: [answer.words] }];
  const half = batch.length / 2;
  return [...(await entered(batch.slice(0, half), session, send)), ...(await entered(batch.slice(half), session, send))];
}

/** Keeps it with the customer, unless a person mapped another one meanwhile: theirs counts. */
async function keep(
  customerId: string,
  xeroContactId: string,
  { account, organisation, ports }: Session,
): Promise<{ readonly contactId: string }> {
  const { accountId } = account;
  const { organisationId } = organisation;
  return again(async () => {
    const customer = await ports.customers.get(accountId, customerId);
    const mapped = contactOf(customer, organisationId);
    if (mapped) return { contactId: mapped };
    await ports.customers.save(accountId, { ...customer, xeroContactId, xeroOrganisationId: organisationId });
    return { contactId: xeroContactId };
  });
}
