import { type Context, Hono } from 'hono';
import { cors } from 'hono/cors';
import type { Database } from '../../database/database.ts';
import type { Log } from '../../lib/log.ts';
import { trackedCalls } from '../../lib/metrics.ts';
import { problem } from '../../lib/problem.ts';
import { answerError, TooFast } from './answer-error.ts';
import { parseInstant } from './call-time.ts';
import { callWriter } from './call-writer.ts';
import { sourceFinder, type TrackedSource } from './find-tracked-source.ts';
import { rateLimiter } from './limit-rate.ts';
import { type CallSurroundings, MalformedCall, parseCall } from './parse-call.ts';
import { readBody } from './read-body.ts';
import type { CallType, TrackingCall } from './tracking-call.ts';
import { TRACKING_LIMITS, type TrackingLimits } from './tracking-limits.ts';

export interface TrackingTools {
  readonly database: Database;
  readonly log: Log;
  readonly limits?: Partial<TrackingLimits>;
}

/** The doors: long and short paths of single calls, and of batches. */
const DOORS: Readonly<Record<string, CallType | null>> = {
  ...{
    batch: null,
    b: null,
    track: 'track',
    t: 'track',
    identify: 'identify',
    i: 'identify',
    group: 'group',
    g: 'group',
  },
  ...{ page: 'page', p: 'page', screen: 'screen', s: 'screen', alias: 'alias', a: 'alias' },
};

interface Rejection {
  readonly index: number;
  readonly problem: string;
}

/**
 * The HTTP tracking API as Segment documents it, so that its libraries work unchanged. An answer of 200 means that the calls are
 * committed, but for those that it names as rejected.
 */
export function trackingRoutes({ database, log, limits: wanted = {} }: TrackingTools): Hono {
  const limits = { ...TRACKING_LIMITS, ...wanted };
  const findSource = sourceFinder(database);
  const secondsToWait = rateLimiter(limits);
  const writeCalls = callWriter(database);
  const app = new Hono();

  app.onError((error, c) => answerError(error, c, log));
  app.use('/v1/*', cors({ origin: '*', allowMethods: ['POST'], maxAge: 86_400 }));
  for (const [path, type] of Object.entries(DOORS)) app.post(`/v1/${path}`, (c) => record(c, type));
  return app;

  async function record(c: Context, type: CallType | null): Promise<Response> {
    const receivedAt = Date.now();
    const header = c.req.header('authorization');
    const sender = header === undefined ? null : await admit(basicUser(header));
    const body = await readBody(c.req.raw, type === null ? limits.batchBytes : limits.callBytes);
    if (!isObject(body)) throw problem(400, 'The body is not a JSON object.');
    const source = sender ?? (await admit(body.writeKey));
    const surroundings = {
      type,
      receivedAt,
      sentAt: parseInstant(body.sentAt),
      context: type === null && isObject(body.context) ? body.context : null,
    };
    return keep(c, source, type === null ? batchOf(body) : [body], surroundings);
  }

  async function admit(writeKey: unknown): Promise<TrackedSource> {
    const source = typeof writeKey === 'string' && writeKey !== '' ? await findSource(writeKey) : null;
    if (!source)
      throw problem(401, 'There is no such write key. Send it as the user of Basic authentication, or as "writeKey".');
    const seconds = secondsToWait(writeKey as string);
    if (seconds > 0) throw new TooFast(seconds);
    return source;
  }

  function batchOf({ batch }: Record<string, unknown>): readonly unknown[] {
    if (!Array.isArray(batch)) throw problem(400, 'The body has no "batch", an array of calls.');
    if (batch.length > limits.batchCalls) throw problem(413, `A batch carries at most ${limits.batchCalls} calls.`);
    return batch;
  }

  async function keep(
    c: Context,
    source: TrackedSource,
    raw: readonly unknown[],
    surroundings: CallSurroundings,
  ): Promise<Response> {
    // Nothing below speaks of what was sent, so that it need not outlive the wait for the database.
    const sent = raw.length;
    const { calls, indices, rejected } = parseCalls(raw, surroundings);
    const refused = calls.length === 0 ? new Map() : await writeCalls(source, calls);
    for (const [at, call] of calls.entries())
      if (refused.has(call)) rejected.push({ index: indices[at]!, problem: refused.get(call)! });
    trackedCalls.inc({ outcome: 'kept' }, sent - rejected.length);
    trackedCalls.inc({ outcome: 'rejected' }, rejected.length);
    if (rejected.length === 0) return c.json({ success: true });
    const all = rejected.toSorted((a, b) => a.index - b.index);
    if (rejected.length < sent) return c.json({ success: true, rejected: all });
    const message = sent === 1 ? `The call ${all[0]!.problem}.` : 'None of the calls could be kept.';
    return c.json({ success: false, message, rejected: all }, 400);
  }
}

function parseCalls(
  raw: readonly unknown[],
  surroundings: CallSurroundings,
): { calls: TrackingCall[]; indices: number[]; rejected: Rejection[] } {
  const calls: TrackingCall[] = [];
  const indices: number[] = [];
  const rejected: Rejection[] = [];
  for (const [index, call] of raw.entries()) {
    try {
      calls.push(parseCall(call, surroundings));
      indices.push(index);
    } catch (error) {
      if (!(error instanceof MalformedCall)) throw error;
      rejected.push({ index, problem: error.message });
    }
  }
  return { calls, indices, rejected };
}

/** The user of Basic authentication, which is where the write key stands; the password is not used. */
function basicUser(header: string): string | null {
  const [, encoded] = /^Basic\s+([A-Za-z0-9+/=_-]+)\s*$/i.exec(header) ?? [];
  return encoded === undefined ? null : (Buffer.from(encoded, 'base64').toString('utf8').split(':', 1)[0] ?? null);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
