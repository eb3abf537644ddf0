import { XeroStandIn } from '../../local/xero/standIn.ts';
import type { Account } from '../../shared/domain/account.ts';
import { choose, connect } from '../../shared/domain/xero/connecting.ts';
import type { Books } from '../../shared/domain/xero/ports.ts';
import { accounting } from '../../shared/xero/accounting.ts';
import { signInWith } from '../../shared/xero/signIn.ts';
import { Crash } from '../support/crashes.ts';
import { memoryVault } from '../support/memoryVault.ts';
import { consentCode, type InProcess, XERO_APP } from '../support/xeroWireless.ts';
import type { Clock } from './clock.ts';
import type { Luck } from './luck.ts';
import type { Actor, Turns } from './turns.ts';

/** What Xero is told to do wrong now and then, and on what: mostly where something is written. */
const KINDS = ['lost', 'lostBefore', 'failed', 'failedAfter', 'unreadable', 'limitedMinute', 'limitedConcurrent', 'unauthorised'] as const;
const INVOICES = 'PUT /api.xro/2.0/Invoices';
const AIMED = [undefined, INVOICES, INVOICES, 'PUT /api.xro/2.0/CreditNotes', '/Attachments/', 'Contacts'];

type Call = (...given: unknown[]) => Promise<unknown>;
type Connecting = Parameters<typeof connect>[3] & Parameters<typeof choose>[2];

/** Xero: our own adapters and xero-node, and the stand-in with all its rules, without a wire between them. */
export class SimulatedXero implements InProcess {
  readonly xero: XeroStandIn;
  /** Half of all Xeros remember no key and take two documents of one number: there, our own care alone keeps it to one. */
  readonly forgetsKeys: boolean;
  readonly vault = memoryVault();
  readonly signIn = signInWith(async () => XERO_APP);
  /** Told the outcome of each answer, before we hear it. */
  afterAnswer: ((outcome: string) => Promise<void>) | undefined;
  readonly #luck: Luck;
  readonly #turns: Turns;
  readonly #clock: Clock;
  readonly #tell: (words: string) => void;

  constructor(luck: Luck, turns: Turns, clock: Clock, tell: (words: string) => void) {
    this.#luck = luck;
    this.#turns = turns;
    this.#clock = clock;
    this.#tell = tell;
    let made = 0;
    const newId = () => `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`;
    this.forgetsKeys = luck.is(0.5);
    this.xero = new XeroStandIn({ app: XERO_APP, now: () => clock.now, newId, takesDoubles: this.forgetsKeys });
  }

  keepsBack = (): boolean => false;

  get tenantId(): string {
    return this.xero.hands.organisations()[0]?.tenantId ?? '';
  }

  /** At the beginning of a round. */
  mayStumble(): void {
    this.endTrouble();
    if (this.#luck.happens('xero')) this.stumbles();
  }

  /** Answers in what way. */
  stumbles(): (typeof KINDS)[number] {
    const kind = this.#luck.pick(KINDS) ?? 'lost';
    const on = this.#luck.pick(AIMED);
    this.#tell(`Xero will go wrong: ${kind}${on ? ` on ${on}` : ''}`);
    this.xero.faults.plan([{ kind, count: 1 + this.#luck.below(2), ...(on ? { on } : {}) }]);
    return kind;
  }

  endTrouble(): void {
    this.xero.faults.plan([]);
  }

  /** A person connects it. */
  async connect(account: Account, ports: object): Promise<void> {
    const given = ports as Connecting;
    const code = await consentCode(this.xero, 'state');
    const { state } = await connect({ code }, 'clerk', account, given, () => this.#clock.now);
    if (state === 'choosing') await choose(this.tenantId, account, given, () => this.#clock.now);
  }

  /** What a process reaches of it, turn by turn. */
  ports(actor: Actor) {
    const { exchange, refresh, offers, disconnect, authoriseUrl } = this.signIn;
    const outside = {
      exchange: this.#outside(exchange),
      refresh: this.#outside(refresh),
      offers: this.#outside(offers),
      disconnect: this.#outside(disconnect),
    };
    const turned = this.#turns.ports(actor, { vault: this.vault, signIn: outside });
    const open = (access: Parameters<typeof accounting.open>[0]): Books => {
      const books = Object.fromEntries(
        Object.entries(accounting.open(access)).map(([name, method]) => [name, this.#outside(method as Call)]),
      );
      return unthrown(this.#turns.ports(actor, { xero: books }).xero) as unknown as Books;
    };
    return { vault: turned.vault, signIn: { ...unthrown(turned.signIn), authoriseUrl }, accounting: { open } };
  }

  #outside<A extends unknown[], T>(call: (...given: A) => Promise<T>) {
    return async (...given: A): Promise<T> =>
      this.#turns.alone(async () => {
        const answer = await call(...given);
        await this.afterAnswer?.((answer as { readonly outcome: string }).outcome);
        return answer;
      });
  }
}

/** A port to Xero throws nothing: whoever does not hear the answer does not know. A crash is no answer at all. */
function unthrown<T extends object>(port: T): T {
  const calls = Object.entries(port).map(([name, method]) => [
    name,
    async (...given: unknown[]) => {
      try {
        return await (method as Call)(...given);
      } catch (error) {
        if (error instanceof Crash) throw error;
        return { outcome: 'unknown', words: 'no answer came' };
      }
    },
  ]);
  return Object.fromEntries(calls) as T;
}
