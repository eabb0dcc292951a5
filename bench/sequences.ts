import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// npm run bench sequences [sequences]: random playbooks, each driven by random events, failures and leaps of the clock; after every
// event each promise of a run is looked at (server/runs/advance.property.test.ts).

const SEQUENCES = Number(process.argv[2] ?? 10_000);

const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const tests = ['run', 'server/runs/advance.property.test.ts', '--testTimeout=0', '--reporter=dot'];
const began = performance.now();
const { status } = spawnSync(process.execPath, [vitest, ...tests], {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  env: { ...process.env, STEWARD_SEQUENCES: String(SEQUENCES) },
  stdio: 'inherit',
});
if (status !== 0) throw new Error('A sequence broke a promise; the counterexample stands above.');
console.log(`${SEQUENCES} sequences held, in ${((performance.now() - began) / 1000).toFixed(0)} s.`);
