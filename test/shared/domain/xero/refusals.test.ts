import { beforeAll, describe, expect, it, test } from 'vitest';
import { RULES, refusalOf, saysTaken } from '../../../../shared/domain/xero/refusals.ts';
import { Bookkeeper, LINE, reasons } from '../../../local/xero/bookkeeper.ts';

const OTHERWISE = 'Correct it here or in Xero, then upload it again. If it stays, enter it in Xero by hand.';
const PERIOD = 'The period is closed in Xero: move its lock date (Accounting settings), upload, and lock it again.';
const APPROVAL = 'Your Xero plan approves no more this month: set “upload as draft” in the settings, or upgrade the plan.';
const ARCHIVED_ACCOUNT = 'Choose another account code in the service or the settings, or restore it in Xero.';
const ACCOUNT = 'Choose an account code that Xero has, in the service or the settings.';
const ARCHIVED_CONTACT = 'Restore the contact in Xero, or choose another one in the customer.';
const CONTACT_NAME = 'Another contact in Xero has this name: choose the customer’s contact, or rename one of the two.';
const CONTACT_NUMBER = 'Another contact in Xero stands for this customer: choose the customer’s contact.';
const EMAIL = 'Correct the customer’s email address, or choose its contact in Xero.';
const CONTACT = 'Choose the customer’s contact in Xero again.';
const TAX = 'Choose a tax type that Xero has for sales, in the service or the settings.';
const CURRENCY = 'Add the currency in Xero (Settings, Currencies), or bill in the organisation’s own.';
const NUMBER = 'Xero holds another document under this number: look at it there.';
const THEME = 'Choose the branding theme in the settings again.';
const TOO_LARGE = 'It is too large for Xero: enter it there by hand.';
const NEGATIVE = 'Tell us: a credit should have gone up as a credit note.';
const TOO_LONG = 'Shorten it in the customer, the service or the settings.';
const RIGHTS = 'Check in Xero that the person who connected it may still enter sales.';

/** What Xero says, in its own words, and what a clerk is told to do about it. */
const TABLE: readonly (readonly [said: string, advice: string])[] = [
  ['The document date cannot be before the period lock date, currently set at 31 October 2026', PERIOD],
  ['The document date cannot be before the end of year lock date, currently set at 30 June 2026', PERIOD],
  ['You have reached the limit of invoices you can approve', APPROVAL],
  ["Account code '240' has been archived, or has been deleted. Each line item must reference a valid account.", ARCHIVED_ACCOUNT],
  ['The account 240 is archived', ARCHIVED_ACCOUNT],
  ["Account code '999' is not a valid code for this document.", ACCOUNT],
  ["Account code '999' could not be found", ACCOUNT],
  ['Account code must be specified', ACCOUNT],
  [
    'The contact with the specified contact details has been archived. The contact must be un-archived before creating new invoices or credit notes.',
    ARCHIVED_CONTACT,
  ],
  ['Archived contacts cannot currently be edited via the API.', ARCHIVED_CONTACT],
  [
    'The contact name Twice is already assigned to another contact. The contact name must be unique across all active contacts.',
    CONTACT_NAME,
  ],
  ['The contact number twice is already assigned to another contact.', CONTACT_NUMBER],
  ['Email address must be valid.', EMAIL],
  ['The EmailAddress field must not be longer than 255 characters.', EMAIL],
  ['A Contact must be specified for this type of transaction', CONTACT],
  ['The contact with id 00000000-0000-4000-8000-000000000000 could not be found', CONTACT],
  ['The Contact must contain at least 1 of the following elements to identify the contact: Name, ContactID, ContactNumber', CONTACT],
  ["The TaxType code 'TAX001' does not exist or cannot be used for this type of transaction.", TAX],
  ['Organisation is not subscribed to currency USD', CURRENCY],
  ['Invoice # must be unique.', NUMBER],
  ['Credit Note # must be unique.', NUMBER],
  ['The branding theme could not be found', THEME],
  ['The file exceeds the maximum size of 25MB.', TOO_LARGE],
  ['A document can have at most 10 attachments.', TOO_LARGE],
  ['Xero answered 413 and did not say why', TOO_LARGE],
  ['The Total for this document must be greater than or equal to zero.', NEGATIVE],
  ['Quantity must be greater than or equal to zero', NEGATIVE],
  ['Description must not be longer than 4000 characters', TOO_LONG],
  ['The Reference field must not be longer than 255 characters.', TOO_LONG],
  ['The Name field must not be longer than 255 characters.', TOO_LONG],
  ['The PhoneNumber field must not be longer than 50 characters.', TOO_LONG],
  ['You are not permitted to access this resource', RIGHTS],
  ['Forbidden', RIGHTS],
  ['The contact name contains invalid characters: < >', OTHERWISE],
  ['The Due Date must be specified', OTHERWISE],
  ['The Date is not a valid date', OTHERWISE],
  ['One or more line items must be specified', OTHERWISE],
  ['Description must be specified', OTHERWISE],
  ['The line total 99.00 does not match the expected line total 100.00', OTHERWISE],
  ['Url must be a valid absolute URL that does not contain xero', OTHERWISE],
  ['SentToContact can only be set on an approved document', OTHERWISE],
  ['Invoice not of valid status for creation', OTHERWISE],
  ['A Invoice Type must be specified', OTHERWISE],
];

