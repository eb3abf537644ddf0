import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { answerAccounting, scopeOf } from './accounting.ts';
import type { Books } from './books.ts';
import { type Call, Calls } from './calls.ts';
import { answerConnections } from './connections.ts';
import { answerConsent } from './consent.ts';
import { headerOf, html, plain, type Reply, type XeroRequest } from './exchange.ts';
import { type Fault, type FaultKind, Faults } from './faults.ts';
import { connectionsOf, type Grant, grantOf, type RegisteredApp } from './grants.ts';
import { Hands } from './hands.ts';
import { answerDeepLink, answerHome } from './home.ts';
import { type Allowances, type Limit, Limits, limited, XERO_ALLOWANCES } from './limits.ts';
import { furnish } from './organisations.ts';
import { Records } from './records.ts';
import { memoryStorage, type Storage } from './storage.ts';
import { answerToken, invalidGrant } from './tokenEndpoint.ts';
import { problem } from './wire.ts';

export type StandInOptions = {
  readonly app: RegisteredApp;
  readonly now: () => Date;
  /** In memory, unless told otherwise. */
  readonly storage?: Storage;
  readonly allowances?: Allowances;
  readonly newId?: () => string;
  readonly takesDoubles?: boolean;
  /** How `slow` and `late` wait; really, unless told otherwise. */
  readonly wait?: (ms: number) => Promise<unknown>;
  /** What a call to the Accounting API takes to travel there and back. While it does it counts as under way. */
  readonly travel?: (leg: 'there' | 'back', request: XeroRequest) => Promise<unknown>;
  readonly onCall?: (call: Call) => void;
};

/** Nothing comes back, whether it was done or not. */
export const HANG_UP = 'hang up';

/** Xero, as far as uploading goes: sign-in, connections, the Accounting API and a page, all under one origin. */
export class XeroStandIn {
  readonly faults = new Faults();
  readonly calls = new Calls();
  readonly hands: Hands;
  readonly app: RegisteredApp;
  /** Where it is found, without a slash at the end; told by its door. */
  origin = 'http://localhost';
  readonly #records: Records;
  readonly #limits: Limits;
  readonly #options: StandInOptions;

  constructor(options: StandInOptions) {
    const { storage = memoryStorage(), newId = randomUUID, now, allowances = XERO_ALLOWANCES, app } = options;
    this.app = app;
    this.#options = options;
    this.#records = new Records(storage);
    this.#limits = new Limits(allowances);
    if (this.#records.all('organisations').next().done) furnish(this.#records, newId, now());
    this.hands = new Hands(this.#records, now);
  }

  /** What Xero answers. What it changed by that is on disk. */
  async answer(request: XeroRequest): Promise<Reply | typeof HANG_UP> {
    const fault = isCall(request) ? this.faults.next(`${request.method} ${request.path}`) : undefined;
    const reply = await this.#answer(request, fault);
    if (isCall(request)) this.#note(request, reply, fault);
    return reply;
  }

  async #answer(request: XeroRequest, fault: Fault | undefined): Promise<Reply | typeof HANG_UP> {
    const instead = fault && this.#instead(request, fault);
    if (instead) return instead;
    const reply = await this.#work(request, fault);
    if (fault?.kind === 'lost') return HANG_UP;
    if (fault?.kind === 'failedAfter') return BROKEN();
    return fault?.kind === 'unreadable' ? html(200, '<!doctype html><title>Xero</title><p>Please wait') : reply;
  }

  /** What a fault answers without anything having been done. */
  #instead(request: XeroRequest, { kind, ms = 30_000 }: Fault): Reply | typeof HANG_UP | undefined {
    const limit = LIMITS[kind];
    if (limit) {
      const tenant = headerOf(request, 'xero-tenant-id');
      return withHeaders(limited(limit, Math.ceil(ms / 1000)), this.#limits.headers(tenant, this.#options.now()));
    }
    if (kind === 'lostBefore') return HANG_UP;
    if (kind === 'failed') return BROKEN();
    if (kind === 'unauthorised') return problem(401, 'Unauthorized', 'TokenExpired: token expired');
    if (kind === 'invalidGrant') return invalidGrant();
    if (kind === 'disconnected') this.hands.disconnect(headerOf(request, 'xero-tenant-id'));
    return undefined;
  }

  async #work(request: XeroRequest, fault: Fault | undefined): Promise<Reply> {
    if (request.path.startsWith('/api.xro/2.0/')) return this.#accounting(request, fault);
    await this.#dawdle('late', fault);
    const reply = this.#inOneStep(() => this.#elsewhere(request));
    await this.#dawdle('slow', fault);
    return reply;
  }

