import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { Failure, Invoke, Reply, Start } from './messages.ts';
import { installVirtualTime } from './virtualTime.ts';

/** What runs in a worker: Lambda's runtime for one function. */
const start = workerData as Start;
installVirtualTime(start.clock);

type Callback = (error: unknown, result?: unknown) => void;
type Handler = (event: unknown, context: unknown, callback: Callback) => unknown;

/** Lambda refuses a larger answer. */
const LARGEST_RESULT_BYTES = 6 * 1024 * 1024;

const loaded = load();
loaded.catch(() => undefined); // told at the first invocation

parentPort?.on('message', async (message: Invoke) => {
  const reply: Reply = { requestId: message.requestId, ...(await invoke(message)) };
  parentPort?.postMessage(reply);
});

async function load(): Promise<Handler> {
  const { file, exportName } = start;
  const module = (file.endsWith('.mjs') ? await import(pathToFileURL(file).href) : createRequire(file)(file)) as Record<string, unknown>;
  const handler = module[exportName];
  if (typeof handler !== 'function') throw new TypeError(`${file} exports no function named ${exportName}`);
  return handler as Handler;
}

async function invoke(message: Invoke): Promise<{ result: string } | { failure: Failure }> {
  try {
    const handler = await loaded;
    const result = JSON.stringify((await call(handler, message)) ?? null);
    if (Buffer.byteLength(result) > LARGEST_RESULT_BYTES)
      throw new RangeError('Response payload size exceeded maximum allowed payload size');
    return { result };
  } catch (error) {
    return { failure: describe(error) };
  }
}

/** A handler answers by its promise or, if it takes three arguments and returns none, by its callback. */
function call(handler: Handler, { event, requestId, timeoutMs }: Invoke): Promise<unknown> {
  const deadline = performance.now() + timeoutMs;
  const context = {
    functionName: start.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: start.functionArn,
    memoryLimitInMB: String(start.memoryMb),
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${start.functionName}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
  return new Promise((resolve, reject) => {
    const returned = handler(JSON.parse(event), context, (error, result) => (error ? reject(error) : resolve(result)));
    if (handler.length < 3 || returned instanceof Promise) resolve(returned);
  });
}

function describe(error: unknown): Failure {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error) };
  return { errorType: error.name, errorMessage: error.message, stack: error.stack?.split('\n') ?? [] };
}
