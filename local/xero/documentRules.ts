import { type Books, type Contact, type LedgerDocument, own, ownById } from './books.ts';
import { contactFaults, tooLong } from './contactRules.ts';
import { meant } from './contacts.ts';
import { KINDS } from './documents.ts';
import type { Draft } from './draft.ts';
import { lineFaults } from './lineRules.ts';
import { totalsOf } from './taxes.ts';
import { type Given, isObject, sameText } from './wire.ts';

const ARCHIVED_CONTACT =
  'The contact with the specified contact details has been archived. The contact must be un-archived before creating new invoices or credit notes.';

/**
 * What Xero would refuse of this document, every reason at once: in its own words as far as they are known, else in its manner.
 * `known`: the one that it would change.
 */
export function documentFaults(books: Books, draft: Draft, known: LedgerDocument | undefined): string[] {
  const binding = draft.status === 'AUTHORISED' || draft.status === 'SUBMITTED';
  return [
    ...(draft.type === KINDS[draft.kind].type ? [] : [`A ${draft.kind === 'Invoices' ? 'Invoice' : 'Credit Note'} Type must be specified`]),
    ...partyFaults(books, draft, known),
    ...statusFaults(draft, known),
    ...numberFaults(books, draft, known),
    ...dateFaults(books, draft),
    ...(binding && draft.lines.length === 0 ? ['One or more line items must be specified'] : []),
    ...draft.lines.flatMap((line, index) => lineFaults(books, draft, line, index)),
    ...(totalsOf(draft.lines, draft.lineAmountTypes).total < 0
      ? ['The Total for this document must be greater than or equal to zero.']
      : []),
    ...otherFaults(books, draft),
  ];
}

/** The contact that it names, if it stands already. */
export function contactMeant(books: Books, { given }: Draft, known?: LedgerDocument): Contact | undefined {
  if (isObject(given.Contact)) return meant(books, given.Contact);
  return known && ownById(books, 'contacts', known.contactId);
}

function partyFaults(books: Books, draft: Draft, known: LedgerDocument | undefined): string[] {
  const { Contact: given } = draft.given;
  const contact = contactMeant(books, draft, known);
  if (contact) return contact.status === 'ARCHIVED' ? [ARCHIVED_CONTACT] : [];
  if (!isObject(given) || Object.keys(given).length === 0) return ['A Contact must be specified for this type of transaction'];
  return contactFaults(books, given, undefined);
}

function statusFaults({ status }: Draft, known: LedgerDocument | undefined): string[] {
  if (!known) return ['DRAFT', 'SUBMITTED', 'AUTHORISED'].includes(status) ? [] : ['Invoice not of valid status for creation'];
  const free = known.status === 'DRAFT' || known.status === 'SUBMITTED';
  const allowed = free ? ['DRAFT', 'SUBMITTED', 'AUTHORISED', 'DELETED'] : known.status === 'AUTHORISED' ? ['AUTHORISED', 'VOIDED'] : [];
  return allowed.includes(status) ? [] : ['Invoice not of valid status for modification'];
}

/** A number is used once, whatever became of its document. */
function numberFaults(books: Books, { kind, number }: Draft, known: LedgerDocument | undefined): string[] {
  if (number === undefined) return [];
  const taken =
    !books.takesDoubles && own(books, 'documents').some((one) => one.kind === kind && one.id !== known?.id && sameText(one.number, number));
  return [...(taken ? [KINDS[kind].taken] : []), ...tooLong({ number }, { number: 255 })];
}

function dateFaults({ organisation }: Books, { kind, status, date, dueDate }: Draft): string[] {
  const { lockDate } = organisation;
  if (date === undefined) return ['The Date is not a valid date'];
  if (lockDate !== undefined && date <= lockDate) {
    return [`The document date cannot be before the period lock date, currently set at ${spelled(lockDate)}`];
  }
  return kind === 'Invoices' && status === 'AUTHORISED' && dueDate === undefined ? ['The Due Date must be specified'] : [];
}

const spelled = (day: string) =>
  new Date(day).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

function otherFaults({ organisation }: Books, draft: Draft): string[] {
  const { kind, status, currency, reference, url, brandingThemeId, sentToContact } = draft;
  const given: Given = { Reference: reference, Url: url };
  return [
    ...(organisation.currencies.includes(currency) ? [] : [`Organisation is not subscribed to currency ${currency}`]),
    ...(url === undefined || isGoodUrl(url) ? [] : ['Url must be a valid absolute URL that does not contain xero']),
    ...(brandingThemeId === undefined || organisation.themes.some(({ id }) => id === brandingThemeId)
      ? []
      : ['The branding theme could not be found']),
    ...(sentToContact && status !== 'AUTHORISED' ? ['SentToContact can only be set on an approved document'] : []),
    ...(kind === 'Invoices' && status === 'AUTHORISED' && organisation.approvalsUsedUp
      ? ['You have reached the limit of invoices you can approve']
      : []),
    ...tooLong(given, { Reference: 255, Url: 2048 }),
  ];
}

function isGoodUrl(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && !/xero/i.test(url);
}
