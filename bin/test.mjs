import { prepare } from './prepare.mjs';
import { runStage, summary } from './stage.mjs';

// npm test: every stage runs, also after one that failed, and the last line says how many tests passed and failed. A
// stage that is not made of tests counts as one.
await prepare();

await runStage('Types', ['typescript', 'tsc', '--noEmit']);
await runStage('Lint and format', ['@biomejs/biome', 'biome', 'check', '--error-on-warnings']);
await runStage('Nothing unused', ['knip', 'knip']);
await runStage('The schema is as dumped', ['bin/run.mjs', 'server/database/schema-dump.ts', '--check']);
await runStage('Tests', ['vitest', 'vitest', 'run'], { isVitest: true });
const isBuilt = await runStage('Web pages', ['vite', 'vite', 'build']);
if (isBuilt) {
  await runStage('Browser tests', ['vitest', 'vitest', 'run', '--config', 'vitest.e2e.config.ts'], { isVitest: true });
}

const { passed, failed } = summary();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
