import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{server,test,sample,web,bin}/**/*.test.{ts,tsx}'],
    exclude: ['test/e2e/**', 'node_modules/**'],
    globalSetup: ['test/global-database.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Files of one worker share what they import, which otherwise is a quarter of the time: no test changes a module or the environment.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
