import type { Customer } from '../customer.ts';
import { cut, oneLine } from '../oneLine.ts';
import type { Contact, NewContact } from './ports.ts';
import type { Refusal } from './uploadLife.ts';

/** What is to be done so that a customer has its contact. */
export type Resolution =
  | { readonly kind: 'known'; readonly contactId: string }
  /** Found by its name: from now on it bears our number, so that no other customer is taken for it. */
  | { readonly kind: 'number'; readonly contactId: string }
  | { readonly kind: 'create'; readonly contact: NewContact }
  /** A person must say which it is. */
  | ({ readonly kind: 'clash' } & Refusal);

/** The contact that the customer has in this organisation, if it was mapped, found or made. */
export function contactOf({ xeroContactId, xeroOrganisationId }: Customer, organisationId: string): string | undefined {
  return xeroOrganisationId === undefined || xeroOrganisationId === organisationId ? xeroContactId : undefined;
}

const NAME_LIMIT = 255;
/** Xero's, of the number; an id of ours may be longer. */
const NUMBER_LIMIT = 50;
const CHOOSE = 'Choose the customer’s contact, then upload again.';

/** The number by which Xero knows a customer: its id, or of a long one its beginning and a digest of it, always the same. */
export function contactNumberOf(customerId: string): string {
  if (customerId.length <= NUMBER_LIMIT) return customerId;
  const digest = fnv1a(customerId);
  return `${customerId.slice(0, NUMBER_LIMIT - digest.length - 1)}-${digest}`;
}

/** FNV-1a of 64 bits, in 16 hexadecimal digits. */
function fnv1a(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}

/** As Xero may keep a name: no `<` `>`, no spaces at its ends, none twice. */
export const foldedName = (name: string): string => oneLine(cut(oneLine(name.replace(/[<>]/g, ' ')), NAME_LIMIT));

/** What a person cannot tell apart: letters in either case, composed or not, and characters that nobody sees. Empty: nothing to be seen. */
const looksOf = (name: string): string =>
  foldedName(name)
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .toLowerCase();

/**
 * By our number, else by the exact name, else it is made. What might be the customer's contact and might not is a clash: an invoice under
 * the wrong contact is worse than one that waits. `everyone` are all that wait for a contact; two of one name cannot both be found by it.
 */
export function resolutions(
  customers: readonly Customer[],
  contacts: readonly Contact[],
  everyone: readonly Customer[] = customers,
): Map<string, Resolution> {
  const active = contacts.filter(({ status }) => status === 'ACTIVE');
  // Of two that bear one number the one that can be invoiced counts.
  const numbered = new Map([...contacts, ...active].flatMap((contact) => (contact.number ? [[contact.number, contact] as const] : [])));
  const named = new Map(active.map((contact) => [foldedName(contact.name), contact]));
  const alike = new Map(active.map((contact) => [looksOf(contact.name), contact]));
  const wanted = new Map<string, number>();
  for (const { name } of everyone) wanted.set(looksOf(name), (wanted.get(looksOf(name)) ?? 0) + 1);
  return new Map(
    customers.map((customer) => {
      const { customerId, name } = customer;
      const mine = numbered.get(contactNumberOf(customerId));
      if (mine) return [customerId, byNumber(mine)];
      const exact = named.get(foldedName(name));
      const similar = exact ?? alike.get(looksOf(name));
      return [customerId, byName(customer, exact, similar, (wanted.get(looksOf(name)) ?? 0) > 1)];
    }),
  );
}

function byNumber({ contactId, name, status }: Contact): Resolution {
  if (status === 'ACTIVE') return { kind: 'known', contactId };
  return {
    kind: 'clash',
    words: `Its contact “${name}” is archived in Xero`,
    advice: 'Restore it in Xero, or choose another contact in the customer.',
  };
}

function byName(customer: Customer, exact: Contact | undefined, similar: Contact | undefined, shared: boolean): Resolution {
  const name = foldedName(customer.name);
  if (!looksOf(name)) return clash('It has no name that Xero could keep');
  if (!similar) return shared ? clash(`Several customers are called “${name}”`) : { kind: 'create', contact: newContact(customer, name) };
  if (!exact) return clash(`Xero has a contact “${similar.name}”, which may be this customer or not`);
  if (shared) return clash(`Several customers are called “${name}”, and Xero has one contact of that name`);
  if (exact.number) return clash(`Xero's contact “${exact.name}” belongs to another customer: it bears the number ${exact.number}`);
  return { kind: 'number', contactId: exact.contactId };
}

const clash = (words: string): Resolution => ({ kind: 'clash', words, advice: CHOOSE });

function newContact({ customerId, to, phone, address }: Customer, name: string): NewContact {
  const [email] = to;
  return { name, number: contactNumberOf(customerId), ...(email ? { email } : {}), ...(phone ? { phone } : {}), address };
}
