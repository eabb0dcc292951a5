import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Log } from '../../lib/log.ts';
import { Problem } from '../../lib/problem.ts';

/** The key has sent too much: 429, with the seconds after which it may go on. */
export class TooFast extends Problem {
  readonly retryAfter: number;

  constructor(retryAfter: number) {
    super(429, `This key sends too fast. Wait ${retryAfter} s.`);
    this.retryAfter = retryAfter;
  }
}

/**
 * What is wrong with the request for good, as it is. Whatever went wrong here is a 503: libraries give up on other statuses and lose their
 * events, and on this one send them again.
 */
export function answerError(error: Error, c: Context, log: Log): Response {
  const known = error instanceof Problem ? error : null;
  const status = known?.status ?? 503;
  if (!known) log.error({ route: c.req.path, ...traceOf(error) }, 'tracking calls could not be written');
  if (known instanceof TooFast) c.header('Retry-After', String(known.retryAfter));
  else if (status === 503) c.header('Retry-After', '1');
  const message = known?.message ?? 'The calls could not be written just now. Send them again in a moment.';
  return c.json({ success: false, message }, status as ContentfulStatusCode);
}

/** Messages of the database can carry values: its code is enough. */
function traceOf(error: Error): Record<string, unknown> {
  const { code } = error as { code?: unknown };
  return {
    error: error.name,
    code,
    at: error.stack
      ?.split('\n')
      .find((line) => line.trimStart().startsWith('at '))
      ?.trim(),
  };
}
