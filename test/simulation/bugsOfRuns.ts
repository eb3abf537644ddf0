import type { CustomerFile } from '../../shared/domain/customer.ts';
import type { Invoice, Line } from '../../shared/domain/invoice.ts';
import { EMPTY_LEDGER } from '../../shared/domain/ledger.ts';
import { extend } from '../../shared/domain/money.ts';
import { Problem } from '../../shared/domain/problem.ts';
import { type Bug, forced, isOf } from './bug.ts';
import type { Ports } from './world.ts';

/** By the defence that each of them lacks: of planning and executing a month. */
export const BUGS_OF_RUNS = {
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
      const numbers: Ports['runs']['numbers'] = async (account) => {
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
        async entries(...key) {
          const entries = await ports.runs.entries(...key);
          return isOf(at, 'planRun') ? entries.map((entry) => ({ ...entry, ledger: EMPTY_LEDGER })) : entries;
        },
      },
    }),
  },
  readingOrder: {
    what: 'customers are read before it is read where they stand',
    ports: (ports, at) => {
      if (!isOf(at, 'planRun')) return ports;
      const read: CustomerFile[] = [];
      return {
        ...ports,
        runs: {
          ...ports.runs,
          async numbers(account) {
            if (read.length === 0) for await (const file of ports.customers.files(account)) read.push(file);
            return ports.runs.numbers(account);
          },
        },
        customers: {
          ...ports.customers,
          async *files(_, after = '', upTo) {
            const asked = ({ customer: { customerId } }: CustomerFile) => customerId > after && (upTo === undefined || customerId <= upTo);
            yield* read.filter(asked);
          },
        },
      };
    },
  },
  readBack: {
    what: 'a write whose answer was lost counts as overtaken by somebody else',
    lostAnswer: (what) => (/\.save/.test(what) ? new Problem('stale', 'Someone else was first') : undefined),
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
} satisfies Record<string, Bug>;
