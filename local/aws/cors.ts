import type { IncomingHttpHeaders } from 'node:http';
import type { CorsRuleSpec } from '../assembly/specs.ts';

/** Which pages may read which bucket, as S3 answers them. Until the template is read, none may. */
export class Cors {
  #rules: Readonly<Record<string, readonly CorsRuleSpec[]>> = {};

  open(rules: Readonly<Record<string, readonly CorsRuleSpec[]>>): void {
    this.#rules = rules;
  }

  /** What the answer to a request of a page carries; nothing for a page that may not read it, nor for what no page asked. */
  headersFor(url: string, method: string, { origin }: IncomingHttpHeaders): Record<string, string> {
    const rule = this.#ruleFor(url, origin, method);
    return rule && origin !== undefined ? { ...allowing(rule, origin), ...exposing(rule) } : {};
  }

  /** The answer to the browser's question before the request; undefined refuses it. */
  preflight(url: string, headers: IncomingHttpHeaders): Record<string, string> | undefined {
    const { origin } = headers;
    const asked = String(headers['access-control-request-headers'] ?? '')
      .split(',')
      .map((name) => name.trim().toLowerCase())
      .filter(Boolean);
    const rule = this.#ruleFor(url, origin, String(headers['access-control-request-method'] ?? ''));
    const granted = rule && asked.every((name) => rule.headers.some((allowed) => allowed === '*' || allowed.toLowerCase() === name));
    if (!granted || origin === undefined) return undefined;
    return {
      ...allowing(rule, origin),
      ...(asked.length > 0 ? { 'access-control-allow-headers': asked.join(', ') } : {}),
      ...(rule.maxAgeSeconds > 0 ? { 'access-control-max-age': String(rule.maxAgeSeconds) } : {}),
    };
  }

  /** The bucket stands first in the path: no link here has it in its host. */
  #ruleFor(url: string, origin: string | undefined, method: string): CorsRuleSpec | undefined {
    const [, bucket = ''] = (url.split('?')[0] ?? '').split('/');
    const rules = this.#rules[bucket] ?? [];
    return rules.find(
      ({ origins, methods }) => origin !== undefined && methods.includes(method) && origins.some((one) => fits(one, origin)),
    );
  }
}

const fits = (allowed: string, origin: string) => {
  const [before = '', after] = allowed.split('*');
  if (after === undefined) return allowed === origin;
  return origin.length >= allowed.length - 1 && origin.startsWith(before) && origin.endsWith(after);
};

const allowing = ({ origins, methods }: CorsRuleSpec, origin: string) => ({
  'access-control-allow-origin': origins.includes('*') ? '*' : origin,
  'access-control-allow-methods': methods.join(', '),
  vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
});

const exposing = ({ exposed }: CorsRuleSpec): Record<string, string> =>
  exposed.length > 0 ? { 'access-control-expose-headers': exposed.join(', ') } : {};
