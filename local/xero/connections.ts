import { headerOf, json, NOTHING, plain, type Reply, segmentsOf, type XeroRequest } from './exchange.ts';
import { type Connection, connectionsOf, grantOf } from './grants.ts';
import type { Records } from './records.ts';
import { notFound, problem } from './wire.ts';

/** GET /connections and DELETE /connections/{id}. */
export function answerConnections(records: Records, request: XeroRequest, now: Date): Reply {
  const grant = grantOf(records, headerOf(request, 'authorization'), now);
  if (!grant) return problem(401, 'Unauthorized', 'AuthenticationUnsuccessful');
  const mine = connectionsOf(records, grant);
  const [, id] = segmentsOf(request);
  if (request.method === 'GET' && !id) {
    const authEventId = request.query.get('authEventId');
    return json(
      200,
      mine.filter((one) => !authEventId || one.authEventId === authEventId).map((one) => view(records, one)),
    );
  }
  if (request.method !== 'DELETE') return plain(405);
  const connection = mine.find((one) => one.id === id);
  if (!connection) return notFound();
  records.remove('connections', connection.id);
  return NOTHING;
}

function view(records: Records, { id, authEventId, tenantId, createdAt, updatedAt }: Connection) {
  const tenantName = records.get('organisations', tenantId)?.name ?? '';
  return {
    ...{ id, authEventId, tenantId, tenantType: 'ORGANISATION', tenantName },
    ...{ createdDateUtc: without(createdAt), updatedDateUtc: without(updatedAt) },
  };
}

/** Here Xero writes instants to seven places and leaves the zone out. */
const without = (instant: string): string => instant.replace('Z', '0000');
