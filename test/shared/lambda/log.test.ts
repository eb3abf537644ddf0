import { afterEach, describe, expect, it, vi } from 'vitest';
import { logError } from '../../../shared/lambda/log.ts';

const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
afterEach(() => void log.mockClear());

/** What is written, one line of JSON. */
function written(error: unknown): { name: string; message: string; stack: string; cause?: { message: string; cause?: object } } {
  logError(error);
  const [[line = ''] = []] = log.mock.calls;
  expect(line).not.toContain('\n');
  return JSON.parse(String(line));
}

describe('the log', () => {
  it('says what went wrong and where, and what had caused it', () => {
    const error = new TypeError('no table', { cause: new Error('socket hang up') });
    expect(written(error)).toMatchObject({
      level: 'error',
      name: 'TypeError',
      message: 'no table',
      stack: expect.stringContaining('log.test.ts'),
      cause: { message: 'socket hang up' },
    });
  });

  it.each([
    'Email address is not verified. The following identities failed the check: canary@secret.example',
    '“canary@secret.example”',
    'Canary <canary+tag@secret.example>, other.canary@sub.secret.example;canary@secret.example',
    'canary@sécret.example',
    'mailto:canary@secret.example?subject=x',
    `Unexpected token 'c', "canary@secret.example" is not valid JSON`,
  ])('names no address, whatever a service repeats: %s', (message) => {
    written(new Error(message, { cause: new Error(message) }));
    expect(JSON.stringify(log.mock.calls)).not.toMatch(/canary@|s[eé]cret\.example/);
    expect(JSON.stringify(log.mock.calls)).toContain('[address]');
  });

  it('holds no token', () => {
    const token = 'eyJraWQiOiJjYW5hcnkifQ.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJl-_';
    expect(written(new Error(`Refused: Bearer ${token}`)).message).toBe('Refused: Bearer [token]');
    expect(JSON.stringify(log.mock.calls)).not.toContain('c2lnbmF0dXJl');
  });

  it('ends, when causes go round in a circle', () => {
    const error = new Error('a');
    error.cause = new Error('b', { cause: error });
    expect(JSON.stringify(written(error)).split('"name"')).toHaveLength(5);
  });

  it.each([['a text'], [null], [undefined], [7], [{ message: 'an object' }]])('takes what is thrown and is no error: %j', (thrown) => {
    expect(written(thrown)).toMatchObject({ name: 'Error', message: String(thrown) });
  });

  it('is quick with what is long', () => {
    const before = performance.now();
    written(new Error('x'.repeat(200_000)));
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});
