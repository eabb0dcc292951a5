import { defineConfig } from 'vitest/config';

/** The browser tests: they drive the built pages over a server and a copy of the sample of their own. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: ['test/e2e/global-sample.ts'],
    pool: 'forks',
    maxWorkers: 2,
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 180_000,
  },
});
