import type { PoolClient, QueryResultRow } from 'pg';
import type { Database } from '../database/database.ts';
import { notFound } from '../lib/problem.ts';
import type { Actor } from './actor.ts';

/** One transaction inside one organisation. Every statement still names `organisation_id` itself. */
export interface Transaction {
  readonly organisationId: string;
  readonly actor: Actor;
  /** The connection itself, for COPY and cursors. */
  readonly client: PoolClient;
  query<Row extends QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** The only row; a 404 problem that names `thing` when there is none. */
  one<Row extends QueryResultRow>(thing: string, sql: string, values?: readonly unknown[]): Promise<Row>;
  /** The first row, or null. */
  maybe<Row extends QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row | null>;
  /** How many rows the statement touched. */
  execute(sql: string, values?: readonly unknown[]): Promise<number>;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Runs `work` in a transaction that can see one organisation only: as the web role, whose policies check the membership again, for
 * people and keys; as the worker role for the system. Rolls back and rethrows when `work` throws.
 */
export async function inOrganisation<Result>(
  database: Database,
  actor: Actor,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  const client = await (actor.kind === 'system' ? database.worker : database.web).connect();
  let broken: Error | undefined;
  try {
    await client.query(`begin; ${contextOf(actor)}`);
    const result = await work(transaction(client, actor));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** SET LOCAL takes no parameters, so the ids are checked to be UUIDs before they become text. */
function contextOf(actor: Actor): string {
  const organisation = checkedUuid(actor.organisationId);
  const member = actor.memberId === null ? '' : checkedUuid(actor.memberId);
  return `set local app.organisation_id = '${organisation}'; set local app.member_id = '${member}'`;
}

function checkedUuid(id: string): string {
  if (!UUID.test(id)) throw new TypeError('An actor carries ids that are not UUIDs.');
  return id;
}

function transaction(client: PoolClient, actor: Actor): Transaction {
  const rows = async <Row extends QueryResultRow>(sql: string, values: readonly unknown[] = []) =>
    (await client.query<Row>(sql, values as unknown[])).rows;
  return {
    organisationId: actor.organisationId,
    actor,
    client,
    query: rows,
    async one<Row extends QueryResultRow>(thing: string, sql: string, values?: readonly unknown[]) {
      const [row] = await rows<Row>(sql, values);
      if (!row) throw notFound(thing);
      return row;
    },
    async maybe<Row extends QueryResultRow>(sql: string, values?: readonly unknown[]) {
      return (await rows<Row>(sql, values))[0] ?? null;
    },
    async execute(sql, values = []) {
      return (await client.query(sql, values as unknown[])).rowCount ?? 0;
    },
  };
}
