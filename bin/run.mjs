import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare } from './prepare.mjs';

// node bin/run.mjs FILE.ts [arguments]: runs one of our programs with the right Node and the packages in place.
await prepare();
process.argv.splice(1, 1);
await import(pathToFileURL(resolve(process.argv[1])).href);
