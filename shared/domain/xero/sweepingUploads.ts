import { instant } from '../month.ts';
import { inParallel } from '../parallel.ts';
import type { Invoices, Metrics } from '../ports.ts';
import { isLive, wantsRenewal } from './connection.ts';
import type { Connections, UploadQueue } from './ports.ts';

export type SweepingUploadsPorts = {
  readonly connections: Pick<Connections, 'all' | 'get'>;
  readonly invoices: Pick<Invoices, 'countForXero'>;
  readonly uploadQueue: UploadQueue;
  readonly metrics: Metrics;
};

/** Connections asked at once. */
const WIDTH = 16;

/**
 * Calls a worker wherever something waits for Xero and nobody is at it: a message was lost, a worker died, a day's limit is over, or the
 * tokens lie idle.
 */
export async function sweepUploads(ports: SweepingUploadsPorts, now: Date, log: (error: unknown) => void): Promise<void> {
  const all: string[] = [];
  for await (const account of ports.connections.all()) all.push(account);
  await inParallel(all, WIDTH, async (account) => {
    try {
      if (await needsWorker(account, ports, now)) await ports.uploadQueue.add({ account });
    } catch (error) {
      ports.metrics.count('SweepFailed');
      log(error);
    }
  });
}

async function needsWorker(account: string, { connections, invoices }: SweepingUploadsPorts, now: Date): Promise<boolean> {
  const connection = await connections.get(account);
  const at = instant(now);
  if (connection?.state !== 'connected' || isLive(connection.worker, at)) return false;
  // The link is kept up though Xero holds the uploads back: its sign-in knows no such limit.
  if (wantsRenewal(connection, at)) return true;
  if ((connection.heldUntil ?? '') > at) return false;
  if (connection.asks.length > 0) return true;
  return (await invoices.countForXero(account)) > 0;
}
