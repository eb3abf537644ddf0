import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { Problem } from '../domain/problem.ts';

/** The largest JSON that an endpoint reads, unless it says otherwise: far more than any form, far less than what would hurt. */
const JSON_BYTES = 262_144;

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/** `json` reads at most `largest` bytes. */
export type Raw = { readonly bytes: Uint8Array; readonly contentType: string; json(largest?: number): unknown };

export function rawOf({ body, isBase64Encoded, headers }: APIGatewayProxyEventV2): Raw {
  const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  return {
    bytes,
    contentType: (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '',
    json: (largest) => parsed(bytes, largest),
  };
}

function parsed(bytes: Buffer, largest = JSON_BYTES): unknown {
  if (bytes.byteLength > largest) throw new Problem('too-large', `The body is larger than ${largest} bytes`);
  // An empty body is an empty object: what is required is then named field by field.
  if (bytes.byteLength === 0) return {};
  try {
    // Bytes that are no UTF-8 are refused: read as well as can be, a name would be kept and printed with holes in it.
    return JSON.parse(UTF_8.decode(bytes));
  } catch {
    throw new Problem('invalid', 'The body is not JSON in UTF-8', [{ field: 'body', message: 'is not JSON in UTF-8' }]);
  }
}

/** An answer with a status or headers of its own. */
export class Reply {
  readonly body: object;
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    body: object,
    { status, headers = {} }: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    this.body = body;
    this.status = status;
    this.headers = headers;
  }
}

/** JSON, never cached; an item that has a revision carries it as its ETag. */
export function replyOf(result: Reply | object, usual: number): APIGatewayProxyStructuredResultV2 {
  const { body, status, headers } = result instanceof Reply ? result : new Reply(result);
  const revision: unknown = Reflect.get(body, 'revision');
  return {
    statusCode: status ?? usual,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      ...(typeof revision === 'number' ? { etag: `"${revision}"` } : {}),
      ...headers,
    },
    body: JSON.stringify(body),
  };
}

/** The revision an edit names in `If-Match`: without it two clerks would overwrite each other in silence. @throws Problem `invalid` */
export function revisionOf({ headers }: APIGatewayProxyEventV2, needed: boolean): number | undefined {
  const text = headers['if-match'];
  const field = 'If-Match';
  if (text === undefined) {
    if (!needed) return undefined;
    throw new Problem('invalid', 'If-Match is required: name the ETag of what you read', [{ field, message: 'is required' }]);
  }
  const match = /^(?:W\/)?"(\d{1,15})"$/.exec(text.trim());
  if (!match)
    throw new Problem('invalid', 'If-Match must be an ETag as it was answered, like "3"', [{ field, message: 'must be an ETag like "3"' }]);
  return Number(match[1]);
}
