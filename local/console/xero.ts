import { type Fault, isFaultKind } from '../xero/faults.ts';
import type { XeroStandIn } from '../xero/standIn.ts';
import { Refused } from './reply.ts';

/** `/_local/xero/faults` and `/_local/xero/calls`; undefined for anything else. */
export async function answerXero(
  method: string,
  name: string | undefined,
  body: () => Promise<unknown>,
  { faults, calls }: XeroStandIn,
): Promise<unknown> {
  if (name === 'faults' && method === 'PUT') faults.plan(faultsOf(await body()));
  else if (name === 'calls' && method === 'DELETE') calls.clear();
  else if (method !== 'GET') return undefined;
  if (name === 'faults') return { items: faults.planned() };
  return name === 'calls' ? { items: calls.list() } : undefined;
}

function faultsOf(body: unknown): Fault[] {
  const list = (Array.isArray(body) ? body : [body]) as Record<string, unknown>[];
  return list.map(({ kind, count = 1, on, ms }) => {
    if (!isFaultKind(kind)) throw new Refused(400, `There is no fault “${String(kind)}”`);
    if (typeof count !== 'number') throw new Refused(400, 'count: how many times');
    if (ms !== undefined && typeof ms !== 'number') throw new Refused(400, 'ms: how many milliseconds');
    return { kind, count, ...(typeof on === 'string' ? { on } : {}), ...(ms === undefined ? {} : { ms }) };
  });
}
