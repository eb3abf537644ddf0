import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * A port that stays free until it is listened on, with the two above it, for the files and for Xero. It lies below those that a system gives
 * to outgoing connections (from 32768 on Linux): one of those can be taken in between by any test that runs beside.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 32_000);
    if ((await isFree(port)) && (await isFree(port + 1)) && (await isFree(port + 2))) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
