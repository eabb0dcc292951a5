import { type ClientConfig, Pool, type PoolConfig, types } from 'pg';
import { connectionAs, type LoginRole } from './roles.ts';

/** The pools of one process, one for each role; see "Isolation" in ARCHITECTURE.md for who uses which. */
export interface Database {
  readonly web: Pool;
  readonly worker: Pool;
  readonly identity: Pool;
  readonly queue: Pool;
  close(): Promise<void>;
}

const DATE = 1082;
const INT8 = 20;

/** Days stay text ('2018-08-01'), big integers are numbers (refused past 2^53), everything else as pg reads it. */
const columnTypes: PoolConfig['types'] = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === DATE) return (text: string) => text;
    if (oid === INT8) return safeInteger;
    return types.getTypeParser(oid, format as 'text');
  },
};

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError(`The database holds ${text}, which is too large for a number here.`);
  return value;
}

/** Opens the pools. `onError` hears of connections that break while idle; the pool replaces them by itself. */
export function openDatabase(
  administrator: ClientConfig,
  secret: string,
  { size = 10, onError = () => {} }: { size?: number; onError?: (error: Error) => void } = {},
): Database {
  const open = (role: LoginRole, max: number): Pool => {
    const pool = new Pool({
      ...connectionAs(role, administrator, secret),
      application_name: role,
      max,
      idleTimeoutMillis: 30_000,
      types: columnTypes,
    });
    pool.on('error', onError);
    pool.on('connect', (client) => client.on('error', onError));
    return pool;
  };
  const pools = {
    web: open('steward_web', size),
    worker: open('steward_worker', size),
    identity: open('steward_identity', Math.ceil(size / 2)),
    queue: open('steward_queue', size),
  };
  return { ...pools, close: async () => void (await Promise.all(Object.values(pools).map((pool) => pool.end()))) };
}
