import { Problem } from '../problem.ts';
import { type AccessPorts, accessTo } from './access.ts';
import type { Connection } from './connection.ts';
import type { Connections, SignIn } from './ports.ts';

export type DisconnectingPorts = AccessPorts & { readonly connections: Connections; readonly signIn: SignIn };

/**
 * Ends the link, here and at Xero. Here it ends whatever Xero says; what Xero did not confirm is told, because a link that is left open
 * there counts and can be ended there by hand.
 */
export async function disconnect(account: string, ports: DisconnectingPorts, clock: () => Date): Promise<{ readonly warning?: string }> {
  const connection = await ports.connections.get(account);
  if (!connection) return {};
  const warning = await endedThere(connection, ports, clock);
  for (let read: Connection | undefined = connection; read; read = await ports.connections.get(account)) {
    try {
      await ports.connections.remove(read);
      break;
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'stale')) throw error;
    }
  }
  return warning ? { warning } : {};
}

async function endedThere(
  { accountId, organisation }: Connection,
  ports: DisconnectingPorts,
  clock: () => Date,
): Promise<string | undefined> {
  const byHand = 'It could not be ended at Xero: end it there, under Settings, Connected apps';
  // Xero offers all that its user ever let us into, another reseller's organisation too: what was not chosen is not ours to end.
  if (!organisation) return 'Nothing was chosen, so nothing was ended at Xero: end it there, under Settings, Connected apps';
  try {
    const access = await accessTo(accountId, ports, clock);
    if (access.outcome !== 'open') return byHand;
    const answer = await ports.signIn.disconnect(access.token, organisation.connectionId);
    return answer.outcome === 'done' ? undefined : byHand;
  } catch {
    // The tokens cannot be opened, or the app's secret not be read. Who wants to be rid of the link must not depend on it.
    return byHand;
  }
}
