import { expect, test } from 'vitest';
import { readOptions } from '../../local/options.ts';

test('without options the host listens on 4100, keeps its data in .local and loads the demo', () => {
  expect(readOptions([])).toEqual({ port: 4100, dataDir: expect.stringMatching(/\.local$/), empty: false });
});

test('each option is understood', () => {
  expect(readOptions(['--port', '5000', '--data', '/d', '--delay', '2', '--empty', '--app', '/a'])).toEqual({
    port: 5000,
    dataDir: '/d',
    delaySeconds: 2,
    empty: true,
    cdkOut: '/a',
  });
});

test.each([
  [['--port', 'x'], /--port wants a whole number/],
  [['--port', '70000'], /--port wants a whole number from 1 to 65533/],
  [['--delay', '901'], /--delay wants a whole number from 0 to 900/],
  [['--prot', '1'], /--prot/],
])('%j is refused with a sentence', (argv, words) => expect(() => readOptions(argv)).toThrow(words));
