import type { Invoice } from '../invoice.ts';
import { inParallel } from '../parallel.ts';
import { accessTo, BEING_RENEWED } from './access.ts';
import { askByHand, askByItself } from './asking.ts';
import { attachAll, type Draw } from './attaching.ts';
import { batchesOf } from './batching.ts';
import { changeConnection } from './changeConnection.ts';
import type { Chart } from './coding.ts';
import { type Connection, wantsRenewal } from './connection.ts';
import { begun, isAskedAgain, release, served } from './lease.ts';
import { lookUp } from './lookingUp.ts';
import { AT_ONCE } from './pace.ts';
import { prepared } from './preparing.ts';
import { sendBatch } from './sendingBatch.ts';
import type { Places, Session, UploadingPorts } from './session.ts';
import { turnAway } from './turningAway.ts';
import { isInDoubt, lookUpFrom } from './uploadLife.ts';

/** Invoices looked at together: their contacts are resolved at once, and twenty batches go out of them. */
const TOGETHER = 1000;

export type Uploading = {
  readonly clock: () => Date;
  readonly draw: Draw;
  readonly places: Places;
  readonly log: (error: unknown) => void;
};

/**
 * One message of the upload queue: does all that there is to do for an account's Xero, exactly once however often it is asked. One worker at
 * a time, by a lease on the connection; so the pace is one worker's, and no two send the same invoice.
 */
export async function uploadAccount(account: string, ports: UploadingPorts, given: Uploading): Promise<void> {
  const session = await begun(account, ports, given);
  if (!session) return;
  let ended = false;
  let isDone = false;
  try {
    do await pass(session, given.draw);
    while (await isAskedAgain(session));
    ended = true;
  } finally {
    isDone = await release(session, ended);
  }
  for (const failure of isDone ? session.failures : session.failures.slice(1)) given.log(failure);
  if (!isDone) throw session.failures[0];
  if (session.failures.length > 0) ports.metrics.count('JobFailed');
}

/** Everything that there is to do now. */
async function pass(session: Session, draw: Draw): Promise<void> {
  const { account, ports, clock } = session;
  const connection = await served(session);
  if (!connection) return;
  if (session.isHeld) return renewIfIdle(connection, session);
  await askByHand(account, connection, ports, clock());
  await askByItself(account, connection, ports, clock());
  const ones = await nextOnes(session);
  if (ones.length === 0) return renewIfIdle(connection, session);
  if (!(await enter(session, false))) return;
  await work(ones, session, draw);
  // An access token may end before its time. Once more with a new one; a second refusal is meant.
  if (!session.unauthorised) return;
  const { unauthorised } = session;
  session.unauthorised = undefined;
  if (!(await enter(session, true))) return;
  await work(await nextOnes(session), session, draw);
  if (session.unauthorised) await refusedAnew(session, unauthorised);
}

/** Opens the books; false when they cannot be opened now. */
async function enter(session: Session, renew: boolean): Promise<boolean> {
  const access = await accessTo(session.account.accountId, session.ports, session.clock, renew);
  if (access.outcome === 'open') session.openWith(access.token, access.connection.tokens);
  if (access.outcome === 'later') session.hold(10_000);
  if (access.outcome !== 'open' && access.words !== BEING_RENEWED) session.trouble = access.words;
  return access.outcome === 'open';
}

async function renewIfIdle(connection: Connection, session: Session): Promise<void> {
  if (wantsRenewal(connection, session.now())) await enter(session, true);
}

/** With a new token as well. As long as Xero lets us read with it the link is good, and it is the writing that is not allowed. */
async function refusedAnew(session: Session, words: string): Promise<void> {
  if (!session.unauthorisedToWrite) return shutOut(session, words);
  const seen = await session.books.organisation();
  if (seen.outcome === 'unauthorised') return shutOut(session, words);
  session.unauthorised = undefined;
  session.heard(seen);
  if (seen.outcome === 'done' || seen.outcome === 'refused')
    session.hindered(`Xero lets us read but not write (${words}). If it stays so, connect it again`);
}

