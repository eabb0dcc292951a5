import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { ZodError } from 'zod';
import { TooManyAttempts } from '../identity/limit-attempts.ts';
import type { Log } from '../lib/log.ts';
import { Problem, problem } from '../lib/problem.ts';
import type { ApiEnv } from './routes.ts';

const TITLES: Record<number, string> = {
  400: 'Not valid',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unknown kind of content',
  422: 'Cannot be done',
  429: 'Too many attempts',
  500: 'Something went wrong here',
  503: 'Not ready',
};

/**
 * Turns whatever was thrown into problem details (RFC 9457). What is not meant for people is logged with the request's id and answered
 * with that id alone; the log gets the kind of error and where it arose, never values.
 */
export function answerProblem(error: Error, c: Context<ApiEnv>, log: Log): Response {
  const known = knownProblem(error);
  const requestId = c.get('requestId');
  if (!known)
    log.error({ requestId, method: c.req.method, route: c.req.routePath, ...traceOf(error) }, 'a request failed');
  const { status, message, details } =
    known ??
    problem(500, `Something went wrong on our side; nothing was changed. The log has more under ${requestId}.`);
  if (error instanceof TooManyAttempts) c.header('Retry-After', String(error.retryAfter));
  if (status === 401) c.header('WWW-Authenticate', 'Bearer realm="Steward"');
  const title = TITLES[status] ?? 'Not possible';
  const body = {
    type: 'about:blank',
    title,
    status,
    detail: message,
    requestId,
    ...(details.length > 0 && { details }),
  };
  return c.json(body, status as ContentfulStatusCode, { 'Content-Type': 'application/problem+json' });
}

function knownProblem(error: Error): Problem | null {
  if (error instanceof Problem) return error;
  if (error instanceof ZodError) {
    const details = error.issues.map(({ path, message }) => ({ at: path.join('.'), problem: message }));
    return problem(
      400,
      `The request is not valid: ${details.map(({ at, problem }) => `${at}: ${problem}`).join('; ')}.`,
      details,
    );
  }
  if (error instanceof HTTPException) return problem(error.status, error.message || 'The request cannot be read.');
  return null;
}

/** Messages of the database can carry values, so that only its codes and names are kept. */
function traceOf(error: Error): Record<string, unknown> {
  const { code, table, constraint, routine } = error as Error & Record<string, unknown>;
  const isOfDatabase = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code);
  const frames = error.stack
    ?.split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 12)
    .map((line) => line.trim());
  return {
    error: error.name,
    ...(isOfDatabase ? { code, table, constraint, routine } : { reason: error.message }),
    frames,
  };
}
