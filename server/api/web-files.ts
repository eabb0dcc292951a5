import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { createMiddleware } from 'hono/factory';
import type { ApiEnv } from './routes.ts';

const compress = promisify(brotliCompress);

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};
const COMPRESSED = new Set(['.html', '.js', '.css', '.svg', '.json', '.webmanifest', '.txt']);

interface WebFile {
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly brotli: Uint8Array<ArrayBuffer> | null;
  readonly type: string;
}

/**
 * Serves the built web pages. Files below assets/ carry a hash in their name and are cached for ever; index.html, which answers every
 * other path of the application, is asked for each time. Files are read and compressed at their first request.
 */
export function webFiles(directory: string) {
  const root = resolve(directory);
  const files = new Map<string, Promise<WebFile | null>>();
  const fileAt = (path: string) => {
    const known = files.get(path);
    if (known) return known;
    const reading = readWebFile(root, path);
    files.set(path, reading);
    // Unknown paths are not kept: anybody could fill the memory with them.
    reading.then(
      (file) => file ?? files.delete(path),
      () => files.delete(path),
    );
    return reading;
  };

  return createMiddleware<ApiEnv>(async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return next();
    const isPage = extname(c.req.path) === '';
    const file = await fileAt(isPage ? '/index.html' : c.req.path);
    if (!file) return next();
    const isImmutable = c.req.path.startsWith('/assets/');
    c.header('Content-Type', file.type);
    c.header('Cache-Control', isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache');
    c.header('Vary', 'Accept-Encoding');
    const isBrotli = file.brotli && /\bbr\b/.test(c.req.header('accept-encoding') ?? '');
    if (isBrotli) c.header('Content-Encoding', 'br');
    return c.body(isBrotli ? file.brotli : file.plain);
  });
}

async function readWebFile(root: string, path: string): Promise<WebFile | null> {
  const file = fileBelow(root, path);
  if (!file) return null;
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) return null;
  const plain = new Uint8Array(await readFile(file));
  const kind = extname(file);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
  const brotli = COMPRESSED.has(kind) && plain.length > 1024 ? new Uint8Array(await compress(plain, quality)) : null;
  return { plain, brotli, type: TYPES[kind] ?? 'application/octet-stream' };
}

/** The file a path of the web stands for; null when it is none below the root. */
function fileBelow(root: string, path: string): string | null {
  try {
    const file = join(root, decodeURIComponent(path));
    return file.startsWith(root + sep) ? file : null;
  } catch {
    return null;
  }
}

/** The hashes by which the Content-Security-Policy allows the scripts that stand inside index.html. */
export function inlineScriptHashes(directory: string): string[] {
  const index = join(directory, 'index.html');
  if (!existsSync(index)) return [];
  const scripts = readFileSync(index, 'utf8').matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g);
  return [...scripts].map(([, script]) => `'sha256-${createHash('sha256').update(script!).digest('base64')}'`);
}
