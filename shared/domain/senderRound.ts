import type { Account } from './account.ts';
import type { Accounts, Metrics, Senders } from './ports.ts';
import { isSenderVerified } from './sender.ts';
import { lookAtSender } from './verifying.ts';

/** How often a round is made; a verified domain is looked at in one of a day's rounds, every other one in each. */
export const ROUND_MS = 15 * 60 * 1000;
const ROUNDS_A_DAY = 96;
/** SES takes one such request a second from the whole deployment, and people ask, too. */
const LOOKS = 60;

type RoundPorts = {
  readonly accounts: Pick<Accounts, 'all' | 'get' | 'noteSender'>;
  readonly senders: Pick<Senders, 'find' | 'rest'>;
  readonly metrics: Metrics;
};
type Round = { readonly now: Date; readonly log: (error: unknown) => void };

/**
 * Asks SES about domains whose owners are not looking: verified comes up by itself, and a domain that lost its DNS records is noticed within
 * a day. One account's trouble holds up none of the others.
 */
export async function checkSenders(ports: RoundPorts, { now, log }: Round): Promise<void> {
  const round = Math.floor(now.getTime() / ROUND_MS);
  const turns = inTurn(await toLookAt(ports.accounts, round), round);
  for (const [index, account] of turns.entries()) {
    if (index > 0) await ports.senders.rest();
    try {
      await lookAtSender(account, ports);
    } catch (error) {
      ports.metrics.count('SenderCheckFailed', 1, { account: account.accountId });
      log(error);
    }
  }
}

async function toLookAt(accounts: RoundPorts['accounts'], round: number): Promise<Account[]> {
  const found: Account[] = [];
  for await (const id of accounts.all()) {
    const account = await accounts.get(id);
    if (account && (!isSenderVerified(account) || slotOf(id) === round % ROUNDS_A_DAY)) found.push(account);
  }
  return found;
}

/** When there are too many for one round, the next goes on where it stopped. */
function inTurn(all: readonly Account[], round: number): readonly Account[] {
  if (all.length <= LOOKS) return all;
  const start = (round * LOOKS) % all.length;
  return [...all.slice(start), ...all.slice(0, start)].slice(0, LOOKS);
}

/** Which round of the day is an account's: always the same, and the accounts spread over all of them. */
function slotOf(account: string): number {
  let hash = 7;
  for (const character of account) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return hash % ROUNDS_A_DAY;
}
