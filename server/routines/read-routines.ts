import { readdir, readFile } from 'node:fs/promises';
import { parseRoutine, type Routine } from './routine.ts';

const LIBRARY = new URL('../../library/routines/', import.meta.url);

let kept: Promise<readonly Routine[]> | null = null;

/** The routines in library/routines, in the order of their file names; read once. */
export function readRoutines(): Promise<readonly Routine[]> {
  kept ??= read();
  return kept;
}

async function read(): Promise<Routine[]> {
  const names = (await readdir(LIBRARY)).filter((name) => name.endsWith('.md')).sort();
  return Promise.all(names.map(async (name) => parseRoutine(await readFile(new URL(name, LIBRARY), 'utf8'), name)));
}
