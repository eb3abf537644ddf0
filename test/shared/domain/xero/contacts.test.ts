import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { contactNumberOf, contactOf, foldedName, type Resolution, resolutions } from '../../../../shared/domain/xero/contacts.ts';
import type { Contact } from '../../../../shared/domain/xero/ports.ts';
import { aCustomer } from '../../../support/builders.ts';

const contact = (over: Partial<Contact> = {}): Contact => ({ contactId: 'c-1', name: 'Harbour Bakery', status: 'ACTIVE', ...over });
/** What becomes of one customer among these contacts. */
const resolved = (contacts: readonly Contact[], customer = aCustomer()) => resolutions([customer], contacts).get(customer.customerId);
const wordsOf = (resolution: Resolution | undefined) => (resolution?.kind === 'clash' ? resolution.words : resolution?.kind);
const CHOOSE = 'Choose the customer’s contact, then upload again.';

describe('the contact of a customer', () => {
  it('is the one that bears our number, whatever it is called there', () => {
    const contacts = [contact(), contact({ contactId: 'c-2', name: 'Old name', number: 'bakery' })];
    expect(resolved(contacts)).toEqual({ kind: 'known', contactId: 'c-2' });
  });

  it('else the one of exactly its name, spaces folded, which bears our number from then on', () => {
    expect(resolved([contact({ name: 'Harbour Bakery' })], aCustomer({ name: '  Harbour   Bakery ' }))).toEqual({
      kind: 'number',
      contactId: 'c-1',
    });
  });

  it('else it is made, with what is known of the customer', () => {
    const customer = aCustomer({ to: ['first@bakery.example', 'second@bakery.example'], phone: '02 5550 0123' });
    expect(resolved([contact({ name: 'Somebody else' })], customer)).toEqual({
      kind: 'create',
      contact: {
        ...{ name: 'Harbour Bakery', number: 'bakery', email: 'first@bakery.example', phone: '02 5550 0123' },
        address: ['1 Wharf Road', 'Newcastle NSW 2300'],
      },
    });
    expect(resolved([], aCustomer({ to: [], address: [] }))).toEqual({
      kind: 'create',
      contact: { name: 'Harbour Bakery', number: 'bakery', address: [] },
    });
  });

  it('is made anew beside an archived one of its name: Xero allows that', () => {
    expect(resolved([contact({ status: 'ARCHIVED' })])?.kind).toBe('create');
  });

  it('that was mapped by a person counts in every organisation, one that was found or made only in its own', () => {
    expect(contactOf(aCustomer({ xeroContactId: 'c-9' }), 'org-1')).toBe('c-9');
    const found = aCustomer({ xeroContactId: 'c-9', xeroOrganisationId: 'org-1' });
    expect([contactOf(found, 'org-1'), contactOf(found, 'org-2'), contactOf(aCustomer(), 'org-1')]).toEqual(['c-9', undefined, undefined]);
  });
});

