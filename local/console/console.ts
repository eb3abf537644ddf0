import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AuthorizerSpec } from '../assembly/specs.ts';
import type { Clock } from '../clock.ts';
import type { Bus, Entry } from '../events/bus.ts';
import type { Schedules } from '../events/schedules.ts';
import type { Tokens } from '../gateway/tokens.ts';
import type { Happenings } from '../happenings.ts';
import { readBody } from '../http.ts';
import { type Fault, type Faults, isFaultKind } from '../mail/faults.ts';
import type { Outbox } from '../mail/outbox.ts';
import type { Senders } from '../mail/senders.ts';
import type { Requests } from '../requests.ts';
import type { XeroStandIn } from '../xero/standIn.ts';
import { refusalOf } from './guard.ts';
import { answerMail } from './mail.ts';
import { page } from './page.ts';
import { Refused, sendHtml, sendJson } from './reply.ts';
import { answerSenders } from './senders.ts';
import { answerXero } from './xero.ts';

export type QueueState = {
  readonly name: string;
  readonly queue: string;
  readonly url: string;
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
  readonly deadLetterQueue: boolean;
};

export type ConsoleParts = {
  readonly url: string;
  readonly clock: Clock;
  readonly tokens: Tokens;
  readonly authorizer: AuthorizerSpec | undefined;
  readonly schedules: Schedules;
  readonly bus: Bus;
  readonly outbox: Outbox;
  readonly faults: Faults;
  readonly senders: Senders;
  readonly queues: () => readonly QueueState[];
  readonly requests: Requests;
  readonly happenings: Happenings;
  readonly xero: XeroStandIn;
  /** Whether the functions talk to the real Xero, and the stand-in stands idle. */
  readonly realXero: boolean;
};

/** The demo account's user is who a token is for when nobody is named. */
const DEMO = { accountId: 'demo', role: 'billing' };

/** Everything under `/_local/`. */
export async function answerConsole(request: IncomingMessage, response: ServerResponse, parts: ConsoleParts): Promise<void> {
  try {
    const refusal = refusalOf(request);
    if (refusal) throw new Refused(403, refusal);
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const [, , what = '', ...rest] = pathname.split('/').map(decodeURIComponent);
    if (what === '') return sendHtml(response, page(parts));
    if (what === 'mail' && request.method === 'GET') return answerMail(request, response, rest, parts.outbox);
    const body = () => bodyOf(request);
    const { method = 'GET' } = request;
    const value = await answerPart(method, what, rest[0], body, parts);
    if (value === undefined) throw new Refused(404, 'There is no such thing on the console');
    sendJson(response, value);
  } catch (error) {
    if (error instanceof Refused) return sendJson(response, { message: error.message }, error.status);
    throw error;
  }
}

type Body = () => Promise<unknown>;

function answerPart(method: string, what: string, name: string | undefined, body: Body, parts: ConsoleParts): Promise<unknown> {
  if (what === 'xero') return answerXero(method, name, body, parts.xero);
  if (what === 'senders') return answerSenders(method, name, body, parts.senders);
  return dispatch(`${method} ${what}`, name, body, parts);
}

async function dispatch(what: string, name: string | undefined, body: Body, parts: ConsoleParts): Promise<unknown> {
  const { clock, schedules, queues, requests, happenings, faults } = parts;
  switch (what) {
    case 'POST token':
      return issue(await body(), parts);
    case 'GET clock':
      return readClock(clock);
    case 'PUT clock':
      return setClock(await body(), parts);
    case 'GET schedules':
      return { items: schedules.list() };
    case 'POST schedules':
      return fire(name ?? '', schedules);
    case 'POST events':
      return put(await body(), parts.bus);
    case 'GET queues':
      return { items: queues() };
    case 'GET requests':
      return requests.report();
    case 'DELETE requests':
      requests.reset();
      return requests.report();
    case 'GET happenings':
      return { items: happenings.recent() };
    case 'GET faults':
      return { items: faults.planned() };
    case 'PUT faults':
      faults.plan(faultsOf(await body()));
      return { items: faults.planned() };
    default:
      return undefined;
  }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const body = await readBody(request, 1024 * 1024);
  try {
    return body.length ? (JSON.parse(body.toString()) as unknown) : {};
  } catch {
    throw new Refused(400, 'The body is not JSON');
  }
}

async function issue(body: unknown, { tokens, authorizer }: ConsoleParts): Promise<unknown> {
  const { accountId = DEMO.accountId, role = DEMO.role } = body as { accountId?: unknown; role?: unknown };
  if (typeof accountId !== 'string' || !/^[A-Za-z0-9-]{1,64}$/.test(accountId))
    throw new Refused(400, 'accountId: letters, digits and hyphens');
  if (role !== 'billing' && role !== 'viewer') throw new Refused(400, 'role: billing or viewer');
  if (!authorizer) throw new Refused(409, 'The template has no JWT authorizer');
  return { accessToken: await tokens.issue({ accountId, role }, authorizer), accountId, role };
}

const readClock = (clock: Clock) => ({
  now: clock.now().toISOString(),
  real: new Date().toISOString(),
  offsetSeconds: Math.round(clock.offsetMs / 1000),
});

/** `{now: null}` goes back to real time. */
function setClock(body: unknown, { clock, happenings }: ConsoleParts): unknown {
  const { now } = body as { now?: unknown };
  const instant = now === null ? undefined : new Date(typeof now === 'string' ? now : Number.NaN);
  if (instant && Number.isNaN(instant.getTime()))
    throw new Refused(400, 'now: an instant like 2026-12-01T02:00:00Z, or null for real time');
  happenings.add('clock', instant ? `set to ${instant.toISOString()}` : 'back to real time');
  clock.set(instant);
  return readClock(clock);
}

function fire(name: string, schedules: Schedules): unknown {
  if (schedules.fireByName(name)) return { fired: name };
  const names = schedules.list().map((schedule) => schedule.name);
  throw new Refused(404, `No schedule is called “${name}”. There are: ${names.join(', ')}`);
}

function put(body: unknown, bus: Bus): unknown {
  const entries = (Array.isArray(body) ? body : [body]) as Partial<Entry>[];
  const events = entries.map(({ source, 'detail-type': detailType, detail, resources }) => {
    if (typeof source !== 'string' || typeof detailType !== 'string' || detail === undefined) {
      throw new Refused(400, 'An event has source, detail-type and detail');
    }
    return { source, 'detail-type': detailType, detail, ...(resources ? { resources } : {}) };
  });
  return { items: events.map((entry) => bus.put(entry)) };
}

function faultsOf(body: unknown): Fault[] {
  const list = (Array.isArray(body) ? body : [body]) as Record<string, unknown>[];
  return list.map(({ kind, count = 1, to }) => {
    if (!isFaultKind(kind)) throw new Refused(400, `There is no fault “${String(kind)}”`);
    if (typeof count !== 'number') throw new Refused(400, 'count: how many times');
    return { kind, count, ...(typeof to === 'string' ? { to } : {}) };
  });
}
