import type { Customer } from './customer.ts';
import type { Recipients } from './invoice.ts';

/** SES takes no more in one email: to, cc and BCC together. */
export const RECIPIENTS_LIMIT = 50;

/** An address that the email does not go to, and why not. */
export type LeftOut = { readonly address: string; readonly reason: string };

/** As the history tells it; nothing when nobody is left out. */
export const leftOutText = (leftOut: readonly LeftOut[]): string =>
  leftOut.length > 0
    ? `; left out: ${leftOut.map(({ address, reason }) => (reason.includes(address) ? reason : `${address}, ${reason}`)).join('; ')}`
    : '';

export type Addressed = { readonly recipients: Recipients; readonly leftOut: readonly LeftOut[] } | { readonly refusal: string };

/**
 * Whom the customer's next email goes to. Flagged addresses are left out; it is refused only when no to-address remains.
 * An address that stands twice counts once, in the first of to, cc and BCC. The limit cuts from the end: BCC first, then cc.
 */
export function recipientsOf(customer: Pick<Customer, 'name' | 'to' | 'cc' | 'flags'>, bcc: readonly string[]): Addressed {
  if (customer.to.length === 0) return { refusal: `${customer.name} has no email address` };
  const leftOut: LeftOut[] = [];
  const seen = new Set<string>();
  const take = (addresses: readonly string[]): string[] => {
    const taken: string[] = [];
    for (const address of addresses) {
      const reason = reasonAgainst(address, customer, seen);
      if (reason === 'double') continue;
      seen.add(address.toLowerCase());
      if (reason) leftOut.push({ address, reason });
      else taken.push(address);
    }
    return taken;
  };
  const to = take(customer.to);
  if (to.length === 0) return { refusal: `Nobody is left to write to: ${leftOut.map(({ reason }) => reason).join('; ')}` };
  return limited({ to, cc: take(customer.cc), bcc: take(bcc) }, leftOut);
}

function reasonAgainst(address: string, { flags }: Pick<Customer, 'flags'>, seen: ReadonlySet<string>): string | undefined {
  const key = address.toLowerCase();
  if (seen.has(key)) return 'double';
  const flag = Object.hasOwn(flags, key) ? flags[key] : undefined;
  if (!flag) return undefined;
  return flag.reason === 'bounced'
    ? `mail to ${address} came back (${flag.words})`
    : `the owner of ${address} complained about our mail (${flag.words})`;
}

function limited({ to, cc, bcc }: Recipients, leftOut: readonly LeftOut[]): Addressed {
  const copies = RECIPIENTS_LIMIT - Math.min(to.length, RECIPIENTS_LIMIT);
  const kept: Recipients = {
    to: to.slice(0, RECIPIENTS_LIMIT),
    cc: cc.slice(0, copies),
    bcc: bcc.slice(0, Math.max(0, copies - cc.length)),
  };
  const beyond = [...to.slice(kept.to.length), ...cc.slice(kept.cc.length), ...bcc.slice(kept.bcc.length)];
  const reason = `an email has at most ${RECIPIENTS_LIMIT} recipients`;
  return { recipients: kept, leftOut: [...leftOut, ...beyond.map((address) => ({ address, reason }))] };
}
