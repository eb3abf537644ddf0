import * as z from 'zod/mini';
import { type Account, type Company, LAYOUTS } from '../../domain/account.ts';
import { isTwoDecimalCurrency } from '../../domain/currency.ts';
import { decimal4 } from '../../domain/money.ts';
import { isTimeZone } from '../../domain/month.ts';
import { cut, oneLine } from '../../domain/oneLine.ts';
import type { SampleSettings } from '../../domain/sampleInvoice.ts';
import { given } from '../given.ts';
import { maybe, rate } from '../schemas.ts';

/** Settings as they stand in a form that is half filled: what is not there yet, or not right yet, is no reason to show nothing. */

/** Far more than any field of the form takes. */
const LONGEST = 5000;
const text = z.string().check(z.maxLength(LONGEST));

/** One line of what was typed; nothing for none. */
const typedLine = (longest: number) =>
  z.pipe(
    maybe(text),
    z.transform((value) => cut(oneLine(value ?? ''), longest) || undefined),
  );

const typedProse = z.pipe(
  maybe(text),
  z.transform(
    (value) =>
      (value ?? '')
        .split(/\r\n?|\n/)
        .map(oneLine)
        .join('\n')
        .trim() || undefined,
  ),
);

/** What does not fit is as good as not there. */
const fitting = <S extends z.ZodMiniType>(schema: S) => z.catch(maybe(schema), undefined);

const typedCompany = z.strictObject({
  name: typedLine(200),
  taxId: typedLine(50),
  registeredForTax: fitting(z.boolean()),
  address: z.pipe(
    maybe(z.array(text).check(z.maxLength(20))),
    z.transform((lines = []) => lines.map((each) => cut(oneLine(each), 200)).filter(Boolean)),
  ),
  phone: typedLine(50),
  email: typedLine(320),
  payment: maybe(
    z.strictObject({
      text: typedProse,
      bankName: typedLine(100),
      accountName: typedLine(100),
      bsb: typedLine(20),
      accountNumber: typedLine(50),
    }),
  ),
});

const typedBilling = z.strictObject({
  timeZone: fitting(z.string().check(z.refine(isTimeZone))),
  currency: fitting(z.string().check(z.refine(isTwoDecimalCurrency))),
  period: fitting(z.enum(['advance', 'arrears'])),
  termsDays: fitting(z.int().check(z.gte(0), z.lte(365))),
  taxRate: fitting(rate),
});

const typedNumbering = z.strictObject({
  prefix: fitting(z.string().check(z.regex(/^[A-Za-z0-9._/-]{0,20}$/))),
  first: fitting(z.int().check(z.gte(1), z.lte(999_999_999))),
});

export const pdfPreviewBody = z.strictObject({
  company: maybe(typedCompany),
  billing: maybe(typedBilling),
  numbering: maybe(typedNumbering),
  layout: maybe(z.enum(LAYOUTS)),
  /** Base64 of a PNG or JPEG of at most 1 MB. Null: none. Left out: the one that is saved, if one is. */
  logo: z.optional(z.nullable(z.string())),
});
export type PdfPreviewBody = z.output<typeof pdfPreviewBody>;

/** Base64 of a logo of a megabyte, the form around it, and room to say of a larger one that it is too large. */
export const PREVIEW_BYTES = 3_000_000;

/** What stands where nothing is typed or saved yet. */
const COMPANY: Company = {
  name: 'Your company',
  taxId: '00000000000',
  registeredForTax: true,
  address: ['Your address'],
  email: 'accounts@your-company.example',
  payment: {},
};
export const UNSAVED: SampleSettings = {
  company: COMPANY,
  billing: { timeZone: 'Australia/Sydney', currency: 'AUD', period: 'advance', termsDays: 14, taxRate: decimal4('10') },
  numbering: { prefix: '', first: 1 },
  layout: 'classic',
};

/** A section that is left out is the saved one. */
export function sampleSettings(typed: PdfPreviewBody, saved: Account | undefined): SampleSettings {
  const { company, billing, numbering, layout } = saved ?? UNSAVED;
  return {
    company: typed.company ? companyFrom(typed.company) : company,
    billing: { ...billing, ...given(typed.billing ?? {}) },
    numbering: { ...numbering, ...given(typed.numbering ?? {}) },
    layout: typed.layout ?? layout,
  };
}

/** Emptied is empty: it shows a placeholder, not what is saved. */
function companyFrom({ payment, address, taxId, ...typed }: NonNullable<PdfPreviewBody['company']>): Company {
  return {
    ...COMPANY,
    ...given({ ...typed, taxId: taxId?.replaceAll(' ', '') }),
    ...(address.length > 0 ? { address } : {}),
    payment: given(payment ?? {}),
  };
}
