import type { Instant, Month } from './month.ts';

/** What SES told about one email of ours, in the words of the business. */
export type EmailNews = {
  readonly account: string;
  readonly month: Month;
  readonly customer: string;
  /** The send request it is about. */
  readonly attempt: number;
  readonly messageId: string;
  readonly at: Instant;
  readonly kind: 'send' | 'delivery' | 'bounce' | 'complaint' | 'reject' | 'delay' | 'renderingFailure';
  readonly bounce?: { readonly permanent: boolean; readonly subType: string };
  /** The addresses it names, as SES wrote them. */
  readonly addresses: readonly string[];
  /** What happened, with the mail server's own words. */
  readonly words: string;
  /** The mail server's own words alone, where it had any: "550 5.1.1 user unknown". */
  readonly said?: string;
  /** The same for the same news, however often it is told. */
  readonly key: string;
};
