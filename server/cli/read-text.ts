import { readFile } from 'node:fs/promises';
import { problem } from '../lib/problem.ts';

/** The text of a file that was named. A 400 problem when it is not there or cannot be read. */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw problem(400, code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read: ${message}.`);
  }
}
