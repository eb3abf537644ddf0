import type { EmailNews } from '../../shared/domain/emailNews.ts';
import type { Invoice, Line } from '../../shared/domain/invoice.ts';
import { EMPTY_LEDGER } from '../../shared/domain/ledger.ts';
import { extend } from '../../shared/domain/money.ts';
import type { EmailMessage } from '../../shared/domain/ports.ts';
import { Problem } from '../../shared/domain/problem.ts';
import type { Actor } from './turns.ts';
import type { Ports, World } from './world.ts';

export type Reach = Ports;
type At = { readonly actor: Actor; readonly world: World };

/** One defence, switched off: in tests alone, by what a process is handed. Each must be found out by the invariants. */
export type Bug = {
  /** What is wrong with a system that has it. */
  readonly what: string;
  readonly ports?: (ports: Reach, at: At) => Reach;
  readonly email?: (message: EmailMessage, world: World) => Promise<EmailMessage>;
  readonly news?: (news: EmailNews, world: World) => Promise<EmailNews>;
  readonly neverSweeps?: true;
  /** What a process concludes when the answer to a write is lost. */
  readonly lostAnswer?: (what: string) => Error | undefined;
};

const isOf = ({ actor }: At, name: string): boolean => actor.name.startsWith(name);
const MINUTE_MS = 60_000;

