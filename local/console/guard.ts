import type { IncomingMessage } from 'node:http';

const LOOPBACK_ADDRESS = /^(127\.|::1$|::ffff:127\.)/;
const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/**
 * Why this request may not use the console; undefined when it may. Only this machine, only by a name of its own (a foreign name that resolves
 * to it is an attack), and no page of another site.
 */
export function refusalOf({ socket, headers }: IncomingMessage): string | undefined {
  if (!LOOPBACK_ADDRESS.test(socket.remoteAddress ?? '')) return 'The console answers this machine alone';
  if (!LOOPBACK_HOST.test(headers.host ?? '')) return 'The console answers to localhost alone';
  const { origin } = headers;
  if (origin !== undefined && origin !== `http://${headers.host}`) return 'The console answers its own pages alone';
  const site = headers['sec-fetch-site'];
  // A link from elsewhere may open the page; nothing else may come from another site.
  if (site === 'cross-site' && headers['sec-fetch-mode'] !== 'navigate') return 'The console answers its own pages alone';
  return undefined;
}
