import { createMiddleware } from 'hono/factory';
import type { Log } from '../lib/log.ts';
import { httpSeconds } from '../lib/metrics.ts';
import type { ApiEnv } from './routes.ts';

/** Measures and logs how long each request takes, under the route as written, never the path with its ids and tokens. */
export function measure(log: Log) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const stop = httpSeconds.startTimer({ method: c.req.method });
    await next();
    const route = routeOf(c.req.matchedRoutes);
    const { status } = c.res;
    const seconds = stop({ route, status: String(status) });
    log.debug({ requestId: c.get('requestId'), method: c.req.method, route, status, seconds }, 'answered');
  });
}

function routeOf(matched: readonly { path: string; method: string }[]): string {
  return matched.findLast(({ path, method }) => method !== 'ALL' && path !== '/*')?.path ?? 'other';
}
