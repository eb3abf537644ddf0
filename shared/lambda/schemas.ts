import * as z from 'zod/mini';
import { normalAddress } from '../domain/address.ts';
import { type Decimal4, decimal4 } from '../domain/money.ts';
import { type Day, type Month, day as readDay } from '../domain/month.ts';
import { unturned } from '../domain/oneLine.ts';

/** Pieces of schemas that more than one endpoint or job reads. What they answer is already the domain's own type. */

export const accountId = z.string().check(z.regex(/^[A-Za-z0-9-]{1,64}$/, 'must be letters, digits and hyphens'));
export const id = z.string().check(z.regex(/^[A-Za-z0-9-]{1,64}$/, 'must be an id: letters, digits and hyphens'));
export const customerId = id;

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
export const month = z.pipe(
  z.string().check(z.regex(MONTH, 'must be a month like 2026-07')),
  z.transform((text) => text as Month),
);

/** `2026-12_<customer>` */
export const invoiceId = z.pipe(
  z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])_[A-Za-z0-9-]{1,64}$/, 'must be an invoice id like 2026-07_<customer>')),
  z.transform((text) => ({ month: text.slice(0, 7) as Month, customer: text.slice(8) })),
);

export const day = z.pipe(
  z.string().check(z.refine(isDay, 'must be a day like 2026-07-31')),
  z.transform((text) => text as Day),
);

function isDay(text: string): boolean {
  try {
    return Boolean(readDay(text));
  } catch {
    return false;
  }
}

/** A decimal string with at most four places, `-0.0825`. Never a JSON number: those have no exact tenths. */
export const decimal = z.pipe(
  z.string().check(z.regex(/^-?\d{1,9}(\.\d{1,4})?$/, 'must be a number like 12.50, with at most four decimals')),
  z.transform((text): Decimal4 => decimal4(text)),
);

/** More than 0: a credit has a negative price. */
export const quantity = z.pipe(
  z.string().check(
    z.regex(/^\d{1,9}(\.\d{1,4})?$/, 'must be a number above 0 like 1.5'),
    z.refine((text) => /[1-9]/.test(text), 'must be above 0'),
  ),
  z.transform((text): Decimal4 => decimal4(text)),
);

/** Per cent, 0 to 100. */
export const rate = z.pipe(
  z.string().check(
    z.regex(/^\d{1,3}(\.\d{1,4})?$/, 'must be per cent, a number like 10'),
    z.refine((text) => !(Number(text) > 100), 'must be at most 100'),
  ),
  z.transform((text): Decimal4 => decimal4(text)),
);

/** Every control character but tab and line feed, and the two separators that end a line to some readers only. */
const CONTROL = /[^\P{Cc}\t\n]|[\u2028\u2029]/u;

const VISIBLE = /[^\p{C}\p{Z}]/u;

/**
 * One line of text for people: trimmed, NFC, without control characters. Marks that turn the direction of writing are left out: such a line
 * stands beside others, in a list, a sentence or before its period and price, and would make those read as something else.
 */
export const line = (longest: number) =>
  text(longest, (value) => !CONTROL.test(value) && !/[\t\n]/.test(value), 'must be one line without control characters', unturned);

/** Text that may have several lines. */
export const prose = (longest: number) => text(longest, (value) => !CONTROL.test(value), 'must not contain control characters');

const asItIs = (value: string): string => value;

function text(longest: number, fits: (value: string) => boolean, otherwise: string, without = asItIs) {
  return z.pipe(
    z.pipe(
      z.string(),
      z.transform((value) => without(value.replaceAll('\r\n', '\n')).trim().normalize('NFC')),
    ),
    z.string().check(
      z.minLength(1),
      z.maxLength(longest),
      // A name of zero-width characters alone would print as none.
      z.refine((value) => value === '' || VISIBLE.test(value), 'must not be empty'),
      z.refine((value) => value.isWellFormed() && fits(value), otherwise),
    ),
  );
}

/** An email address as it is kept: its domain in lower case and ASCII. */
export const email = z.pipe(
  z.string().check(
    z.maxLength(320),
    z.refine((value) => normalAddress(value) !== undefined, 'must be an email address like name@example.com'),
  ),
  z.transform((value) => normalAddress(value) ?? value),
);

/** How many items a list answers at the most, at once. */
export const limit = (usual: number, most: number) =>
  z.pipe(
    z.optional(
      z.string().check(
        z.regex(/^\d{1,4}$/, `must be a whole number from 1 to ${most}`),
        z.refine((value) => Number(value) >= 1 && Number(value) <= most, `must be from 1 to ${most}`),
      ),
    ),
    z.transform((value) => (value === undefined ? usual : Number(value))),
  );

export const revision = z.number();

/** May be left out, or be null as the API answers what is absent: what was read can be sent back. */
export const maybe = <S extends z.core.$ZodType>(schema: S) =>
  z.pipe(
    z.optional(z.nullable(schema)),
    z.transform((value) => value ?? undefined),
  );
