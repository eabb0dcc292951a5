import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { ApiEnv } from './routes.ts';

/** Finds the client's address: the connection's, or, behind a trusted proxy, the last one that the proxy added to X-Forwarded-For. */
export function clientAddress(isBehindProxy: boolean) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const forwarded = isBehindProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
    c.set('address', forwarded || connectionAddress(c));
    await next();
  });
}

/** 'unknown' where there is no socket, as in tests that call the application directly. */
function connectionAddress(c: Context): string {
  return c.env && 'incoming' in c.env ? (getConnInfo(c).remote.address ?? 'unknown') : 'unknown';
}
