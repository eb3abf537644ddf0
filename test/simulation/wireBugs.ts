import type { WireBug } from './wireClients.ts';

const writers = new WeakSet<object>();

/** What the adapters promise, switched off on the wire: each must be found out by the rules. */
export const WIRE_BUGS = {
  readBack: {
    what: 'a conditional write that failed counts as overtaken, without a look at who stands there',
    first: 125,
    async around(next, _, command, call) {
      if (command === 'PutItemCommand') writers.add(call);
      const result = await next();
      // Only what was just put is read again within one call.
      const { Item } = result.output as { Item?: Record<string, unknown> };
      if (command === 'GetItemCommand' && writers.has(call) && Item) Item.stamp = { S: 'of somebody else' };
      return result;
    },
  },
  conditions: {
    what: 'a write is put over whatever stands there',
    around(next, request, command) {
      if (command !== 'PutItemCommand') return next();
      const { ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues, ...put } = JSON.parse(textOf(request.body));
      request.body = JSON.stringify(put);
      request.headers['content-length'] = String(Buffer.byteLength(JSON.stringify(put)));
      return next();
    },
  },
  sentOnce: { what: 'the SDK sends an email again when no answer came', sends: 3, first: 165 },
} satisfies Record<string, WireBug>;

/** Text, or what the SDK lets one take for text. */
const textOf = (body: unknown): string => (typeof body === 'string' ? body : new TextDecoder().decode(body as Uint8Array));
