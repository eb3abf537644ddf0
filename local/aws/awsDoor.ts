import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Door, openDoor, readBody } from '../http.ts';

/** An error as AWS's JSON protocol answers it. */
export class AwsRefusal extends Error {
  readonly type: string;
  readonly status: number;

  constructor(type: string, message: string, status = 400) {
    super(message);
    this.type = type;
    this.status = status;
  }
}

export type Input = Readonly<Record<string, unknown>>;

type Parts = {
  /** `TrentService`: what stands before the operation in `X-Amz-Target`. */
  readonly service: string;
  readonly now: () => Date;
  readonly onCall: (operation: string) => void;
};

/** A service of AWS's JSON protocol, each operation a function of what it is given. */
export function openJsonService(operations: Readonly<Record<string, (input: Input) => unknown>>, parts: Parts): Promise<Door> {
  const { service, now, onCall } = parts;
  return openDoor(async (request, response) => {
    const operation = operationOf(request, service);
    const body = await readBody(request, 1024 * 1024);
    onCall(operation);
    try {
      const run = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
      if (!run) throw new AwsRefusal('UnknownOperationException', `The local ${service} cannot ${operation}`);
      say(response, 200, run(JSON.parse(body.toString() || '{}') as Input), now());
    } catch (error) {
      if (!(error instanceof AwsRefusal)) throw error;
      say(response, error.status, { __type: error.type, message: error.message }, now());
    }
  });
}

function operationOf(request: IncomingMessage, service: string): string {
  const [given = '', operation = ''] = String(request.headers['x-amz-target'] ?? '').split('.');
  return given === service ? operation : '';
}

function say(response: ServerResponse, status: number, value: unknown, now: Date): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', date: now.toUTCString() });
  response.end(JSON.stringify(value));
}
