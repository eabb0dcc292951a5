import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const folder = 'imports';

export interface StoredFile {
  /** Below the data directory. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: Buffer;
}

/** Keeps a file under the data directory while its import needs it; when this returns it is on the disk for good. */
export async function storeImportFile(
  dataDir: string,
  importId: string,
  content: AsyncIterable<Uint8Array>,
): Promise<StoredFile> {
  await mkdir(join(dataDir, folder), { recursive: true, mode: 0o700 });
  const path = join(folder, importId);
  const unfinished = join(dataDir, `${path}.part`);
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    const file = await open(unfinished, 'w', 0o600);
    try {
      for await (const chunk of content) {
        hash.update(chunk);
        bytes += chunk.byteLength;
        await file.write(chunk);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, join(dataDir, path));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  await syncFolder(join(dataDir, folder));
  return { path, bytes, sha256: hash.digest() };
}

/** Removes the file of an import; one that is gone already is no error. */
export async function removeImportFile(dataDir: string, importId: string): Promise<void> {
  await rm(join(dataDir, folder, importId), { force: true });
}

export async function isFileThere(dataDir: string, path: string | null): Promise<boolean> {
  if (path === null) return false;
  return stat(join(dataDir, path)).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** A rename is only certain to survive a power cut once the folder has been written; Windows has no such thing. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
