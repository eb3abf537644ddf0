import * as z from 'zod/mini';
import type { Decimal4 } from '../domain/money.ts';
import type { BrandingTheme, Contact, Entered, LedgerAccount, Organisation, TaxRate } from '../domain/xero/ports.ts';
import * as element from './elements.ts';
import { wordsOf } from './words.ts';

/** What Xero says, in our words. Each answers nothing, or throws, for what cannot be read. */

/** The elements of one name in an answer. @throws where there is no such list: whatever came, it is not the answer */
export const listOf = (json: unknown, name: string): readonly unknown[] =>
  z.object({ [name]: z.array(z.unknown()) }).parse(json)[name] ?? [];

/** The elements that can be read; what cannot is of a kind that is of no use here. */
export function readable<S extends z.ZodMiniType, T>(json: unknown, name: string, schema: S, read: (each: z.output<S>) => T): T[] {
  return listOf(json, name).flatMap((each) => {
    const { data } = schema.safeParse(each);
    return data === undefined ? [] : [read(data)];
  });
}

export function organisationIn(json: unknown): Organisation {
  const { Name, ShortCode, BaseCurrency, CountryCode } = element.organisation.parse(listOf(json, 'Organisations')[0]);
  return { name: Name, shortCode: ShortCode, currency: BaseCurrency, ...(CountryCode ? { country: CountryCode } : {}) };
}

/** Those with a code: a line can name no other. */
export const accountsIn = (json: unknown): LedgerAccount[] =>
  readable(json, 'Accounts', element.account, ({ Code, Name, Status, Type }) => ({ code: Code, name: Name, status: Status, type: Type }));

export const taxRatesIn = (json: unknown): TaxRate[] =>
  readable(json, 'TaxRates', element.taxRate, ({ TaxType, Name, Status, EffectiveRate, DisplayTaxRate, CanApplyToRevenue }) => ({
    taxType: TaxType,
    name: Name,
    status: Status,
    rate: EffectiveRate ?? DisplayTaxRate ?? (0 as Decimal4),
    onSales: CanApplyToRevenue ?? false,
  }));

export const brandingThemesIn = (json: unknown): BrandingTheme[] =>
  readable(json, 'BrandingThemes', element.brandingTheme, ({ BrandingThemeID, Name }) => ({
    brandingThemeId: BrandingThemeID,
    name: Name,
  }));

/** All of them or none: a contact that was passed over would be created once more. */
export function contactsIn(json: unknown): Contact[] {
  return listOf(json, 'Contacts').map((each) => {
    const { ContactID, Name, ContactNumber, EmailAddress, ContactStatus } = element.contact.parse(each);
    const known = { ...(ContactNumber ? { number: ContactNumber } : {}), ...(EmailAddress ? { email: EmailAddress } : {}) };
    return { contactId: ContactID, name: Name, status: ContactStatus, ...known };
  });
}

/** The least that a page holds which is not the last, where Xero does not say how many there are. */
const SMALLEST_PAGE = 100;

/** How many pages there are, where Xero says so. */
export function pagesIn(json: unknown): number | undefined {
  const pages = element.pagination.parse(json).pagination?.pageCount;
  return typeof pages === 'number' ? pages : undefined;
}

export function isMoreIn(json: unknown, page: number, count: number): boolean {
  const pages = pagesIn(json);
  return pages === undefined ? count >= SMALLEST_PAGE : page < pages;
}

export function attachmentsIn(json: unknown): string[] {
  return z
    .array(element.attachment)
    .parse(listOf(json, 'Attachments'))
    .map(({ FileName }) => FileName);
}

export const messagesOf = (verdict: element.Verdict, secrets: readonly string[]): string[] => {
  const said = (verdict.ValidationErrors ?? []).map((each) => wordsOf([element.said(each)], secrets)).filter(Boolean);
  return said.length > 0 ? said : ['Xero did not say why'];
};

/**
 * What Xero said of each element of a batch that it speaks of clearly. `asked` are ours, by their numbers: an answer is matched by its
 * number and never by its place.
 */
export const enteredIn = (json: unknown, asked: readonly { number: string; contactId?: string }[], secrets: readonly string[]): Entered[] =>
  readable(json, 'Contacts', element.enteredContact, (each) => each).flatMap((each): Entered[] => {
    const number = asked.find((ours) => ours.number === each.ContactNumber)?.number;
    // A contact that is given a number may come back with the one it keeps.
    const mine = number ?? asked.find((ours) => ours.contactId !== undefined && ours.contactId === each.ContactID)?.number;
    if (mine === undefined) return [];
    if (element.isRefused(each)) return [{ number: mine, taken: false, messages: messagesOf(each, secrets) }];
    return number !== undefined && element.isWritten(each, each.ContactID) ? [{ number, taken: true, contactId: each.ContactID }] : [];
  });
