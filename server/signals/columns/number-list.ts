const CHUNK = 8192;
/** So many chunks wait for the next lists: 8 MB. */
const MOST_FREE = 128;

const free: Float64Array[] = [];

/**
 * A growing list of numbers. A long one grows in chunks that the next lists use again: an array that doubles leaves as much behind as it
 * holds, and memory outside the heap is what calls the collector.
 */
export class NumberList {
  #full: Float64Array[] = [];
  #last: Float64Array = new Float64Array(64);
  #used = 0;

  push(value: number): void {
    if (this.#used === this.#last.length) this.#grow();
    this.#last[this.#used++] = value;
  }

  #grow(): void {
    if (this.#used === CHUNK) {
      this.#full.push(this.#last);
      this.#last = free.pop() ?? new Float64Array(CHUNK);
      this.#used = 0;
      return;
    }
    const wider = this.#used * 2 === CHUNK ? (free.pop() ?? new Float64Array(CHUNK)) : new Float64Array(this.#used * 2);
    wider.set(this.#last);
    this.#last = wider;
  }

  /** Takes the numbers out of the list, which is empty after it. */
  take(): Float64Array {
    const values = new Float64Array(this.#full.length * CHUNK + this.#used);
    for (const [index, chunk] of this.#full.entries()) values.set(chunk, index * CHUNK);
    values.set(this.#last.subarray(0, this.#used), this.#full.length * CHUNK);
    const chunks = this.#last.length === CHUNK ? [...this.#full, this.#last] : this.#full;
    free.push(...chunks.slice(0, MOST_FREE - free.length));
    this.#full = [];
    this.#last = new Float64Array(64);
    this.#used = 0;
    return values;
  }
}
