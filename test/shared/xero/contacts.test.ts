import { describe, expect, it } from 'vitest';
import { accounting } from '../../../shared/xero/accounting.ts';
import { scriptedXero } from '../../support/scriptedServer.ts';
import { listed, NO_ID } from '../../support/xeroPayloads.ts';

const xero = scriptedXero();

const books = accounting.open({ token: 'token', organisationId: 'organisation' });
const sent = (): unknown => JSON.parse(xero.asked[0]?.body.toString() ?? 'null');

describe('contacts', () => {
  const bakery = {
    ContactID: 'bd2270c3-8706-4c11-9cfb-000b551c3f51',
    ContactNumber: 'bakery',
    ContactStatus: 'ACTIVE',
    Name: 'Harbour Bakery',
    EmailAddress: 'accounts@bakery.example',
    IsCustomer: true,
    UpdatedDateUTC: '/Date(1488391422280+0000)/',
  };
  const bare = { ContactID: 'a852a44c', ContactStatus: 'ARCHIVED', Name: 'Gone', EmailAddress: '' };

  it('are read a thousand at a time, archived ones too, for as long as Xero says that there are more', async () => {
    xero.answer = (response, asked) =>
      listed('Contacts', [bakery, bare], { pagination: { page: Number(asked.query.page), pageSize: 1000, pageCount: 2, itemCount: 1002 } })(
        response,
        asked,
      );
    expect(await books.contacts(1)).toEqual({
      outcome: 'done',
      value: {
        contacts: [
          { contactId: bakery.ContactID, name: 'Harbour Bakery', number: 'bakery', email: 'accounts@bakery.example', status: 'ACTIVE' },
          { contactId: 'a852a44c', name: 'Gone', status: 'ARCHIVED' },
        ],
        more: true,
        pages: 2,
      },
    });
    expect(await books.contacts(2)).toMatchObject({ value: { more: false } });
    expect(xero.asked[0]?.query).toEqual({ page: '1', pageSize: '1000', includeArchived: 'true', summaryOnly: 'false' });
  });

  it.each([
    [99, false],
    [100, true],
  ])('may go on after a page of %i of which Xero does not say how many there are: %s', async (count, more) => {
    xero.answer = listed(
      'Contacts',
      Array.from({ length: count }, () => bakery),
    );
    expect(await books.contacts(1)).toMatchObject({ value: { more } });
  });

  it('are all read or none: one overlooked would be created once more', async () => {
    xero.answer = listed('Contacts', [bakery, { Name: 'No id' }]);
    expect(await books.contacts(1)).toEqual({ outcome: 'unknown', words: "Xero's answer could not be read" });
  });

  it('are searched for among those that can be invoiced', async () => {
    xero.answer = listed('Contacts', [bakery, bare]);
    expect(await books.searchContacts('bakery & co')).toMatchObject({ value: [{ contactId: bakery.ContactID }] });
    expect(xero.asked).toMatchObject([{ query: { searchTerm: 'bakery & co', page: '1', pageSize: '50', includeArchived: 'false' } }]);
  });

  it('are created, never changed, and are told apart by our number', async () => {
    xero.answer = listed('Contacts', [
      {
        Name: 'Twice',
        ContactNumber: 'twice',
        ContactID: NO_ID,
        HasValidationErrors: true,
        StatusAttributeString: 'ERROR',
        ValidationErrors: [{ Message: 'The contact name Twice is already assigned to another contact.' }],
      },
      { ...bakery, HasValidationErrors: false, StatusAttributeString: 'OK' },
      { ...bakery, ContactNumber: 'lost', ContactID: NO_ID },
    ]);
    const address = ['Unit 7', '1 Wharf Road', 'Newcastle NSW 2300', 'Attention: Accounts', 'Australia'];
    const contacts = [
      { name: 'Harbour Bakery', number: 'bakery', email: 'accounts@bakery.example', phone: '02 4900 0000', address },
      { name: 'Twice', number: 'twice', address: [] },
      { name: 'Lost', number: 'lost', address: ['x'.repeat(501)] },
    ];
    expect(await books.createContacts(contacts, 'key')).toEqual({
      outcome: 'done',
      value: [
        { number: 'twice', taken: false, messages: ['The contact name Twice is already assigned to another contact.'] },
        { number: 'bakery', taken: true, contactId: bakery.ContactID },
      ],
    });
    expect(xero.asked).toMatchObject([
      { method: 'PUT', path: '/api.xro/2.0/Contacts', query: { summarizeErrors: 'false' }, headers: { 'idempotency-key': 'key' } },
    ]);
    expect(sent()).toEqual({
      Contacts: [
        {
          Name: 'Harbour Bakery',
          ContactNumber: 'bakery',
          EmailAddress: 'accounts@bakery.example',
          Phones: [{ PhoneType: 'DEFAULT', PhoneNumber: '02 4900 0000' }],
          Addresses: [
            {
              AddressType: 'POBOX',
              AddressLine1: 'Unit 7',
              AddressLine2: '1 Wharf Road',
              AddressLine3: 'Newcastle NSW 2300',
              AddressLine4: 'Attention: Accounts, Australia',
            },
          ],
        },
        { Name: 'Twice', ContactNumber: 'twice' },
        { Name: 'Lost', ContactNumber: 'lost', Addresses: [{ AddressType: 'POBOX', AddressLine1: 'x'.repeat(500) }] },
      ],
    });
  });

  it('that stand are given our number and nothing else', async () => {
    xero.answer = listed('Contacts', [
      { ...bakery, StatusAttributeString: 'OK' },
      { ContactID: 'c-2', ContactNumber: 'kept', HasValidationErrors: true, ValidationErrors: [{ Message: 'The Contact is archived' }] },
      { ContactID: 'c-3', ContactNumber: 'kept as well' },
    ]);
    const contacts = [
      { contactId: bakery.ContactID, number: 'bakery' },
      { contactId: 'c-2', number: 'second' },
      { contactId: 'c-3', number: 'third' },
    ];
    expect(await books.numberContacts(contacts, 'key')).toEqual({
      outcome: 'done',
      value: [
        { number: 'bakery', taken: true, contactId: bakery.ContactID },
        { number: 'second', taken: false, messages: ['The Contact is archived'] },
      ],
    });
    expect(xero.asked).toMatchObject([{ method: 'POST', path: '/api.xro/2.0/Contacts', query: { summarizeErrors: 'false' } }]);
    expect(sent()).toEqual({
      Contacts: [
        { ContactID: bakery.ContactID, ContactNumber: 'bakery' },
        { ContactID: 'c-2', ContactNumber: 'second' },
        { ContactID: 'c-3', ContactNumber: 'third' },
      ],
    });
  });
});
