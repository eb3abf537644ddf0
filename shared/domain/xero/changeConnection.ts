import { again } from '../again.ts';
import type { Connection } from './connection.ts';
import type { Connections } from './ports.ts';

/** Worker, renewer and people may write at the same time; each that is first made progress. */
const TRIES = 10;

/**
 * Reads the connection, changes it and writes it if nobody else did meanwhile; else decides again on what is true now. `change` answers
 * undefined to leave it as it is. Answers how it stands then; undefined when there is none.
 */
export async function changeConnection(
  connections: Pick<Connections, 'get' | 'save'>,
  account: string,
  change: (connection: Connection) => Connection | undefined,
): Promise<Connection | undefined> {
  return again(async () => {
    const read = await connections.get(account);
    const changed = read && change(read);
    return changed ? connections.save(changed) : read;
  }, TRIES);
}
