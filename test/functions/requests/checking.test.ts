import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../../functions/routes.ts';
import { checkOf } from '../../support/answers.ts';
import { arbitraryOf, spoilt } from '../../support/arbitrary.ts';
import { documentAroundAll } from '../../support/documented.ts';
import { namedRoutes } from '../../support/endpoints.ts';

/** What asks at random must be right itself: it makes what the document says, spoils it, and sees what is wrong with an answer. */
const documented = documentAroundAll();

const JSON_TYPE = 'application/json';
const bodySchema = (route: (typeof ROUTES)[number]) => documented.operation(route).requestBody?.content[JSON_TYPE]?.schema;
const seed = 1;

describe('requests at random', () => {
  it.each(namedRoutes(ROUTES.filter(({ method }) => method !== 'GET')))('%s: fit the document, until they are spoilt', (_, route) => {
    const schema = bodySchema(route);
    if (schema === undefined) return;
    const { asked } = documented.read(route);
    const sound = fc.sample(arbitraryOf(schema), { seed, numRuns: 50 });
    for (const body of sound) expect(asked.safeParse(JSON.parse(JSON.stringify(body))).success, JSON.stringify(body)).toBe(true);
    const odd = sound.flatMap((body) => fc.sample(spoilt(body), { seed, numRuns: 10 }));
    expect(odd.filter((text) => !fits(asked, text)).length).toBeGreaterThan(odd.length * 0.4);
  });

  it('hold what is no JSON, names that objects have anyway, half characters and depths', () => {
    const texts = fc.sample(spoilt({ name: 'x', to: ['a', 'b'], terms: { days: 1 } }), { seed, numRuns: 2000 });
    expect(texts.some((text) => value(text) === undefined)).toBe(true);
    expect(texts.some((text) => Object.hasOwn(Object(value(text)), '__proto__'))).toBe(true);
    expect(texts.some((text) => text.includes('\\ud800') && value(text) !== undefined)).toBe(true);
    expect(texts.some((text) => text.startsWith('[[[[') && text.length > 100_000)).toBe(true);
    expect(new Set(texts).size).toBeGreaterThan(400);
  });

  it('do not pass over a kind of schema that they do not know', () => {
    expect(() => arbitraryOf({ type: 'number' })).toThrow('No test knows what fits');
  });
});

function value(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const fits = (asked: ReturnType<typeof documented.read>['asked'], text: string): boolean => asked.safeParse(value(text)).success;

describe('an answer', () => {
  const headers = { 'content-type': JSON_TYPE, 'cache-control': 'no-store' };
  const refusing = { ...headers, 'content-type': 'application/problem+json' };
  const problem = { type: '/problems/invalid', title: 'Not right', status: 400, code: 'invalid' };
  const checks = (statusCode: number, body: object, over: object = headers) => {
    const [health] = ROUTES;
    if (!health) throw new Error('There is no route');
    return checkOf(health, documented, ['a secret'])({ statusCode, headers: { ...over }, body: JSON.stringify(body) });
  };

  it('passes as documented', () => {
    expect([checks(200, { ok: true }), checks(400, problem, refusing)]).toEqual([200, 400]);
  });

  it.each<[string, number, object, object]>([
    ['of a fault of ours', 500, { ...problem, status: 500 }, refusing],
    ['of an outage of ours', 503, { ...problem, status: 503 }, refusing],
    ['with a field too many', 200, { ok: true, more: 1 }, headers],
    ['with a field too few', 200, {}, headers],
    ['with a status that is not documented', 201, { ok: true }, headers],
    ['with a problem without a code', 400, { ...problem, code: undefined }, refusing],
    ['with a problem of another status', 400, { ...problem, status: 404 }, refusing],
    ['with a problem that does not say that it is one', 400, problem, headers],
    ['that may be kept by a cache', 200, { ok: true }, { 'content-type': JSON_TYPE }],
    ['that tells of another', 400, { ...problem, detail: 'It is a secret' }, refusing],
    ['with half a character', 400, { ...problem, detail: '\ud800' }, refusing],
  ])('%s does not', (_, status, body, over) => {
    expect(() => checks(status, body, over)).toThrow();
  });
});
