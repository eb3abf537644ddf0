import type { Invoice } from '../invoice.ts';
import { earlier, type Instant, instant, later } from '../month.ts';
import { inParallel } from '../parallel.ts';
import { accessTo } from './access.ts';
import { askByHand, askByItself } from './asking.ts';
import { attachAll, type Draw } from './attaching.ts';
import { batchesOf } from './batching.ts';
import { changeConnection } from './changeConnection.ts';
import type { Chart } from './coding.ts';
import { type Connection, isLive, wantsRenewal } from './connection.ts';
import { lookUp } from './lookingUp.ts';
import { AT_ONCE, Pace } from './pace.ts';
import { prepared } from './preparing.ts';
import { sendBatch } from './sendingBatch.ts';
import { type Places, Session, type UploadingPorts } from './session.ts';
import { turnAway } from './turningAway.ts';
import { isInDoubt, lookUpFrom } from './uploadLife.ts';

/** Longer than a worker can live: its function is stopped after five minutes. */
const LEASE_MS = 5.5 * 60_000;
/** Invoices looked at together: their contacts are resolved at once, and twenty batches go out of them. */
const TOGETHER = 1000;
/** Read to see whether anything is left. */
const LEFT_READ = 25;
/** SQS's longest delay. A later message is the sweeper's. */
const DELAY_LIMIT_SECONDS = 900;

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
  let allWell = false;
  try {
    do await pass(session, given.draw);
    while (await lookOnceMore(session));
    allWell = session.failures.length === 0;
  } finally {
    await release(session, allWell);
  }
  for (const failure of session.failures.slice(1)) given.log(failure);
  if (!allWell) throw session.failures[0];
}

/** The session of whoever gets the lease. When a worker is at it already, it is told to look once more. */
async function begun(account: string, ports: UploadingPorts, { clock, places, log }: Uploading): Promise<Session | undefined> {
  const settings = await ports.accounts.get(account);
  if (!settings) return undefined;
  const token = ports.ids.fresh();
  const now = instant(clock());
  const connection = await changeConnection(ports.connections, account, (read) => {
    if (read.state !== 'connected' || (read.heldUntil && read.heldUntil > now)) return undefined;
    if (isLive(read.worker, now)) return { ...read, askedAt: now };
    const { askedAt: _, heldUntil: __, ...rest } = read;
    return { ...rest, worker: { token, until: later(now, LEASE_MS) } };
  });
  if (!connection?.organisation || connection.worker?.token !== token) return undefined;
  const pace = new Pace(connection.calls);
  return new Session(connection, { account: settings, organisation: connection.organisation, token, ports, places, clock, log, pace });
}

/** Everything that there is to do now. */
async function pass(session: Session, draw: Draw): Promise<void> {
  const { account, ports, clock } = session;
  const connection = await ports.connections.get(account.accountId);
  if (!connection) return;
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
  if (session.unauthorised) await shutOut(session, unauthorised);
}

/** Opens the books; false when they cannot be opened now. */
async function enter(session: Session, renew: boolean): Promise<boolean> {
  const access = await accessTo(session.account.accountId, session.ports, session.clock, renew);
  if (access.outcome === 'open') session.openWith(access.token, access.connection.tokens);
  if (access.outcome === 'later') session.hold(10_000);
  if (access.outcome !== 'open') session.trouble = access.words;
  return access.outcome === 'open';
}

async function renewIfIdle(connection: Connection, session: Session): Promise<void> {
  if (wantsRenewal(connection, session.now())) await enter(session, true);
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
  for (let ones = first; ones.length > 0 && !session.isStopped() && !session.isLate(); ones = await nextOnes(session)) {
    const now = JSON.stringify(ones.map(({ number, revision }) => [number, revision]));
    // The same ones again, unchanged: whatever stands in the way may be gone in a minute, but not at once.
    if (now === before) return session.hold(60_000);
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
  }
}

/** What can be worked on now: for this organisation, and no silence too young to be looked up. */
async function nextOnes(session: Session): Promise<readonly Invoice[]> {
  const { organisationId } = session.organisation;
  const all = await session.ports.invoices.forXero(session.account.accountId, TOGETHER);
  await turnAway(all, session);
  const now = session.now();
  return all.filter(({ xero }) => xero?.organisationId === organisationId && lookUpFrom(xero) <= now);
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
  const batches = batchesOf(await prepared(waiting, chart, session));
  await inParallel(batches, AT_ONCE, async (batch) => {
    if (!session.isStopped() && !session.isLate()) await sendBatch(batch, session);
  });
}

/** Whether someone asked meanwhile and there is still time: the lease is kept. */
async function lookOnceMore(session: Session): Promise<boolean> {
  if (session.isStopped() || session.isLate() || session.failures.length > 0) return false;
  let more = false;
  await changeConnection(session.ports.connections, session.account.accountId, ({ askedAt, ...read }) => {
    more = askedAt !== undefined && read.worker?.token === session.token;
    return more ? read : undefined;
  });
  return more;
}

/** Gives the lease back, with what the next worker must know, and calls it if there is something left. */
async function release(session: Session, allWell: boolean): Promise<void> {
  const { account, ports, heldUntil, silences, trouble } = session;
  const { accountId } = account;
  const at = session.now();
  let askedMeanwhile = false;
  const stands = await changeConnection(ports.connections, accountId, ({ worker, askedAt, ...read }) => {
    if (worker?.token !== session.token) return undefined;
    askedMeanwhile = askedAt !== undefined;
    const held = heldUntil ? { heldUntil } : {};
    return { ...read, ...held, calls: session.calls(), silences, ...(trouble ? { trouble: { at, words: trouble } } : {}) };
  });
  // What failed here comes again by its own message, not at once; an ended link waits for a person.
  if (stands?.state !== 'connected' || !allWell) return;
  const left = await ports.invoices.forXero(accountId, LEFT_READ);
  if (left.length === 0 && !askedMeanwhile) return;
  const next = left.map(({ xero }) => (xero ? lookUpFrom(xero) : at)).reduce<Instant>(earlier, later(at, DELAY_LIMIT_SECONDS * 1000));
  const wait = secondsUntil(askedMeanwhile ? at : next, at);
  const seconds = Math.max(1, wait, heldUntil ? secondsUntil(heldUntil, at) : 0);
  if (seconds <= DELAY_LIMIT_SECONDS) await ports.uploadQueue.add({ account: accountId }, seconds);
}

const secondsUntil = (until: Instant, at: Instant): number => Math.ceil((Date.parse(until) - Date.parse(at)) / 1000);
