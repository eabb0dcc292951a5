import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './npm.mjs';
import { prepare } from './prepare.mjs';

// npm run bench NAME [arguments]: runs bench/NAME.ts.
await prepare();
const [name] = process.argv.splice(2, 1);
const folder = join(root, 'bench');
const file = join(folder, `${name}.ts`);
if (!name || !existsSync(file)) {
  const names = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.ts')) : [];
  console.error(`Use: npm run bench NAME, where NAME is one of ${names.map((file) => file.slice(0, -3)).join(', ')}.`);
  process.exit(2);
}
process.argv[1] = file;
await import(pathToFileURL(file).href);