describe('a clash, which a person settles', () => {
  test.each(['ARCHIVED', 'GDPRREQUEST'] as const)('its contact by number cannot be invoiced any more: %s', (status) => {
    expect(resolved([contact({ number: 'bakery', status })])).toEqual({
      kind: 'clash',
      words: 'Its contact “Harbour Bakery” is archived in Xero',
      advice: 'Restore it in Xero, or choose another contact in the customer.',
    });
  });

  it('is none when an active one bears the number as well, in whatever order they come', () => {
    const both = [contact({ number: 'bakery' }), contact({ contactId: 'c-2', number: 'bakery', status: 'ARCHIVED' })];
    expect([resolved(both), resolved(both.toReversed())]).toEqual(Array(2).fill({ kind: 'known', contactId: 'c-1' }));
  });

  test.each([
    ['in other letters', 'HARBOUR bakery'],
    ['with a character nobody sees', 'Harbour\u200b Bakery'],
    ['in wide letters', 'Ｈarbour Bakery'],
  ])('a contact has its name %s', (_, name) => {
    const words = `Xero has a contact “${name}”, which may be this customer or not`;
    expect(resolved([contact({ name })])).toEqual({ kind: 'clash', words, advice: CHOOSE });
  });

  it("the one of its name bears another customer's number", () => {
    expect(wordsOf(resolved([contact({ number: 'cafe' })]))).toBe(
      "Xero's contact “Harbour Bakery” belongs to another customer: it bears the number cafe",
    );
  });

  it('two customers have one name: neither is guessed, whether Xero has a contact of it or not', () => {
    const two = [aCustomer(), aCustomer({ customerId: 'bakery-2', name: 'harbour bakery' })];
    expect([...resolutions(two, []).values()].map(wordsOf)).toEqual([
      'Several customers are called “Harbour Bakery”',
      'Several customers are called “harbour bakery”',
    ]);
    const [first, second] = [...resolutions(two, [contact()]).values()].map(wordsOf);
    expect(first).toBe('Several customers are called “Harbour Bakery”, and Xero has one contact of that name');
    expect(second).toBe('Xero has a contact “Harbour Bakery”, which may be this customer or not');
  });

  it('is none for the one of two namesakes that has its number there', () => {
    const two = [aCustomer(), aCustomer({ customerId: 'bakery-2' })];
    const [first, second] = [...resolutions(two, [contact({ number: 'bakery' })]).values()];
    expect([first, wordsOf(second)]).toEqual([
      { kind: 'known', contactId: 'c-1' },
      'Several customers are called “Harbour Bakery”, and Xero has one contact of that name',
    ]);
  });

  test.each(['', '   ', '<>', '\u200b\u200d\ufeff', '\u202e'])('it has no name to be seen: %j', (name) => {
    // Not even beside one whose name could not be read.
    expect(wordsOf(resolved([contact({ name: '' })], aCustomer({ name })))).toBe('It has no name that Xero could keep');
  });
});

describe('a name as Xero keeps it', () => {
  test.each([
    ["O'Brien & Söhne <test>", "O'Brien & Söhne test"],
    ['<b>Bold</b> Bakery', 'b Bold /b Bakery'],
    ['Harbour\tBakery\nPty', 'Harbour Bakery Pty'],
    ['x'.repeat(300), 'x'.repeat(255)],
    [`${'x'.repeat(254)} yz`, 'x'.repeat(254)],
    [`${'x'.repeat(254)}😀`, 'x'.repeat(254)],
    ['Bakery \ud83d', 'Bakery \ufffd'],
  ])('%j', (name, folded) => {
    expect(foldedName(name)).toBe(folded);
    expect(resolved([contact({ name: folded })], aCustomer({ name }))).toEqual({ kind: 'number', contactId: 'c-1' });
  });

  test('has no space too many, no angle bracket, no half character, and is not changed by being folded again', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.stringMatching(/^[<> a\t]{0,300}$/)), (name) => {
        const folded = foldedName(name);
        expect(folded).not.toMatch(/[<>]|^\s|\s$|\s\s/);
        expect([folded.length <= 255, folded.isWellFormed(), foldedName(folded)]).toEqual([true, true, folded]);
      }),
    );
  });
});

describe('the number by which Xero knows a customer', () => {
  it('is its id, as far as Xero takes one of that length', () => {
    expect([contactNumberOf('bakery'), contactNumberOf('x'.repeat(50))]).toEqual(['bakery', 'x'.repeat(50)]);
  });

  it('of a longer id is its beginning and a digest of all of it, which never changes: the contact is found by it for years', () => {
    expect(contactNumberOf(`branch-${'x'.repeat(57)}`)).toBe('branch-xxxxxxxxxxxxxxxxxxxxxxxxxx-b9e282bd4a0bec60');
  });

  test('is another for each customer, and never too long', () => {
    const id = fc.stringMatching(/^[A-Za-z0-9-]{1,64}$/);
    const alike = fc.stringMatching(/^a{50}[ab]{1,14}$/);
    fc.assert(
      fc.property(fc.oneof(id, alike), fc.oneof(id, alike), (one, other) => {
        expect(contactNumberOf(one).length).toBeLessThanOrEqual(50);
        expect(contactNumberOf(one) === contactNumberOf(other)).toBe(one === other);
      }),
    );
  });
});
