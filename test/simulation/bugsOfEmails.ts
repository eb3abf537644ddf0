import type { Invoice } from '../../shared/domain/invoice.ts';
import { asQueued, type Bug, forced, isOf, isOld, seeing } from './bug.ts';
import type { Ports } from './world.ts';

const MINUTE_MS = 60_000;

/** By the defence that each of them lacks: of emails, and of what is told about them. */
export const BUGS_OF_EMAILS = {
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
      } as Ports['mail'],
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
} satisfies Record<string, Bug>;
