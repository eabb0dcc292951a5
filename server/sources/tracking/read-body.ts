import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { problem } from '../../lib/problem.ts';

const inflate = promisify(gunzip);

/**
 * The body of a request as JSON, whatever its content type says: browsers send text/plain, and some libraries call gzip what is not, and the
 * other way round. At most `limit` bytes, before and after inflating: 413. What is no JSON: 400.
 */
export async function readBody(request: BodySource, limit: number): Promise<unknown> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge(limit);
  const sent = request.headers.has('content-length')
    ? Buffer.from(await request.arrayBuffer())
    : await readStream(request.body, limit);
  const bytes = isGzip(sent) ? await inflated(sent, limit) : sent;
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw problem(400, 'The body is no JSON.');
  }
}

type BodySource = Pick<Request, 'headers' | 'arrayBuffer' | 'body'>;

async function readStream(body: ReadableStream<Uint8Array> | null, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

async function inflated(bytes: Buffer, limit: number): Promise<Buffer> {
  try {
    return await inflate(bytes, { maxOutputLength: limit });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(limit);
    throw problem(400, 'The body begins like gzip and cannot be inflated.');
  }
}

function tooLarge(limit: number) {
  return problem(413, `The request is larger than ${Math.floor(limit / 1000)} kB. Send it in smaller parts.`);
}