  async #dawdle(kind: 'late' | 'slow', fault: Fault | undefined): Promise<void> {
    const { wait: pause = wait } = this.#options;
    if (fault?.kind === kind) await pause(fault.ms ?? 0);
  }

  #elsewhere(request: XeroRequest): Reply {
    const { path } = request;
    const now = this.#options.now();
    if (path === '/connect/token') return answerToken(this.#records, this.app, request, now);
    if (path === '/identity/connect/authorize') return answerConsent(this.#records, this.app, request, now);
    if (/^\/connections(\/|$)/i.test(path)) return answerConnections(this.#records, request, now);
    if (path === '/organisationlogin/default.aspx') return answerDeepLink(this.#records, request);
    return answerHome(this.#records, this.hands, request) ?? plain(404);
  }

  async #accounting(request: XeroRequest, fault: Fault | undefined): Promise<Reply> {
    const { now, travel } = this.#options;
    const tenantId = headerOf(request, 'xero-tenant-id');
    const grant = grantOf(this.#records, headerOf(request, 'authorization'), now());
    const refusal = this.#refusal(grant, tenantId, request);
    if (refusal) return refusal;
    const limit = this.#limits.enter(tenantId, now());
    if (limit) return withHeaders(limited(limit.limit, limit.seconds), this.#limits.headers(tenantId, now()));
    try {
      await travel?.('there', request);
      await this.#dawdle('late', fault);
      const reply = this.#inOneStep(() => this.#inBooks(tenantId, request));
      await this.#dawdle('slow', fault);
      await travel?.('back', request);
      return withHeaders(reply, this.#limits.headers(tenantId, now()));
    } finally {
      this.#limits.leave(tenantId);
    }
  }

  #refusal(grant: Grant | undefined, tenantId: string, { method, path }: XeroRequest): Reply | undefined {
    if (!grant) return problem(401, 'Unauthorized', 'AuthenticationUnsuccessful');
    const connected = connectionsOf(this.#records, grant).some((connection) => connection.tenantId === tenantId);
    if (!connected) return problem(403, 'Forbidden', 'AuthenticationUnsuccessful');
    const scopes = grant.scope.split(' ');
    const needed = scopeOf(path);
    const granted = scopes.includes(needed) || (method === 'GET' && scopes.includes(`${needed}.read`));
    return granted ? undefined : problem(401, 'Unauthorized', 'AuthorizationUnsuccessful');
  }

  #inBooks(tenantId: string, request: XeroRequest): Reply {
    const { now, newId = randomUUID, takesDoubles = false } = this.#options;
    const organisation = this.#records.get('organisations', tenantId);
    if (!organisation) return problem(403, 'Forbidden', 'AuthenticationUnsuccessful');
    const books: Books = { records: this.#records, organisation, now: now(), origin: this.origin, newId, takesDoubles };
    return answerAccounting(books, request);
  }

  /** Everything that it writes, or nothing. Nobody else gets a turn in between. */
  #inOneStep(work: () => Reply): Reply {
    try {
      const reply = work();
      this.#records.commit();
      return reply;
    } catch (error) {
      this.#records.rollback();
      throw error;
    }
  }

  #note({ method, path, headers }: XeroRequest, reply: Reply | typeof HANG_UP, fault: Fault | undefined): void {
    const tenant = headers['xero-tenant-id'];
    const call = {
      ...{ at: this.#options.now().toISOString(), method, path, status: reply === HANG_UP ? 0 : reply.status },
      ...(typeof tenant === 'string' ? { tenant } : {}),
      ...(fault ? { fault: fault.kind } : {}),
    };
    this.calls.add(call);
    this.#options.onCall?.(call);
  }
}

const LIMITS: Partial<Record<FaultKind, Limit>> = { limitedMinute: 'minute', limitedDay: 'day', limitedConcurrent: 'concurrent' };

/** What programs ask; what browsers ask is not counted, and not made to fail. */
const isCall = ({ path }: XeroRequest) => /^\/(api\.xro\/|connections(\/|$)|connect\/token$)/i.test(path);

const BROKEN = () => problem(500, 'An error occurred', 'An error occurred in Xero. Check the API Status page.');

const withHeaders = (reply: Reply, headers: Record<string, string>): Reply => ({ ...reply, headers: { ...reply.headers, ...headers } });
