/** Where the time of a longer piece of work goes, by named phases. */
export class Laps {
  readonly #seconds = new Map<string, number>();

  /** Runs the work and adds its time to the phase. */
  async time<Result>(phase: string, work: () => Promise<Result> | Result): Promise<Result> {
    const started = performance.now();
    try {
      return await work();
    } finally {
      const seconds = (performance.now() - started) / 1000;
      this.#seconds.set(phase, (this.#seconds.get(phase) ?? 0) + seconds);
    }
  }

  /** The phases in the order in which they began, with their seconds. */
  list(): { name: string; seconds: number }[] {
    return [...this.#seconds].map(([name, seconds]) => ({ name, seconds: Math.round(seconds * 1000) / 1000 }));
  }
}
