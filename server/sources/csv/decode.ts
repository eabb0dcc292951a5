import iconv from 'iconv-lite';

const utf8Mark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Passes the bytes of a file on as UTF-8, without a byte order mark. `encoding` is a name from `detectEncoding`. */
export async function* decode(chunks: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<Buffer> {
  if (encoding === 'utf-8') yield* withoutMark(chunks);
  else {
    const decoder = iconv.getDecoder(encoding);
    for await (const chunk of chunks) yield Buffer.from(decoder.write(Buffer.from(chunk)), 'utf8');
    yield Buffer.from(decoder.end() ?? '', 'utf8');
  }
}

async function* withoutMark(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const bytes of chunks) {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (head === undefined) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < utf8Mark.length) continue;
    yield stripMark(head);
    head = undefined;
  }
  if (head !== undefined) yield stripMark(head);
}

function stripMark(head: Buffer): Buffer {
  return head.subarray(0, utf8Mark.length).equals(utf8Mark) ? head.subarray(utf8Mark.length) : head;
}
