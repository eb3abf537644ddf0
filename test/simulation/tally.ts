import type { Invoice } from '../../shared/domain/invoice.ts';
import type { Life } from './life.ts';

/** What many lives came to: that they were no walk in the park. */
export type Tally = Record<string, number>;

export function tallied({ world, clerk, isConnected }: Life, invoices: readonly Invoice[]): Tally {
  const count = (status: string) => invoices.filter((invoice) => invoice.status === status).length;
  return {
    'calls to the outside': world.turns.calls,
    'things that went wrong': world.luck.fired.length,
    'processes cut off or left without an answer': world.turns.deaths,
    invoices: invoices.length,
    'credit notes': invoices.filter(({ kind }) => kind === 'creditNote').length,
    'emails taken': [...world.post.taken.values()].flat().length,
    'emails cancelled': clerk.cancelled.size,
    'invoices that needed attention': invoices.filter(({ history }) => history[0]?.status === 'parked').length,
    'in doubt in the end': count('unconfirmed'),
    bounced: count('bounced'),
    'complained about': count('complained'),
    'not sent, with a reason': count('failed'),
    'resellers with Xero': isConnected ? 1 : 0,
    'in Xero': invoices.filter(({ xero }) => xero?.state === 'uploaded').length,
    'refused to a clerk': world.refusals.length,
  };
}

export function added(one: Tally, other: Tally): Tally {
  const sum: Tally = { ...one };
  for (const [name, number] of Object.entries(other)) sum[name] = (sum[name] ?? 0) + number;
  return sum;
}
