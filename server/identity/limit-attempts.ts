import { createHash, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { Problem } from '../lib/problem.ts';

/** Too many attempts; `retryAfter` is in whole seconds. */
export class TooManyAttempts extends Problem {
  readonly retryAfter: number;

  constructor(retryAfter: number) {
    super(429, `Too many attempts. Wait ${retryAfter} seconds and try again.`);
    this.name = 'TooManyAttempts';
    this.retryAfter = retryAfter;
  }
}

export interface AttemptLimit {
  /** What is limited, such as an address together with an e-mail address; only its hash is stored. */
  readonly subject: string;
  readonly attempts: number;
  readonly seconds: number;
}

/**
 * Counts one attempt and throws `TooManyAttempts` (429) past the limit. The count lives in the database, so that it holds for all
 * processes together and over restarts; a window begins with the first attempt in it.
 */
export async function limitAttempts(identity: Pool, { subject, attempts, seconds }: AttemptLimit): Promise<void> {
  const key = createHash('sha256').update(subject).digest('base64url');
  const now = Date.now();
  const { rows } = await identity.query<{ count: number; since: number }>(
    `insert into identity."rateLimit" as r (id, key, count, "lastRequest") values ($1, $2, 1, $3)
     on conflict (key) do update set
       count = case when r."lastRequest" <= $3 - $4 then 1 else r.count + 1 end,
       "lastRequest" = case when r."lastRequest" <= $3 - $4 then $3 else r."lastRequest" end
     returning count, "lastRequest" as since`,
    [randomUUID(), key, now, seconds * 1000],
  );
  const { count, since } = rows[0]!;
  if (count > attempts) throw new TooManyAttempts(Math.max(1, Math.ceil((since + seconds * 1000 - now) / 1000)));
}