/** Writes over whatever stands there by now. */
async function forced(ports: Reach, invoice: Invoice): Promise<Invoice> {
  for (;;) {
    const { revision } = await ports.invoices.get(invoice.accountId, invoice.month, invoice.customerId);
    try {
      return await ports.invoices.save({ ...invoice, revision });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
  }
}

/** Every header that a process reads, seen otherwise than it stands; what it writes is written as it wants. */
const seeing = (ports: Reach, see: (invoice: Invoice) => Invoice): Reach => ({
  ...ports,
  invoices: {
    ...ports.invoices,
    get: async (...key) => see(await ports.invoices.get(...key)),
    find: async (...key) => {
      const found = await ports.invoices.find(...key);
      return found && see(found);
    },
  },
});

const isOld = ({ status, claim }: Invoice, now: Date, ms: number) =>
  status === 'sending' && now.getTime() - Date.parse(claim?.at ?? '') > ms;

const asQueued = ({ claim: _, ...invoice }: Invoice): Invoice => ({ ...invoice, status: 'queued' });

/** By the defence that each of them lacks. */
export const BUGS: Readonly<Record<string, Bug>> = {
  freshClaimToken: {
    what: 'all deliveries of a message claim with one token',
    ports: (ports, at) => (isOf(at, 'emailInvoice') ? { ...ports, ids: { fresh: () => 'the-token' } } : ports),
  },
  attemptInTheClaim: {
    what: 'a message is of whatever attempt the invoice is at',
    async email(message, { store }) {
      const { attempt } = await store.invoices.get(message.account, message.month, message.customer);
      return { ...message, attempt };
    },
  },
  noRetryOfASend: {
    what: 'an email is handed over again when no answer came',
    ports: (ports) => ({
      ...ports,
      mail: {
        send: async (email) => {
          const result = await ports.mail.send(email);
          return result.outcome === 'unknown' ? ports.mail.send(email) : result;
        },
      } as Reach['mail'],
    }),
  },
  noTakingOverOfClaims: {
    what: 'a send that seems dead is taken over by the next delivery',
    ports: (ports, at) =>
      isOf(at, 'emailInvoice') ? seeing(ports, (read) => (isOld(read, at.world.clock.now, MINUTE_MS) ? asQueued(read) : read)) : ports,
  },
  neverSentAgainByItself: {
    what: 'the sweeper queues again what a dead worker had claimed',
    ports: (ports, at) =>
      isOf(at, 'sweep')
        ? seeing(ports, (read) => (isOld(read, at.world.clock.now, 5 * MINUTE_MS) ? { ...asQueued(read), dueAt: '2000' as never } : read))
        : ports,
  },
  conditionalNumbers: {
    what: 'the numbers are written over whatever stands there',
    ports: (ports) => ({
      ...ports,
      runs: {
        ...ports.runs,
        async saveNumbers(numbers) {
          for (;;) {
            const revision = (await ports.runs.numbers(numbers.accountId))?.revision ?? 0;
            try {
              return await ports.runs.saveNumbers({ ...numbers, revision });
            } catch (error) {
              if (!(error instanceof Problem)) throw error;
            }
          }
        },
      },
    }),
  },
  oneOpenMonth: {
    what: 'a month is planned while the one before it is being made',
    ports: (ports, at) => {
      if (!isOf(at, 'planRun') && !isOf(at, 'startRuns')) return ports;
      const numbers: Reach['runs']['numbers'] = async (account) => {
        const found = await ports.runs.numbers(account);
        if (!found) return found;
        const { openMonth: _, ...rest } = found;
        return rest;
      };
      return { ...ports, runs: { ...ports.runs, numbers } };
    },
  },
  frozenPlan: {
    what: 'lines are priced when they are read, not when they are planned',
    ports: (ports) => ({
      ...ports,
      invoices: {
        ...ports.invoices,
        async lines(invoice) {
          const { services } = await ports.customers.file(invoice.accountId, invoice.customerId);
          const priced = (line: Line): Line => {
            const today = services.find(({ serviceId }) => serviceId === line.service?.serviceId);
            return today ? { ...line, unitPrice: today.unitPrice, amount: extend(today.unitPrice, line.quantity) } : line;
          };
          return (await ports.invoices.lines(invoice)).map(priced);
        },
      },
    }),
  },
  headerLast: {
    what: 'a header is written before the charges that it bills are marked',
    ports: (ports, at) => {
      if (!isOf(at, 'makeInvoices')) return ports;
      const marks: (() => Promise<unknown>)[] = [];
      return {
        ...ports,
        customers: {
          ...ports.customers,
          async markInvoiced(...given) {
            marks.push(() => ports.customers.markInvoiced(...given));
            return true;
          },
        },
        invoices: {
          ...ports.invoices,
          async create(invoice) {
            const created = await ports.invoices.create(invoice);
            for (const mark of marks.splice(0)) await mark();
            return created;
          },
        },
      };
    },
  },
  chargesMarked: {
    what: 'charges are not marked with the number that billed them',
    ports: (ports) => ({ ...ports, customers: { ...ports.customers, markInvoiced: async () => true } }),
  },
  settledPeriods: {
    what: 'a run does not know what the runs before it settled',
    ports: (ports, at) => ({
      ...ports,
      runs: {
        ...ports.runs,
        async *allEntries(head) {
          for await (const entry of ports.runs.allEntries(head)) yield isOf(at, 'planRun') ? { ...entry, ledger: EMPTY_LEDGER } : entry;
        },
      },
    }),
  },
  readBack: {
    what: 'a write whose answer was lost counts as overtaken by somebody else',
    lostAnswer: (what) => (/\.save/.test(what) ? new Problem('stale', 'Someone else was first') : undefined),
  },
  orderOfStatuses: {
    what: 'whatever news comes last decides the status',
    ports: (ports, at) =>
      isOf(at, 'recordEmailEvent') ? seeing(ports, (read) => (read.status === 'delivered' ? { ...read, status: 'sent' } : read)) : ports,
  },
  sweeper: { what: 'nobody looks for what was lost', neverSweeps: true },
  cancelCondition: {
    what: 'cancelling writes over whatever stands there',
    ports: (ports, at) =>
      isOf(at, 'clerk, cancelInvoice') ? { ...ports, invoices: { ...ports.invoices, save: (invoice) => forced(ports, invoice) } } : ports,
  },
  toAddressesOnly: {
    what: 'news of a copy counts like news of a to-address',
    ports: (ports, at) => {
      if (!isOf(at, 'recordEmailEvent')) return ports;
      let recipients: Invoice['recipients'] | undefined;
      const all = seeing(ports, (read) => {
        recipients = read.recipients;
        return { ...read, recipients: { ...read.recipients, to: [...read.recipients.to, ...read.recipients.cc] } };
      });
      const save = (invoice: Invoice) => ports.invoices.save({ ...invoice, recipients: recipients ?? invoice.recipients });
      return { ...all, invoices: { ...all.invoices, save } };
    },
  },
  newsOfItsAttempt: {
    what: 'news of an earlier email counts for the newest',
    async news(news, { store }) {
      const invoice = await store.invoices.find(news.account, news.month, news.customer);
      return invoice ? { ...news, attempt: invoice.attempt } : news;
    },
  },
  naturalKeys: {
    what: 'making an invoice writes over the one that stands',
    ports: (ports, at) => {
      if (!isOf(at, 'makeInvoices')) return ports;
      const create = async (invoice: Invoice): Promise<boolean> => {
        if (!(await ports.invoices.create(invoice))) await forced(ports, invoice);
        return true;
      };
      return { ...ports, invoices: { ...ports.invoices, create } };
    },
  },
  delayOfEmails: {
    what: 'emails go out at once, so that nobody can cancel one',
    ports: (ports) => ({ ...ports, emailQueue: { add: (messages) => ports.emailQueue.add(messages, 0) } }),
  },
  resultsUnderOnesOwnClaim: {
    what: 'a worker writes its result whoever has the invoice by now',
    ports: (ports, at) => {
      if (!isOf(at, 'emailInvoice')) return ports;
      let claimed: Invoice | undefined;
      const read = async (invoice: Invoice): Promise<Invoice> =>
        claimed ? { ...invoice, status: 'sending', attempt: claimed.attempt, ...(claimed.claim ? { claim: claimed.claim } : {}) } : invoice;
      return {
        ...ports,
        invoices: {
          ...ports.invoices,
          get: async (...key) => read(await ports.invoices.get(...key)),
          async save(invoice) {
            const saved = await ports.invoices.save(invoice);
            if (invoice.status === 'sending') claimed = saved;
            return saved;
          },
        },
      };
    },
  },
  lookingUpInXero: {
    what: 'what Xero did not answer is sent again without looking whether it is there',
    ports: (ports) => ({
      ...ports,
      accounting: {
        open: (access) => ({ ...ports.accounting.open(access), find: async () => ({ outcome: 'done', value: [] }) }),
      },
    }),
  },
};
