import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { problem } from '../../lib/problem.ts';
import { type ByteReader, DamagedBackup } from './archive.ts';

/**
 * AES-256-GCM in frames, each sealed with its number and whether it is the last one: nothing can be changed, exchanged or cut off without
 * being seen, and no more than a frame is held in memory. The key follows from the secret of the installation and a salt of the file.
 */
export const ENCRYPTED_MARK = Buffer.from('STEWARD BACKUP AES-256-GCM 1\n', 'latin1');

const SALT_BYTES = 32;
const TAG_BYTES = 16;
const FRAME_BYTES = 1 << 20;
const LAST = 0x8000_0000;

/** Encrypts a stream under the installation's secret. */
export async function* encrypt(bytes: AsyncIterable<Buffer>, secret: string): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT_BYTES);
  const key = keyOf(secret, salt);
  yield Buffer.concat([ENCRYPTED_MARK, salt]);
  let number = 0;
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    waiting.push(chunk);
    length += chunk.length;
    if (length < FRAME_BYTES) continue;
    const all = Buffer.concat(waiting);
    let from = 0;
    for (; all.length - from >= FRAME_BYTES; from += FRAME_BYTES)
      yield seal(key, number++, all.subarray(from, from + FRAME_BYTES), false);
    waiting = [all.subarray(from)];
    length = all.length - from;
  }
  yield seal(key, number, Buffer.concat(waiting), true);
}

function seal(key: Buffer, number: number, plain: Buffer, isLast: boolean): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE((plain.length + (isLast ? LAST : 0)) >>> 0);
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number)).setAAD(head);
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([head, sealed, cipher.getAuthTag()]);
}

/** Decrypts what `encrypt` made; `reader` stands behind the mark. Throws a problem when the secret is another one. */
export async function* decrypt(reader: ByteReader, secret: string): AsyncGenerator<Buffer> {
  const key = keyOf(secret, await reader.take(SALT_BYTES));
  for (let number = 0; ; number++) {
    const head = await reader.take(4);
    const isLast = head.readUInt32BE() >= LAST;
    const length = head.readUInt32BE() % LAST;
    if (length > FRAME_BYTES) throw new DamagedBackup();
    const sealed = await reader.take(length);
    const tag = await reader.take(TAG_BYTES);
    yield open(key, number, { head, sealed, tag });
    if (isLast) return;
  }
}

function open(key: Buffer, number: number, { head, sealed, tag }: Record<'head' | 'sealed' | 'tag', Buffer>): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number)).setAAD(head).setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(sealed), decipher.final()]);
  } catch {
    if (number > 0) throw new DamagedBackup();
    throw problem(
      400,
      'The backup cannot be decrypted: it was made under another secret, or is damaged. Set STEWARD_SECRET to the secret of the ' +
        'installation that made it, or put that in the file "secret" of the data directory before anything else is there.',
    );
  }
}

function keyOf(secret: string, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, 'steward backup', 32));
}

/** A key encrypts one file only, so that counting is enough. */
function nonceOf(number: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(number, 8);
  return nonce;
}
