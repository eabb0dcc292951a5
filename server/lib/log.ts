import { type Logger, pino } from 'pino';

export type Log = Logger;

/** Field names whose values never reach a log line, wherever they stand in the object. */
const SECRET = ['password', 'token', 'secret', 'authorization', 'cookie', 'email', 'key', 'writeKey', 'body'];

/** Structured logs on standard error, one JSON object a line, without personal data or secrets. */
export function createLog(level: string): Log {
  return pino(
    {
      level,
      redact: { paths: SECRET.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[hidden]' },
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    pino.destination({ fd: 2, sync: true }),
  );
}
