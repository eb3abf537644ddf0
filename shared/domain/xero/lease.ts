import { earlier, type Instant, instant, later } from '../month.ts';
import { changeConnection } from './changeConnection.ts';
import { type Connection, isLive, wantsRenewal } from './connection.ts';
import { Pace } from './pace.ts';
import { type Places, Session, type UploadingPorts } from './session.ts';
import { lookUpFrom } from './uploadLife.ts';

/** Longer than a worker can live: its function is stopped after five minutes. */
const LEASE_MS = 5.5 * 60_000;
/** Read to see whether anything is left. */
const LEFT_READ = 25;
/** SQS's longest delay. A later message is the sweeper's. */
const DELAY_LIMIT_SECONDS = 900;

type Given = { readonly clock: () => Date; readonly places: Places; readonly log: (error: unknown) => void };

/** The session of whoever gets the lease. When a worker is at it already, it is told to look once more. */
export async function begun(account: string, ports: UploadingPorts, { clock, places, log }: Given): Promise<Session | undefined> {
  const settings = await ports.accounts.get(account);
  if (!settings) return undefined;
  const token = ports.ids.fresh();
  const now = instant(clock());
  const isHeld = ({ heldUntil }: Connection) => heldUntil !== undefined && heldUntil > now;
  const connection = await changeConnection(ports.connections, account, (read) => {
    if (read.state !== 'connected' || (isHeld(read) && !wantsRenewal(read, now))) return undefined;
    if (isLive(read.worker, now)) return { ...read, askedAt: now };
    const { askedAt: _, heldUntil, ...rest } = read;
    return { ...rest, ...(heldUntil && isHeld(read) ? { heldUntil } : {}), worker: { token, until: later(now, LEASE_MS) } };
  });
  if (!connection?.organisation || connection.worker?.token !== token) return undefined;
  const { organisation, heldUntil } = connection;
  const pace = new Pace(connection.calls);
  return new Session(connection, { account: settings, organisation, token, ports, places, clock, log, pace, heldUntil });
}

/** The connection, as long as it is the one that the session serves: a person may have connected another, or ended it. */
export async function served({ account, organisation, token, ports }: Session): Promise<Connection | undefined> {
  const read = await ports.connections.get(account.accountId);
  if (read?.state !== 'connected' || read.worker?.token !== token) return undefined;
  return read.organisation?.organisationId === organisation.organisationId ? read : undefined;
}

/** Whether someone asked meanwhile and there is still time: the lease is kept. */
export async function isAskedAgain(session: Session): Promise<boolean> {
  if (session.isStopped() || session.isLate() || session.failures.length > 0) return false;
  let more = false;
  await changeConnection(session.ports.connections, session.account.accountId, ({ askedAt, ...read }) => {
    more = askedAt !== undefined && read.worker?.token === session.token;
    return more ? read : undefined;
  });
  return more;
}

/**
 * Gives the lease back, with what the next worker must know, and calls it if there is something left. Answers whether the message is done
 * with; if not it comes again, and calls nobody besides: or from each that fails two would come.
 */
export async function release(session: Session, ended: boolean): Promise<boolean> {
  const { account, ports, heldUntil } = session;
  const { accountId } = account;
  const at = session.now();
  let [isOurs, askedMeanwhile] = [false, false];
  const stands = await changeConnection(
    ports.connections,
    accountId,
    ({ worker, askedAt, heldUntil: _, pdfsHeldUntil: __, trouble, ...read }) => {
      isOurs = worker?.token === session.token;
      if (!isOurs) return undefined;
      askedMeanwhile = askedAt !== undefined;
      return { ...read, ...learned(session, trouble) };
    },
  );
  // What failed comes again by the same message, not at once: unless it is only some of many that the worker had no time for.
  const isCutShort = session.isStopped() || session.isLate() || askedMeanwhile;
  if (!ended || (session.failures.length > 0 && !isCutShort)) return false;
  // An ended link waits for a person, another one's worker looks after itself, and whoever is called for invoices that are held comes later.
  if (stands?.state !== 'connected' || !isOurs || session.isHeld) return true;
  const invoices = await ports.invoices.forXero(accountId, LEFT_READ);
  const left = session.holdsPdfs() ? invoices : [...invoices, ...(await ports.invoices.pdfsForXero(accountId, LEFT_READ))];
  if (left.length === 0 && !askedMeanwhile) return true;
  const next = left.map(({ xero }) => (xero ? lookUpFrom(xero) : at)).reduce<Instant>(earlier, later(at, DELAY_LIMIT_SECONDS * 1000));
  const wait = secondsUntil(askedMeanwhile ? at : next, at);
  const seconds = Math.max(1, wait, heldUntil ? secondsUntil(heldUntil, at) : 0);
  if (seconds <= DELAY_LIMIT_SECONDS) await ports.uploadQueue.add({ account: accountId }, seconds);
  return true;
}

/** What the next worker must know, and people. A trouble is over when a worker has been in Xero and met none. */
function learned(session: Session, before: Connection['trouble']): Partial<Connection> {
  const { heldUntil, pdfsHeldUntil, silences, writeSilences, stuck, trouble, usedTokens } = session;
  const isOver = usedTokens !== undefined && !session.isStopped() && !session.holdsPdfs() && session.failures.length === 0;
  const stands = trouble ? { at: session.now(), words: trouble } : isOver ? undefined : before;
  return {
    ...(heldUntil ? { heldUntil } : {}),
    ...(session.holdsPdfs() && pdfsHeldUntil ? { pdfsHeldUntil } : {}),
    ...{ calls: session.calls(), silences, writeSilences, stuck },
    ...(stands ? { trouble: stands } : {}),
  };
}

const secondsUntil = (until: Instant, at: Instant): number => Math.ceil((Date.parse(until) - Date.parse(at)) / 1000);
