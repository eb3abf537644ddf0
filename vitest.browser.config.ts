import { defineConfig } from 'vitest/config';

/**
 * `npm run test:browser`: the app in a real Chromium, on the host that `npm start` runs. One file after the other: host and browser need both
 * processors of a small machine.
 */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 180_000,
    fileParallelism: false,
  },
});
