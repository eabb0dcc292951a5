import { installDependencies } from './install-dependencies.mjs';
import { continueUnder, newerNode } from './newer-node.mjs';

/**
 * What everything in `bin/` does first, on a machine with only Node and npm: brings a newer Node when this one is too
 * old and starts the same command again under it (then this never returns), and installs the dependencies.
 */
export async function prepare() {
  try {
    const node = await newerNode();
    if (node) await continueUnder(node);
    await installDependencies();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
