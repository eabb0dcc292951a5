import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

/** Any number, the same in every process of Steward; held shared in the database `postgres`. */
const PRESENCE = 4_100_001;

/** The sign on the door that this process uses the embedded database, held until `leave`. */
export interface Presence {
  /** Takes the sign away. True when it was the last one; then nobody can come in any more, and PostgreSQL is to be ended. */
  leave(): Promise<boolean>;
}

/**
 * Connects and holds a shared advisory lock for as long as this process uses the embedded database. PostgreSQL gives the
 * lock back by itself when the process dies, however it dies. When the connection is lost (PostgreSQL restarts its
 * processes after one crashed) it is made again.
 *
 * Throws the error of the connection; `57P03` when PostgreSQL is starting or somebody is just ending it.
 */
export async function announcePresence(connection: pg.ClientConfig): Promise<Presence> {
  let isLeaving = false;
  let client = await enter();

  async function enter(): Promise<pg.Client> {
    const entering = new pg.Client({ ...connection, keepAlive: true });
    entering.on('error', ignore); // the end is what counts
    await entering.connect();
    const { rows } = await entering.query('select pg_try_advisory_lock_shared($1) as "isIn"', [PRESENCE]);
    if (rows[0].isIn) {
      entering.once('end', () => void enterAgain());
      return entering;
    }
    await entering.end();
    throw Object.assign(new Error('PostgreSQL is being ended'), { code: '57P03' });
  }

  async function enterAgain(): Promise<void> {
    for (let attempt = 0; attempt < 100 && !isLeaving; attempt++) {
      try {
        client = await enter();
        return;
      } catch {
        await pause(100, undefined, { ref: false });
      }
    }
  }

  /** Tried for a moment: PostgreSQL may not have noticed yet that another process was killed. */
  async function isLast(): Promise<boolean> {
    await client.query('select pg_advisory_unlock_shared($1)', [PRESENCE]);
    for (let attempt = 0; attempt < 5; attempt++) {
      const { rows } = await client.query('select pg_try_advisory_lock($1) as "isLast"', [PRESENCE]);
      // The last one keeps the lock until PostgreSQL ends, so that nobody enters a house that is being closed.
      if (rows[0].isLast) return true;
      await pause(10);
    }
    await client.end();
    return false;
  }

  return {
    async leave() {
      isLeaving = true;
      try {
        return await isLast();
      } catch {
        // The connection was lost just now: once more over a new one.
        try {
          client = await enter();
          return await isLast();
        } catch {
          // Whom PostgreSQL does not answer, it answers nobody: ending it disturbs no one.
          return true;
        }
      }
    },
  };
}

function ignore(): void {}
