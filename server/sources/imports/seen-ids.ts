import { createHash } from 'node:crypto';

/**
 * The ids that a file has brought so far, with what was said of each: 16 bytes an id, so that millions fit in memory. An
 * id that stands twice in a file is the same record told again, or, where it says something else, a mistake.
 */
export class SeenIds {
  #slots = 1024;
  #table = new Uint32Array(this.#slots * 4);
  #count = 0;

  /** The line on which the id stood first and the hash of what it said; undefined for a new id. */
  find(id: string): { readonly row: number; readonly content: number } | undefined {
    const at = this.#locate(hashOf(id));
    const row = this.#table[at + 2]!;
    return row === 0 ? undefined : { row, content: this.#table[at + 3]! };
  }

  /** Keeps an id with the line (from 1) on which it stands; the first one stays. */
  add(id: string, row: number, content: number): void {
    if (this.#count * 10 >= this.#slots * 7) this.#grow();
    const hash = hashOf(id);
    const at = this.#locate(hash);
    if (this.#table[at + 2] !== 0) return;
    this.#table.set([hash[0], hash[1], row, content], at);
    this.#count += 1;
  }

  #locate([high, low]: readonly [number, number]): number {
    for (let slot = low % this.#slots; ; slot = (slot + 1) % this.#slots) {
      const at = slot * 4;
      if (this.#table[at + 2] === 0 || (this.#table[at] === high && this.#table[at + 1] === low)) return at;
    }
  }

  #grow(): void {
    const old = this.#table;
    this.#slots *= 2;
    this.#table = new Uint32Array(this.#slots * 4);
    for (let at = 0; at < old.length; at += 4) {
      if (old[at + 2] !== 0) this.#table.set(old.subarray(at, at + 4), this.#locate([old[at]!, old[at + 1]!]));
    }
  }
}

function hashOf(id: string): [number, number] {
  const digest = createHash('sha1').update(id).digest();
  return [digest.readUInt32LE(0), digest.readUInt32LE(4)];
}