describe('what Xero refuses is told in its own words, with what a clerk can do about it', () => {
  test.each(TABLE)('%s → %s', (said, advice) => {
    expect(refusalOf([said])).toEqual({ words: said, advice });
  });

  it('gives no advice that no refusal leads to', () => {
    const given = new Set(TABLE.map(([, advice]) => advice));
    expect(RULES.filter(({ advice }) => !given.has(advice))).toEqual([]);
  });

  it('is every refusal in one text, the advice that of the first rule that fits any', () => {
    const { words, advice } = refusalOf([' Description must be specified ', '', "Account code '999' could not be found"]);
    expect([words, advice]).toEqual(["Description must be specified Account code '999' could not be found", ACCOUNT]);
  });

  it('says so when Xero gave no reason, and keeps no novel', () => {
    expect(refusalOf([])).toEqual({ words: 'Xero refused it and said no reason', advice: OTHERWISE });
    expect(refusalOf([' ', '']).words).toBe('Xero refused it and said no reason');
    expect(refusalOf(['x'.repeat(1000)]).words).toBe(`${'x'.repeat(400)}…`);
  });
});

describe('a number that is taken', () => {
  it('is looked up: the document under it may be ours', () => {
    expect(['Invoice # must be unique.', 'Credit Note # must be unique.'].map((said) => saysTaken([said]))).toEqual([true, true]);
    expect(saysTaken(['Description must be specified', 'Invoice # must be unique.'])).toBe(true);
  });

  it('is the only refusal that is', () => {
    const others = TABLE.filter(([, advice]) => advice !== NUMBER);
    expect(others.filter(([said]) => saysTaken([said]))).toEqual([]);
    expect(saysTaken([])).toBe(false);
  });
});

describe('every refusal that the stand-in can say of a document or a contact', () => {
  const said: string[] = [];
  const NOBODY = '00000000-0000-4000-8000-000000000000';
  const long = (length: number) => 'x'.repeat(length);

  /** One broken thing at a time, so that no refusal hides another. */
  const DOCUMENTS: readonly Record<string, unknown>[] = [
    { Contact: undefined },
    { Contact: { ContactID: NOBODY } },
    { DueDate: undefined },
    { Date: '2026-02-30' },
    { LineItems: [] },
    ...[
      { Description: '' },
      { Description: long(4001) },
      { Quantity: -1 },
      { UnitAmount: -1 },
      { LineAmount: 99 },
      { AccountCode: '' },
      { AccountCode: '999' },
      { AccountCode: '240' },
      { TaxType: 'TAX001' },
    ].map((over) => ({ LineItems: [{ ...LINE, ...over }] })),
    { CurrencyCode: 'USD' },
    { Url: 'https://app.example/xero/1' },
    { Status: 'PAID' },
    { Status: 'DRAFT', SentToContact: true },
    { Type: undefined },
    { BrandingThemeID: NOBODY },
    { Reference: long(256) },
    { InvoiceNumber: 'TAKEN' },
  ];
  const CONTACTS: readonly Record<string, unknown>[] = [
    {},
    { ContactID: NOBODY },
    { Name: 'Twice' },
    { Name: 'Another', ContactNumber: 'twice' },
    { Name: 'A <b>' },
    { Name: long(256) },
    { Name: 'Mail', EmailAddress: 'nobody' },
    { Name: 'Phone', Phones: [{ PhoneType: 'DEFAULT', PhoneNumber: long(51) }] },
  ];

  beforeAll(async () => {
    const keeper = await Bookkeeper.signedIn();
    const { hands } = keeper.xero;
    const put = async (over: Record<string, unknown> = {}) => said.push(...(await keeper.put(keeper.invoice('A-1', over))).flat());
    await keeper.put(keeper.invoice('TAKEN'));
    for (const over of DOCUMENTS) await put(over);
    await keeper.list('PUT', 'Contacts?summarizeErrors=false', { Contacts: [{ Name: 'Twice', ContactNumber: 'twice' }] });
    const answered = await keeper.list('PUT', 'Contacts?summarizeErrors=false', { Contacts: CONTACTS });
    said.push(...answered.flatMap(reasons));
    hands.spendApprovals(keeper.tenantId);
    await put();
    hands.spendApprovals(keeper.tenantId, false);
    hands.archiveContact(keeper.contactId);
    await put();
    hands.archiveContact(keeper.contactId, 'ACTIVE');
    hands.lock(keeper.tenantId, '2026-11-01');
    await put();
  });

  it('was provoked', () => {
    expect(said.length).toBeGreaterThanOrEqual(DOCUMENTS.length + CONTACTS.length + 3);
  });

  it('stands in the table', () => {
    const spelled = (text: string) => text.replace(/currently set at .*/, 'currently set at …').replace(/id \S+ could/, 'id … could');
    const known = TABLE.map(([words]) => spelled(words));
    expect(said.map(spelled).filter((words) => !known.includes(words))).toEqual([]);
  });
});
