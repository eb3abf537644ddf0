import { beforeEach, describe, expect, it, test } from 'vitest';
import { Bookkeeper, reasons } from './bookkeeper.ts';

let keeper: Bookkeeper;

beforeEach(async () => {
  keeper = await Bookkeeper.signedIn();
});

const write = async (method: 'PUT' | 'POST', ...Contacts: object[]) =>
  (await keeper.list(method, 'Contacts?summarizeErrors=false', { Contacts })).map((said) => ({
    ContactID: String(said.ContactID),
    reasons: reasons(said),
  }));

describe('a contact', () => {
  it('is made once under a name, however it is written', async () => {
    expect((await write('PUT', { Name: 'Nine Pines' }, { Name: 'NINE PINES' })).map((said) => said.reasons)).toEqual([
      [],
      ['The contact name NINE PINES is already assigned to another contact. The contact name must be unique across all active contacts.'],
    ]);
  });

  it('may have the name of an archived one, but never its number', async () => {
    const [old] = await write('PUT', { Name: 'Nine Pines', ContactNumber: 'c-9' });
    keeper.xero.hands.archiveContact(String(old?.ContactID));
    expect((await write('PUT', { Name: 'Nine Pines' }, { Name: 'Ten Pines', ContactNumber: 'C-9' })).map((said) => said.reasons)).toEqual([
      [],
      ['The contact number C-9 is already assigned to another contact.'],
    ]);
  });

  test.each([
    [{}, /^The Contact must contain at least 1 of the following elements/],
    [{ Name: 'A <b> C' }, /invalid characters/],
    [{ Name: 'x'.repeat(256) }, /Name .*255/],
    [{ Name: 'A', EmailAddress: 'nobody' }, /^Email address/],
    [{ Name: 'A', ContactNumber: 'x'.repeat(51) }, /ContactNumber .*50/],
    [{ Name: 'A', Addresses: [{ AddressType: 'POBOX', AddressLine1: 'x'.repeat(501) }] }, /AddressLine1 .*500/],
    [{ ContactID: 'none', Name: 'A' }, /could not be found/],
  ])('%j is refused', async (given, words) => {
    expect((await write('PUT', given))[0]?.reasons).toEqual([expect.stringMatching(words)]);
  });

  it('that is changed keeps what is not said, and is meant by id, by number or by name', async () => {
    const [made] = await write('PUT', { Name: 'Nine Pines', ContactNumber: 'c-9', EmailAddress: 'a@nine.example' });
    await write('POST', { ContactID: made?.ContactID, ContactNumber: 'c-10' });
    await write('POST', { ContactNumber: 'c-10', Name: 'Nine Pines Pty' });
    await write('POST', { Name: 'nine pines pty', AccountNumber: '7' });
    expect(await keeper.list('GET', `Contacts/${made?.ContactID}`)).toMatchObject([
      { Name: 'nine pines pty', ContactNumber: 'c-10', EmailAddress: 'a@nine.example', AccountNumber: '7' },
    ]);
  });

  it('that is archived is not changed', async () => {
    keeper.xero.hands.archiveContact(keeper.contactId);
    expect((await write('POST', { ContactID: keeper.contactId, ContactNumber: 'c-1' }))[0]?.reasons).toEqual([
      'Archived contacts cannot currently be edited via the API.',
    ]);
  });

  it('is written over by an invoice that says more of it than its id', async () => {
    await keeper.put(keeper.invoice('A-1', { Contact: { ContactID: keeper.contactId } }));
    expect(await keeper.list('GET', `Contacts/${keeper.contactId}`)).toMatchObject([{ Name: 'Marlow Street Dental' }]);
    await keeper.put(keeper.invoice('A-2', { Contact: { ContactID: keeper.contactId, Name: 'Another' } }));
    expect(await keeper.list('GET', `Contacts/${keeper.contactId}`)).toMatchObject([{ Name: 'Another' }]);
  });
});

describe('contacts are listed', () => {
  it('without the archived ones, unless they are asked for', async () => {
    keeper.xero.hands.archiveContact(keeper.contactId);
    const names = async (query: string) => (await keeper.list('GET', `Contacts${query}`)).map(({ Name }) => Name);
    expect(await names('')).toEqual(['Tidewater Joinery']);
    expect(await names('?includeArchived=true')).toEqual(['Marlow Street Dental', 'Tidewater Joinery']);
  });

  it('by words in name, number or address, and by an exact name', async () => {
    await write('PUT', { Name: 'Nine Pines', ContactNumber: 'cust-9', EmailAddress: 'a@water.example' });
    const names = async (query: string) => (await keeper.list('GET', `Contacts?${query}`)).map(({ Name }) => Name);
    expect(await names('searchTerm=WATER')).toEqual(['Tidewater Joinery', 'Nine Pines']);
    expect(await names('searchTerm=cust-')).toEqual(['Nine Pines']);
    expect(await names(`where=${encodeURIComponent('Name=="Nine Pines" AND ContactStatus=="ACTIVE"')}`)).toEqual(['Nine Pines']);
  });

  it('at most 1,000 a page', async () => {
    await write('PUT', ...Array.from({ length: 1001 }, (_, index) => ({ Name: `Customer ${index}` })));
    expect(await keeper.list('GET', 'Contacts?page=1&pageSize=5000')).toHaveLength(1000);
    expect(await keeper.list('GET', 'Contacts?page=2&pageSize=1000')).toHaveLength(3);
  });
});
