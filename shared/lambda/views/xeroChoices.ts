import * as z from 'zod/mini';
import type { Account } from '../../domain/account.ts';
import { decimalText } from '../../domain/money.ts';
import type { AccountMistake, Chart } from '../../domain/xero/coding.ts';
import type { BrandingTheme } from '../../domain/xero/ports.ts';

/** What can be chosen in the settings and services: what is archived, or not for sales, is left out. */
export const choicesView = z.object({
  accounts: z.array(z.object({ code: z.string(), name: z.string(), type: z.string() })),
  taxRates: z.array(z.object({ taxType: z.string(), name: z.string(), rate: z.string() })),
  brandingThemes: z.array(z.object({ brandingThemeId: z.string(), name: z.string() })),
  /** What Xero would refuse of the settings (customer null) and of the services, or would tax otherwise; at most a hundred. */
  mistakes: z.array(
    z.object({
      customer: z.nullable(z.object({ customerId: z.string(), name: z.string() })),
      serviceId: z.nullable(z.string()),
      what: z.string(),
      field: z.enum(['accountCode', 'taxType', 'brandingThemeId']),
      message: z.string(),
    }),
  ),
  moreMistakes: z.boolean(),
});
export type ChoicesView = z.infer<typeof choicesView>;

type Found = { readonly mistakes: readonly AccountMistake[]; readonly more: boolean };

export function viewChoices(
  { xero }: Account,
  { accounts, taxRates }: Chart,
  themes: readonly BrandingTheme[],
  { mistakes, more }: Found,
): ChoicesView {
  const theme = xero.brandingThemeId;
  const lost = theme !== undefined && !themes.some(({ brandingThemeId }) => brandingThemeId === theme);
  const themeMistake = {
    customer: null,
    serviceId: null,
    what: 'The settings',
    field: 'brandingThemeId',
    message: 'This branding theme is not in Xero',
  } as const;
  return {
    accounts: accounts
      .filter(({ status, type }) => status === 'ACTIVE' && type !== 'BANK')
      .map(({ code, name, type }) => ({ code, name, type })),
    taxRates: taxRates
      .filter(({ status, onSales }) => status === 'ACTIVE' && onSales)
      .map(({ taxType, name, rate }) => ({ taxType, name, rate: decimalText(rate) })),
    brandingThemes: themes.map(({ brandingThemeId, name }) => ({ brandingThemeId, name })),
    mistakes: [
      ...(lost ? [themeMistake] : []),
      ...mistakes.map(({ customer, serviceId, what, field, message }) => ({
        customer: customer ?? null,
        serviceId: serviceId ?? null,
        what,
        field,
        message,
      })),
    ],
    moreMistakes: more,
  };
}
