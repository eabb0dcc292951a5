#!/usr/bin/env node
import module from 'node:module';
import { join } from 'node:path';
import { root } from './npm.mjs';
import { prepare } from './prepare.mjs';

await prepare();
// Halves the time that a short command takes from the second time on.
module.enableCompileCache(join(root, 'node_modules/.cache/steward'));
await import('../server/cli/main.ts');
