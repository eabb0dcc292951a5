import type { Connection, PoolClient, Submittable } from 'pg';

/**
 * Reads `copy ... to stdout`: hands over the rows as they arrive, a message each, which is good until `onRow` returns. pg-copy-streams copies
 * every row twice on the way into a stream; where millions of them are read each night, that is most of what reading costs.
 */
export async function copyOut(client: PoolClient, sql: string, onRow: (message: Buffer) => void): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    client.query(new CopyOut(sql, onRow, (error) => (error === null ? resolve() : reject(error))));
  });
}

/** A query as pg's client drives it; it names the handlers. */
class CopyOut implements Submittable {
  readonly #sql: string;
  readonly #onRow: (message: Buffer) => void;
  readonly #onEnd: (error: unknown) => void;
  #failure: unknown = null;

  constructor(sql: string, onRow: (message: Buffer) => void, onEnd: (error: unknown) => void) {
    this.#sql = sql;
    this.#onRow = onRow;
    this.#onEnd = onEnd;
  }

  submit(connection: Connection): void {
    connection.query(this.#sql);
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    if (this.#failure !== null) return; // What still arrives is let past.
    try {
      this.#onRow(chunk);
    } catch (error) {
      this.#failure = error;
    }
  }

  handleCommandComplete(): void {}

  handleError(error: unknown): void {
    this.#onEnd(error);
  }

  handleReadyForQuery(): void {
    this.#onEnd(this.#failure);
  }
}
