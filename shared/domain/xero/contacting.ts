import { again } from '../again.ts';
import type { Customer } from '../customer.ts';
import { inParallel } from '../parallel.ts';
import { contactOf, type Resolution, resolutions } from './contacts.ts';
import type { Answer, Contact, Entered } from './ports.ts';
import { refusalOf } from './refusals.ts';
import type { Session } from './session.ts';
import type { Refusal } from './uploadLife.ts';

/** The contact of a customer, or why there is none. A customer that is missing could not be asked about yet. */
export type Contacts = ReadonlyMap<string, { readonly contactId: string } | { readonly refusal: Refusal }>;

/** Xero's limit of one request. */
const BATCH = 50;
/** Customers saved at once. */
const WIDTH = 16;

/** The contacts of these customers: those that are known need no call; the others are found or made, once, and kept. */
export async function contactsFor(customers: readonly Customer[], session: Session): Promise<Contacts> {
  const { organisationId } = session.organisation;
  const settled = new Map<string, { readonly contactId: string } | { readonly refusal: Refusal }>();
  const unknown: Customer[] = [];
  for (const customer of customers) {
    const contactId = contactOf(customer, organisationId);
    if (contactId) settled.set(customer.customerId, { contactId });
    else unknown.push(customer);
  }
  const all = unknown.length > 0 ? await everyContact(session) : undefined;
  if (!all) return settled;
  const found = new Map<string, string>();
  const resolved = resolutions(unknown, all);
  for (const [customerId, resolution] of resolved) {
    if (resolution.kind === 'clash') settled.set(customerId, { refusal: resolution });
    if (resolution.kind === 'known') found.set(customerId, resolution.contactId);
  }
  await enter([...resolved], found, settled, session);
  await inParallel(unknown, WIDTH, async ({ customerId }) => {
    const contactId = found.get(customerId);
    if (contactId) settled.set(customerId, { contactId: await keep(customerId, contactId, session) });
  });
  return settled;
}

/** All of the organisation's contacts, or nothing when they cannot all be read now: half of them would make doubles of the others. */
async function everyContact(session: Session): Promise<Contact[] | undefined> {
  const all: Contact[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await session.books.contacts(page);
    session.heard(answer);
    if (answer.outcome === 'refused') session.hindered(`Xero does not show its contacts: ${answer.words}`);
    if (answer.outcome !== 'done') return undefined;
    all.push(...answer.value.contacts);
    if (!answer.value.more) return all;
  }
}

type Settled = Map<string, { readonly contactId: string } | { readonly refusal: Refusal }>;

/** Numbers those found by name and makes those that are missing, fifty at a time. One whose answer is lost is found by its number next time. */
async function enter(
  all: readonly (readonly [string, Resolution])[],
  found: Map<string, string>,
  settled: Settled,
  session: Session,
): Promise<void> {
  const numbering = all.flatMap(([number, each]) => (each.kind === 'number' ? [{ contactId: each.contactId, number }] : []));
  const making = all.flatMap(([, each]) => (each.kind === 'create' ? [each.contact] : []));
  await batches(numbering, session, (batch) => session.books.numberContacts(batch, session.freshKey()), found, settled);
  await batches(making, session, (batch) => session.books.createContacts(batch, session.freshKey()), found, settled);
}

type Send<T> = (batch: readonly T[]) => Promise<Answer<readonly Entered[]>>;

async function batches<T extends { readonly number: string }>(
  all: readonly T[],
  session: Session,
  send: Send<T>,
  found: Map<string, string>,
  settled: Settled,
): Promise<void> {
  for (let at = 0; at < all.length && !session.isStopped(); at += BATCH) {
    for (const each of await entered(all.slice(at, at + BATCH), session, send)) {
      if (each.taken) found.set(each.number, each.contactId);
      else settled.set(each.number, { refusal: refusalOf(each.messages) });
    }
  }
}

/** What Xero said of each. A batch that it refuses whole is halved, until the one that it refuses is alone. */
async function entered<T extends { readonly number: string }>(
  batch: readonly T[],
  session: Session,
  send: Send<T>,
): Promise<readonly Entered[]> {
  if (batch.length === 0 || session.isStopped()) return [];
  const answer = await send(batch);
  session.heard(answer, 'write');
  if (answer.outcome === 'done') return answer.value;
  if (answer.outcome !== 'refused') return [];
  const [only] = batch;
  if (only && batch.length === 1) return [{ number: only.number, taken: false, messages: [answer.words] }];
  const half = batch.length / 2;
  return [...(await entered(batch.slice(0, half), session, send)), ...(await entered(batch.slice(half), session, send))];
}

/** Keeps it with the customer, unless a person mapped another one meanwhile: theirs counts. */
async function keep(customerId: string, xeroContactId: string, { account, organisation, ports }: Session): Promise<string> {
  const { accountId } = account;
  const { organisationId } = organisation;
  return again(async () => {
    const customer = await ports.customers.get(accountId, customerId);
    const mapped = contactOf(customer, organisationId);
    if (mapped) return mapped;
    await ports.customers.save(accountId, { ...customer, xeroContactId, xeroOrganisationId: organisationId });
    return xeroContactId;
  });
}
