import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { problem } from '../lib/problem.ts';
import type { ApiEnv } from './routes.ts';

const MEGABYTE = 1024 * 1024;

/** Routes that read their body as a stream and set their own bounds. */
const STREAMED = [/^\/v1\//, /^\/api\/organisations\/[^/]+\/imports$/];

/** At most 1 MB for a request, except where a route streams. */
export function limitBody() {
  const limit = bodyLimit({
    maxSize: MEGABYTE,
    onError: () => {
      throw problem(413, 'The request is larger than 1 MB. Send it in smaller parts.');
    },
  });
  return createMiddleware<ApiEnv>((c, next) =>
    STREAMED.some((path) => path.test(c.req.path)) ? next() : limit(c, next),
  );
}
