import type { ClientConfig } from 'pg';
import { systemActor } from '../server/context/actor.ts';
import { inOrganisation, type Transaction } from '../server/context/transaction.ts';
import { type Database, openDatabase } from '../server/database/database.ts';
import { createOrganisation } from '../server/identity/create-organisation.ts';
import { dayOf } from '../server/lib/days.ts';
import { hashUser } from '../server/sources/usage/hash-user.ts';
import { type ActiveMetric, contribution } from '../server/sources/usage/metric.ts';
import type { UsageEvent } from '../server/sources/usage/usage-event.ts';
import { createTestDatabase } from './database.ts';

/** A database with one organisation after the other, for tests of usage. */
export interface UsageWorld {
  readonly database: Database;
  /** As the superuser. */
  readonly connection: ClientConfig;
  readonly timeZone: string;
  organisationId: string;
  sourceId: string;
  /** Runs in a transaction of the organisation, as the system. */
  work<Result>(run: (tx: Transaction) => Promise<Result>): Promise<Result>;
  /** Goes on in a new, empty organisation with one source. */
  startAnew(): Promise<void>;
  rollups(): Promise<Rollups>;
  close(): Promise<void>;
}

/** Rows as text, sorted. */
export interface Rollups {
  readonly days: string[];
  readonly users: string[];
  readonly stale: string[];
}

export async function createUsageWorld(timeZone: string): Promise<UsageWorld> {
  const cloned = await createTestDatabase();
  const database = openDatabase(cloned.connection, cloned.secret);
  const world: UsageWorld = {
    database,
    connection: cloned.connection,
    timeZone,
    organisationId: '',
    sourceId: '',
    work: (run) => inOrganisation(database, systemActor(world.organisationId), run),
    async startAnew() {
      const slug = `org-${crypto.randomUUID()}`;
      const organisation = await createOrganisation(database, { slug, name: 'Ypê', timeZone, currency: 'BRL' });
      world.organisationId = organisation.id;
      world.sourceId = await world.work(async (tx) => {
        const [source] = await tx.query<{ id: string }>(
          `insert into source (organisation_id, name, kind) values ($1, 'app', 'tracking') returning id`,
          [tx.organisationId],
        );
        return source!.id;
      });
    },
    rollups: () => world.work(readRollups),
    async close() {
      await database.close();
      await cloned.drop();
    },
  };
  await world.startAnew();
  return world;
}

async function readRollups(tx: Transaction): Promise<Rollups> {
  const rows = async (table: string, columns: string[]) => {
    const found = await tx.query<{ row: string }>(
      `select ${columns.join(` || ' ' || `)} as row from ${table} where organisation_id = $1`,
      [tx.organisationId],
    );
    return found.map(({ row }) => row).sort();
  };
  return {
    days: await rows('usage_day', ['account_slot', 'metric', 'day', 'amount']),
    users: await rows('usage_user_day', ['account_slot', 'day', 'user_hash']),
    stale: await rows('usage_stale', ['day', 'block']),
  };
}

/** What the rollups should be, counted in the plainest way: event by event, the first of each message id. */
export function countNaively(
  events: readonly UsageEvent[],
  metrics: readonly ActiveMetric[],
  timeZone: string,
): Rollups {
  const seen = new Set<string>();
  const days = new Map<string, number>();
  const users = new Set<string>();
  const stale = new Set<string>();
  for (const event of events) {
    if (seen.has(event.messageId)) continue;
    seen.add(event.messageId);
    if (event.accountSlot === null) continue;
    const day = dayOf(event.occurredAt, timeZone);
    const add = (metric: number, amount: number) => {
      const key = `${event.accountSlot} ${metric} ${day}`;
      days.set(key, (days.get(key) ?? 0) + amount);
    };
    add(0, 1);
    for (const metric of metrics) {
      const amount = contribution(metric, event.event, event.properties);
      if (amount !== null) add(metric.number, amount);
    }
    if (event.userKey !== null) users.add(`${event.accountSlot} ${day} ${hashUser(event.userKey)}`);
    stale.add(`${day} ${Math.floor(event.accountSlot / 4096)}`);
  }
  return {
    days: [...days].map(([key, amount]) => `${key} ${amount}`).sort(),
    users: [...users].sort(),
    stale: [...stale].sort(),
  };
}
