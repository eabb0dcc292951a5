import { createMiddleware } from 'hono/factory';
import { httpSeconds } from '../lib/metrics.ts';
import type { ApiEnv } from './routes.ts';

/** Measures how long each route takes; the label is the route as written, never the path with its ids. */
export function measure() {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const stop = httpSeconds.startTimer({ method: c.req.method });
    await next();
    stop({ route: routeOf(c.req.matchedRoutes), status: String(c.res.status) });
  });
}

function routeOf(matched: readonly { path: string; method: string }[]): string {
  return matched.findLast(({ path, method }) => method !== 'ALL' && path !== '/*')?.path ?? 'other';
}
