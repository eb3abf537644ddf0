import type { RouteSpec } from '../assembly/specs.ts';

export type Match = { readonly route: RouteSpec; readonly parameters: Readonly<Record<string, string>> };

export type Router = (method: string, path: string) => Match | undefined;

type Segments = readonly string[];

/**
 * API Gateway's choice: at each segment a literal one before a parameter before `{greedy+}`, and the route's own method before ANY.
 * Undefined is its 404, for a wrong method too.
 */
export function routerOf(routes: readonly RouteSpec[]): Router {
  const known = routes
    .map((route) => ({ route, segments: route.path.split('/').slice(1) }))
    .sort((a, b) => (rank(a.segments) + methodRank(a.route) < rank(b.segments) + methodRank(b.route) ? -1 : 1));
  return (method, path) => {
    const asked = path.split('/').slice(1);
    for (const { route, segments } of known) {
      if (route.method !== 'ANY' && route.method !== method) continue;
      const parameters = parametersOf(segments, asked);
      if (parameters) return { route, parameters };
    }
    return undefined;
  };
}

/** Sorts as text: `0` for a literal segment, `1` for a parameter, `2` for a greedy one. */
const rank = (segments: Segments) => segments.map((segment) => (isGreedy(segment) ? 2 : isParameter(segment) ? 1 : 0)).join('');

const methodRank = ({ method }: RouteSpec) => (method === 'ANY' ? '9' : '8');

const isParameter = (segment: string) => segment.startsWith('{') && segment.endsWith('}');

const isGreedy = (segment: string) => segment.endsWith('+}');

function parametersOf(segments: Segments, asked: Segments): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const given = asked[index];
    if (!given) return undefined;
    if (isGreedy(segment)) {
      const rest = decoded(asked.slice(index).join('/'));
      return rest === undefined ? undefined : { ...parameters, [segment.slice(1, -2)]: rest };
    }
    const text = decoded(given);
    if (text === undefined) return undefined;
    if (isParameter(segment)) parameters[segment.slice(1, -1)] = text;
    else if (segment !== text) return undefined;
  }
  return asked.length === segments.length ? parameters : undefined;
}

export function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
