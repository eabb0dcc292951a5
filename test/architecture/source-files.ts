import { readdirSync, readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** One file of ours, by its path from the root, with '/' on every system. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly isTest: boolean;
  readonly imports: readonly Import[];
}

export interface Import {
  /** From the root for files of ours, as written for packages. */
  readonly target: string;
  readonly isOurs: boolean;
  readonly isType: boolean;
}

/** Every file below the folders whose name ends in one of the endings. */
export function pathsBelow(folders: readonly string[], endings: readonly string[]): string[] {
  return folders
    .flatMap((folder) => listed(folder))
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .sort();
}

function listed(folder: string): string[] {
  try {
    return readdirSync(`${ROOT}${folder}`, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => posix.join(entry.parentPath.replaceAll('\\', '/').slice(ROOT.length), entry.name));
  } catch {
    return []; // a folder that is not there yet
  }
}

export function readText(path: string): string {
  return readFileSync(`${ROOT}${path}`, 'utf8');
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^;'"]*?from\s*'([^']+)'|(?:^|\n)\s*import\s*'([^']+)'|\bimport\('([^']+)'\)/g;

/** The TypeScript files below the folders, with what they import. */
export function sourceFiles(...folders: string[]): SourceFile[] {
  return pathsBelow(folders, ['.ts', '.tsx']).map((path) => {
    const text = readText(path);
    const imports = [...text.matchAll(IMPORT)].map(([, type, from, alone, dynamic]): Import => {
      const target = from ?? alone ?? dynamic ?? '';
      const isOurs = target.startsWith('.');
      return { target: isOurs ? posix.join(dirname(path), target) : target, isOurs, isType: type !== undefined };
    });
    return { path, text, isTest: /\.test(-support)?\.tsx?$/.test(path) || path.startsWith('test/'), imports };
  });
}
