import { type Books, type Contact, own } from './books.ts';
import { type Given, isObject, sameText, textOf } from './wire.ts';

const LONGEST: Readonly<Record<string, number>> = {
  Name: 255,
  ContactNumber: 50,
  AccountNumber: 50,
  CompanyNumber: 50,
  FirstName: 255,
  LastName: 255,
  EmailAddress: 255,
  TaxNumber: 50,
};

const LONGEST_ADDRESS: Readonly<Record<string, number>> = {
  AddressLine1: 500,
  AddressLine2: 500,
  AddressLine3: 500,
  AddressLine4: 500,
  City: 255,
  Region: 255,
  PostalCode: 50,
  Country: 50,
  AttentionTo: 255,
};

const LONGEST_PHONE: Readonly<Record<string, number>> = { PhoneNumber: 50, PhoneAreaCode: 10, PhoneCountryCode: 20 };

/** What Xero would refuse of this contact: in its own words as far as they are known, else in its manner. `known`: the one that it would change. */
export function contactFaults(books: Books, given: Given, known: Contact | undefined): string[] {
  const { ContactID: id, EmailAddress: email } = given;
  if (id === undefined && !textOf(given.Name)?.trim() && !known) {
    return ['The Contact must contain at least 1 of the following elements to identify the contact: Name, ContactID, ContactNumber'];
  }
  if (id !== undefined && !known) return [`The contact with id ${String(id)} could not be found`];
  if (known?.status === 'ARCHIVED') return ['Archived contacts cannot currently be edited via the API.'];
  return [
    ...clashes(books, given, known),
    ...(/[<>]/.test(textOf(given.Name) ?? '') ? ['The contact name contains invalid characters: < >'] : []),
    ...tooLong(given, LONGEST),
    ...objects(given.Addresses).flatMap((address) => tooLong(address, LONGEST_ADDRESS)),
    ...objects(given.Phones).flatMap((phone) => tooLong(phone, LONGEST_PHONE)),
    ...(typeof email === 'string' && email && !/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(email) ? ['Email address must be valid.'] : []),
  ];
}

function clashes(books: Books, given: Given, known: Contact | undefined): string[] {
  const { Name: name, ContactNumber: number } = given;
  const others = [...own(books, 'contacts')].filter(({ contactId }) => contactId !== known?.contactId);
  const nameTaken = (one: Contact) => one.status === 'ACTIVE' && sameText(textOf(one.fields.Name) ?? '', String(name).trim());
  const numberTaken = (one: Contact) => sameText(textOf(one.fields.ContactNumber) ?? '', String(number));
  return [
    ...(typeof name === 'string' && others.some(nameTaken)
      ? [`The contact name ${name} is already assigned to another contact. The contact name must be unique across all active contacts.`]
      : []),
    ...(typeof number === 'string' && number && others.some(numberTaken)
      ? [`The contact number ${number} is already assigned to another contact.`]
      : []),
  ];
}

export function tooLong(given: Given, longest: Readonly<Record<string, number>>): string[] {
  return Object.entries(longest).flatMap(([field, most]) => {
    const length = textOf(given[field])?.length ?? 0;
    return length > most ? [`The ${field} field must not be longer than ${most} characters.`] : [];
  });
}

const objects = (value: unknown): readonly Given[] => (Array.isArray(value) ? (value as unknown[]).filter(isObject) : []);
