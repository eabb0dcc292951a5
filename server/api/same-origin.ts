import { createMiddleware } from 'hono/factory';
import { problem } from '../lib/problem.ts';
import type { ApiEnv } from './routes.ts';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses changes that another site makes with a person's cookie. Browsers send Origin with every request that changes something; it has
 * to be the address people use, or the one the request itself went to. A request without a cookie has nothing to forge.
 */
export function sameOrigin(publicUrl: string) {
  const ours = new URL(publicUrl).host;
  return createMiddleware<ApiEnv>(async (c, next) => {
    if (!READS.has(c.req.method) && c.req.header('cookie') && !isOurs(c.req.header('origin'), c.req.header('host')))
      throw problem(403, 'This change came from another web site and was refused. Open Steward itself and try again.');
    await next();
  });

  function isOurs(origin: string | undefined, host: string | undefined): boolean {
    if (!origin || !URL.canParse(origin)) return false;
    const from = new URL(origin).host;
    return from === ours || from === host;
  }
}
