import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ARCHIVE_END, type ArchiveEntry, ByteReader, packEntry, unpackEntries } from './archive.ts';
import { decrypt, ENCRYPTED_MARK, encrypt } from './encryption.ts';

const bytes = fc.uint8Array({ maxLength: 3000 }).map((array) => Buffer.from(array));
const entries = fc.array(fc.record({ name: fc.stringMatching(/^[a-z_.]{1,40}\/\d{6}$/), content: bytes }), {
  maxLength: 8,
});
/** Where a stream is cut into chunks. */
const cuts = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 20 });

async function* chunksOf(all: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  for (let from = 0, turn = 0; from < all.length; turn++) {
    const size = sizes[turn % sizes.length]!;
    yield all.subarray(from, from + size);
    from += size;
  }
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const pack = (list: readonly ArchiveEntry[]) =>
  Buffer.concat([...list.map((entry) => packEntry(entry, new Date(0))), ARCHIVE_END]);

async function decrypted(sealed: Buffer, secret: string, sizes: readonly number[]): Promise<Buffer> {
  const reader = new ByteReader(chunksOf(sealed, sizes));
  expect(await reader.take(ENCRYPTED_MARK.length)).toEqual(ENCRYPTED_MARK);
  return Buffer.concat(await collect(decrypt(reader, secret)));
}

test('what is packed is unpacked, however the stream is cut', async () => {
  await fc.assert(
    fc.asyncProperty(entries, cuts, async (list, sizes) => {
      expect(await collect(unpackEntries(chunksOf(pack(list), sizes)))).toEqual(list);
    }),
  );
});

test('an archive that is cut off is not taken for a whole one', async () => {
  await fc.assert(
    fc.asyncProperty(entries, fc.double({ min: 0, max: 0.999, noNaN: true }), async (list, share) => {
      const all = pack(list);
      // The last block of zeros only says a second time that it has ended.
      const cut = all.subarray(0, Math.floor((all.length - 512) * share));
      await expect(collect(unpackEntries(chunksOf(cut, [512])))).rejects.toThrow('damaged');
    }),
  );
});

test('what is encrypted is decrypted under the same secret only, and every changed bit is seen', async () => {
  await fc.assert(
    fc.asyncProperty(bytes, cuts, fc.nat(), fc.integer({ min: 0, max: 7 }), async (plain, sizes, at, bit) => {
      const sealed = Buffer.concat(await collect(encrypt(chunksOf(plain, sizes), 'secret')));
      expect(await decrypted(sealed, 'secret', sizes)).toEqual(plain);
      await expect(decrypted(sealed, 'other', sizes)).rejects.toThrow('another secret');
      const changed = Buffer.from(sealed);
      const position = ENCRYPTED_MARK.length + (at % (sealed.length - ENCRYPTED_MARK.length));
      changed[position] = changed[position]! ^ (1 << bit);
      await expect(decrypted(changed, 'secret', sizes)).rejects.toThrow();
      await expect(decrypted(sealed.subarray(0, -1), 'secret', sizes)).rejects.toThrow('damaged');
    }),
    { numRuns: 50 },
  );
});

test('frames cannot be left out or exchanged', async () => {
  const frame = 1 << 20;
  const plain = Buffer.alloc(2 * frame + 10, 7);
  const sealed = Buffer.concat(await collect(encrypt(chunksOf(plain, [100_000]), 'secret')));
  expect(await decrypted(sealed, 'secret', [1 << 16])).toEqual(plain);
  const head = ENCRYPTED_MARK.length + 32;
  const [first, second] = [head, head + 4 + frame + 16];
  const third = second + 4 + frame + 16;
  const without = Buffer.concat([sealed.subarray(0, second), sealed.subarray(third)]);
  const exchanged = Buffer.concat([
    sealed.subarray(0, first),
    sealed.subarray(second, third),
    sealed.subarray(first, second),
    sealed.subarray(third),
  ]);
  for (const wrong of [without, exchanged, sealed.subarray(0, third)])
    await expect(decrypted(wrong, 'secret', [1 << 16])).rejects.toThrow();
});
