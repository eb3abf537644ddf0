import * as z from 'zod/mini';
import { type Cents, cents, type Decimal4, decimal4 } from '../domain/money.ts';
import { type Day, day } from '../domain/month.ts';

/** Xero's answers, of which only what is asked for here is looked at. It leaves out what is empty, or says null. */
const maybe = <T extends z.ZodMiniType>(type: T) => z.optional(z.nullable(type));
const text = z.string();

/** Xero's documentation has it under either name. */
const message = z.object({ Message: maybe(text), Description: maybe(text) });
export const said = ({ Message, Description }: z.output<typeof message>): string => Message ?? Description ?? '';
const messages = maybe(z.array(message));

/** Xero's id of nothing: what an element has that was not written. */
const NOTHING = '00000000-0000-0000-0000-000000000000';
const id = text.check(
  z.minLength(1),
  z.refine((value) => value !== NOTHING),
);

/** With two decimals at most, so that the double nearest to it, times a hundred, is less than half a cent from the cents that are meant. */
const money = z.pipe(
  z.number(),
  z.transform((amount): Cents => cents(Math.round(amount * 100))),
);
const perCent = z.pipe(
  z.number(),
  z.transform((rate): Decimal4 => decimal4(rate.toFixed(4))),
);

const refusal = z.object({
  Message: maybe(text),
  Title: maybe(text),
  Detail: maybe(text),
  Elements: maybe(z.array(z.object({ ValidationErrors: messages }))),
});
export type Refusal = Partial<z.output<typeof refusal>>;
export const refusalIn = (json: unknown): Refusal => refusal.parse(json);

/** What stands in every element of a batch: whether it was written, and what is wrong with it. */
const verdict = {
  HasErrors: maybe(z.boolean()),
  HasValidationErrors: maybe(z.boolean()),
  StatusAttributeString: maybe(text),
  ValidationErrors: messages,
  Warnings: messages,
};
export type Verdict = z.output<z.ZodMiniObject<typeof verdict>>;

export const organisation = z.object({ Name: text, ShortCode: text, BaseCurrency: text, CountryCode: maybe(text) });

export const account = z.object({ Code: text, Name: text, Status: z.enum(['ACTIVE', 'ARCHIVED']), Type: text });

export const taxRate = z.object({
  TaxType: text,
  Name: text,
  Status: z.enum(['ACTIVE', 'ARCHIVED', 'DELETED', 'PENDING']),
  EffectiveRate: maybe(perCent),
  DisplayTaxRate: maybe(perCent),
  CanApplyToRevenue: maybe(z.boolean()),
});

export const brandingTheme = z.object({ BrandingThemeID: id, Name: text });

export const contact = z.object({
  ContactID: id,
  Name: z.catch(text, ''),
  ContactNumber: maybe(text),
  EmailAddress: maybe(text),
  // What is neither is as little use as one that is archived.
  ContactStatus: z.catch(z.enum(['ACTIVE', 'ARCHIVED', 'GDPRREQUEST']), 'ARCHIVED'),
});

export const attachment = z.object({ FileName: text });

/** Which page of how many this is. */
export const pagination = z.object({ pagination: maybe(z.object({ page: maybe(z.number()), pageCount: maybe(z.number()) })) });

/** A contact of a batch. One that was not written may have nothing else. */
export const enteredContact = z.object({ ContactID: maybe(text), ContactNumber: maybe(text), ...verdict });

/** Invoices and credit notes differ in what Xero calls their number and id; see documents.ts, which names them alike. */
const name = { Number: text };

/** A document of a batch. One that was not written may have nothing but its number. */
export const taken = z.object({ ...name, ID: maybe(text), Total: maybe(money), ...verdict });

const line = z.object({ Description: maybe(text), LineAmount: maybe(money) });
/** A document that stands in Xero. */
export const standing = z.object({
  ...name,
  ID: id,
  Contact: z.object({ ContactID: id }),
  Date: maybe(text),
  DateString: maybe(text),
  Total: money,
  Url: maybe(text),
  Status: z.enum(['DRAFT', 'SUBMITTED', 'AUTHORISED', 'PAID', 'VOIDED', 'DELETED']),
  LineItems: maybe(z.array(line)),
});

/** The element was written, under an id. */
export const isWritten = (verdict: Verdict, given: string | null | undefined): given is string =>
  id.safeParse(given).success &&
  !verdict.HasErrors &&
  !verdict.HasValidationErrors &&
  !verdict.ValidationErrors?.length &&
  (verdict.StatusAttributeString ?? 'OK').toUpperCase() !== 'ERROR';

export const isRefused = (verdict: Verdict): boolean =>
  Boolean(verdict.HasErrors || verdict.HasValidationErrors || verdict.ValidationErrors?.length) ||
  verdict.StatusAttributeString?.toUpperCase() === 'ERROR';

/** A day as Xero writes it: `2026-07-01T00:00:00`, or `/Date(1782864000000+0000)/`, which is midnight in UTC whatever follows. @throws */
export function dayOf({
  Date: stamp,
  DateString: written,
}: {
  Date?: string | null | undefined;
  DateString?: string | null | undefined;
}): Day {
  const milliseconds = /^\/Date\((-?\d+)/.exec(stamp ?? '')?.[1];
  return day(
    written?.slice(0, 10) ?? (milliseconds ? new Date(Number(milliseconds)).toISOString().slice(0, 10) : (stamp ?? '').slice(0, 10)),
  );
}

/** What `read` makes of a JSON text; nothing where it is none, or `read` cannot. */
export function readJson<T>(text: string, read: (json: unknown) => T | undefined): T | undefined {
  try {
    return read(JSON.parse(text));
  } catch {
    return undefined;
  }
}
