import type { Refusal } from './uploadLife.ts';

type Rule = { readonly says: RegExp; readonly advice: string };

/** What a clerk can do about a refusal, told by Xero's own words. The first that fits counts. */
export const RULES: readonly Rule[] = [
  { says: /lock date/i, advice: 'The period is closed in Xero: move its lock date (Accounting settings), upload, and lock it again.' },
  {
    says: /reached the limit of invoices you can approve/i,
    advice: 'Your Xero plan approves no more this month: set “upload as draft” in the settings, or upgrade the plan.',
  },
  {
    says: /\baccount\b.*archived|archived.*\baccount\b/i,
    advice: 'Choose another account code in the service or the settings, or restore it in Xero.',
  },
  {
    says: /account (code)?.*(not a valid|not found|could not be found|does not exist|required|must be specified)/i,
    advice: 'Choose an account code that Xero has, in the service or the settings.',
  },
  { says: /(contact).*archived|archived.*contact/i, advice: 'Restore the contact in Xero, or choose another one in the customer.' },
  {
    says: /contact name .*(already assigned|must be unique)/i,
    advice: 'Another contact in Xero has this name: choose the customer’s contact, or rename one of the two.',
  },
  {
    says: /contact number .*(already assigned|must be unique)/i,
    advice: 'Another contact in Xero stands for this customer: choose the customer’s contact.',
  },
  { says: /e-?mail/i, advice: 'Correct the customer’s email address, or choose its contact in Xero.' },
  {
    says: /contact.*(not found|could not be found|does not exist|required|valid contact|must be specified|must contain)/i,
    advice: 'Choose the customer’s contact in Xero again.',
  },
  { says: /tax ?type|tax rate/i, advice: 'Choose a tax type that Xero has for sales, in the service or the settings.' },
  { says: /currency/i, advice: 'Add the currency in Xero (Settings, Currencies), or bill in the organisation’s own.' },
  { says: /must be unique|already (exists|used)/i, advice: 'Xero holds another document under this number: look at it there.' },
  { says: /branding theme/i, advice: 'Choose the branding theme in the settings again.' },
  {
    says: /attachment|file (size|type)|too large|maximum.*size|answered 413/i,
    advice: 'It is too large for Xero: enter it there by hand.',
  },
  {
    says: /negative|(less than|below) zero|greater than or equal to zero/i,
    advice: 'Tell us: a credit should have gone up as a credit note.',
  },
  { says: /longer than|too long/i, advice: 'Shorten it in the customer, the service or the settings.' },
  {
    says: /archived|not permitted|permission|not allowed|forbidden/i,
    advice: 'Check in Xero that the person who connected it may still enter sales.',
  },
];

const OTHERWISE = 'Correct it here or in Xero, then upload it again. If it stays, enter it in Xero by hand.';

/** Characters of Xero's words that are kept. */
const LIMIT = 400;

/** Xero's own words, and what to do about them. */
export function refusalOf(messages: readonly string[]): Refusal {
  const words =
    messages
      .map((message) => message.trim())
      .filter(Boolean)
      .join(' ') || 'Xero refused it and said no reason';
  const rule = RULES.find(({ says }) => messages.some((message) => says.test(message)));
  return { words: words.length > LIMIT ? `${words.slice(0, LIMIT)}…` : words, advice: rule?.advice ?? OTHERWISE };
}

/** Xero already holds a document under the number: it must be looked up, because it may be ours. */
export const saysTaken = (messages: readonly string[]): boolean =>
  messages.some((message) => /must be unique/i.test(message) && !/contact (name|number)/i.test(message));
