import { defineConfig } from 'vitest/config';

/** `npm run test:browser`: the app in a real Chromium, on the host that `npm start` runs. Two files at a time: a month is mostly waiting. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
  },
});
