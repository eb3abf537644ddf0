import * as z from 'zod/mini';

/** A file to download: the link lives at most five minutes. */
export const linkView = z.object({ url: z.string(), fileName: z.string(), expiresAt: z.string() });
export type LinkView = z.infer<typeof linkView>;

/** A month's CSV, in as many files as Xero's limit needs. */
export const monthFilesView = z.object({
  month: z.string(),
  /** How Xero is to be told to read the amounts when the files are imported. */
  importAs: z.literal('tax exclusive'),
  /** How many of the invoices are in Xero already: importing those again would be refused. */
  inXero: z.number(),
  files: z.array(
    z.extend(linkView, {
      kind: z.enum(['invoice', 'creditNote']),
      invoices: z.number(),
      rows: z.number(),
      /** One invoice of more rows than Xero imports at once. */
      overLimit: z.boolean(),
    }),
  ),
});
