import type { ServerResponse } from 'node:http';

/** Refuses a request to the console, with a sentence for the person who made it. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  send(response, status, 'application/json', JSON.stringify(value, undefined, 2));
}

/** Pages load nothing from anywhere; their own style and script are inline. */
export function sendHtml(response: ServerResponse, html: string): void {
  const policy =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; frame-src 'self'; img-src data:; frame-ancestors 'self'; base-uri 'none'";
  send(response, 200, 'text/html; charset=utf-8', html, { 'content-security-policy': policy });
}

export function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  response.end(body);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escaped = (text: unknown): string => String(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