/** The link that was used has ended. One that a person made meanwhile is another, and stays. */
async function shutOut(session: Session, words: string): Promise<void> {
  const { account, organisation, ports, usedTokens } = session;
  const trouble = { at: session.now(), words: `Xero no longer lets us in (${words}): connect it again` };
  const stands = await changeConnection(ports.connections, account.accountId, (read) =>
    read.tokens === usedTokens && read.organisation?.organisationId === organisation.organisationId
      ? { ...read, state: 'expired', trouble }
      : undefined,
  );
  if (stands?.state === 'expired') ports.metrics.count('XeroExpired', 1, { account: account.accountId });
}

/** Works until nothing is left, or nothing more may be begun. */
async function work(first: readonly Invoice[], session: Session, draw: Draw): Promise<void> {
  let chart: Chart | undefined;
  let before = '';
  let ones = first;
  while (ones.length > 0 && !session.isStopped() && !session.isLate()) {
    const now = JSON.stringify(ones.map(({ number, revision }) => [number, revision]));
    // The same ones again, unchanged: whatever stands in the way may be gone in a while, but not at once.
    if (now === before) return session.standsStill(`Nothing moves${forWhich(ones)}, though Xero answers. It is tried again by itself`);
    if (before) session.stuck = 0;
    before = now;
    await lookUp(ones.filter(isInDoubt), session);
    const waiting = ones.filter(({ xero }) => xero?.state === 'waiting');
    chart ??= waiting.length > 0 ? await chartOf(session) : undefined;
    if (chart && !session.isStopped()) await sendAll(waiting, chart, session);
    await attachAll(
      ones.filter(({ xero }) => xero?.state === 'uploaded'),
      draw,
      session,
    );
    ones = await nextOnes(session);
  }
  if (ones.length === 0) session.stuck = 0;
}

function forWhich([first, ...more]: readonly Invoice[]): string {
  return first ? ` for ${first.number}${more.length > 0 ? ` and ${more.length} more` : ''}` : '';
}

/** What can be worked on now: PDFs, a call each, only when there is no invoice. */
async function nextOnes(session: Session): Promise<readonly Invoice[]> {
  const { account, ports } = session;
  const ones = await workable(await ports.invoices.forXero(account.accountId, TOGETHER), session);
  if (ones.length > 0 || session.holdsPdfs()) return ones;
  return workable(await ports.invoices.pdfsForXero(account.accountId, TOGETHER), session);
}

/**
 * Those for this organisation, as long as it is the connected one, and no request too young to be looked up. Whether it still is, is asked
 * after the list is read: what a person asked to go to the next one since is not in it.
 */
async function workable(all: readonly Invoice[], session: Session): Promise<readonly Invoice[]> {
  const { organisationId } = session.organisation;
  if (!(await served(session))) return [];
  await turnAway(all, session);
  const now = session.now();
  return all.filter((each) => each.xero?.organisationId === organisationId && lookUpFrom(each.xero) <= now && !session.hasFailed(each));
}

/** The organisation's accounts and tax rates, against which everything is checked before it is sent. */
async function chartOf(session: Session): Promise<Chart | undefined> {
  const accounts = await session.books.accounts();
  session.heard(accounts);
  if (accounts.outcome === 'refused') session.hindered(`Xero does not show its accounts: ${accounts.words}`);
  if (accounts.outcome !== 'done') return undefined;
  const taxRates = await session.books.taxRates();
  session.heard(taxRates);
  if (taxRates.outcome === 'refused') session.hindered(`Xero does not show its tax rates: ${taxRates.words}`);
  return taxRates.outcome === 'done' ? { accounts: accounts.value, taxRates: taxRates.value } : undefined;
}

async function sendAll(waiting: readonly Invoice[], chart: Chart, session: Session): Promise<void> {
  if (!(await served(session))) return;
  const batches = batchesOf(await prepared(waiting, chart, session));
  await inParallel(batches, AT_ONCE, async (batch) => {
    if (!session.isStopped() && !session.isLate() && (await served(session))) await sendBatch(batch, session);
  });
}
