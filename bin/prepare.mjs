import { setFlagsFromString } from 'node:v8';
import { installDependencies } from './install-dependencies.mjs';
import { continueUnder, newerNode } from './newer-node.mjs';

/**
 * What everything in `bin/` does first, on a machine with only Node and npm: brings a newer Node when this one is too
 * old and starts the same command again under it (then this never returns), and installs the dependencies.
 */
export async function prepare() {
  // A diagnosis keeps columns of numbers outside the heap. The engine's collector takes them for growth of the heap, which is small, and
  // comes round a score of times in a night to find nothing: it may wait until two and a half times of what was in use is there.
  setFlagsFromString('--heap-growing-percent=150');
  // What is young is collected by one thread: several are done a little earlier, for a tenth more of the CPU of a busy server.
  setFlagsFromString('--no-parallel-scavenge');
  try {
    const node = await newerNode();
    if (node) await continueUnder(node);
    await installDependencies();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
