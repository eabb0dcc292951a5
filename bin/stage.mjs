import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { root } from './npm.mjs';

const total = { passed: 0, failed: 0 };

/** How many tests, and stages that are not made of tests, have passed and failed so far. */
export function summary() {
  return { ...total };
}

/**
 * Runs one stage: a file of ours, or [package, its program], with arguments. Says in one line how it went and how long it
 * took, and shows what it wrote when it failed. Answers whether it passed.
 */
export async function runStage(name, [program, ...args], { isVitest = false } = {}) {
  const began = Date.now();
  const scratch = mkdtempSync(join(tmpdir(), 'steward-stage-'));
  const report = join(scratch, 'report.json');
  const command = program.endsWith('.mjs') ? [program, ...args] : [entry(program, args.shift()), ...args];
  if (isVitest) command.push('--reporter=default', '--reporter=json', `--outputFile.json=${report}`);
  const { code, output } = await run(command);
  const count = isVitest ? testsOf(report, code) : { passed: Number(code === 0), failed: Number(code !== 0) };
  rmSync(scratch, { recursive: true });
  total.passed += count.passed;
  total.failed += count.failed;
  if (count.failed) console.log(output.trimEnd());
  const tests = isVitest ? `, ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped` : '';
  console.log(`${count.failed ? 'FAILED' : 'ok'}  ${name} (${((Date.now() - began) / 1000).toFixed(1)} s${tests})`);
  return count.failed === 0;
}

/** The file behind a program of a package; run with this Node, whatever the machine's is. */
function entry(name, program) {
  const { bin } = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'));
  return join(root, 'node_modules', name, bin[program]);
}

function run(command) {
  const env = { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}` };
  return new Promise((done) => {
    const child = spawn(process.execPath, command, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => done({ code: 1, output: error.message }));
    child.on('close', (code) => done({ code, output }));
  });
}

/** A file that could not even be loaded counts as one failed test, and so does a run that broke for another reason. */
function testsOf(report, code) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
    const broken = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
    const failed = numFailedTests + broken;
    return { passed: numPassedTests, failed: failed || Number(code !== 0), skipped: numPendingTests };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
