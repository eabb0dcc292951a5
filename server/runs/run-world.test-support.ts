import { randomUUID } from 'node:crypto';
import { startTestApp } from '../../test/api.ts';
import type { World } from '../../test/world.ts';
import { systemActor } from '../context/actor.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { epochDay } from '../lib/days.ts';
import type { PlaybookDefinition } from '../playbooks/definition.ts';
import { openLabels } from '../signals/labels.ts';
import { writeSnapshot } from '../signals/snapshot.ts';
import { riskPlaybook } from './run-example.ts';

/** A job that waits in the queue: its payload, and when it is to be performed. */
interface WaitingJob {
  readonly payload: Record<string, unknown>;
  readonly runAt: Date;
}

/** A database with the cast, a playbook and accounts of Acme to run it on. */
export interface RunsTest {
  readonly database: Database;
  readonly world: World;
  /** Reads or writes as the system, inside Acme. */
  inAcme<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>;
  /** A new account whose CSM is Carl, with one contact; gives its id, slot and contact. */
  anAccount(name: string): Promise<{ id: string; slot: number; contactId: string }>;
  publish(definition: PlaybookDefinition, version?: number, document?: string): Promise<void>;
  /** Keeps signals as a diagnosis of that morning would; accounts by slot. */
  aMorning(day: string, signals: Record<string, Record<number, number | string>>): Promise<void>;
  jobs(task: string, runId?: string): Promise<WaitingJob[]>;
  close(): Promise<void>;
}

/** Opens it; close it in `afterAll`. */
export async function openRunsTest(): Promise<RunsTest> {
  const api = await startTestApp();
  const { world } = api;
  const { database } = api.steward;
  const organisationId = world.acme.id;
  const inAcme = <Result>(work: (tx: Transaction) => Promise<Result>) =>
    inOrganisation(database, systemActor(organisationId), work);
  const sourceId = randomUUID();
  let slots = 0;
  await inAcme((tx) =>
    tx.execute(`insert into source (organisation_id, id, name, kind) values ($1, $2, 'by hand', 'manual')`, [
      organisationId,
      sourceId,
    ]),
  );

  const test: RunsTest = {
    database,
    world,
    inAcme,
    async anAccount(name) {
      const [id, contactId, slot] = [randomUUID(), randomUUID(), slots++];
      await inAcme(async (tx) => {
        await tx.execute(
          `insert into account (organisation_id, id, slot, name, renewal_date) values ($1, $2, $3, $4, '2031-06-30')`,
          [organisationId, id, slot, name],
        );
        await tx.execute('update organisation set next_account_slot = $2 where organisation_id = $1', [
          organisationId,
          slots,
        ]);
        await tx.execute(
          `insert into account_team (organisation_id, account_id, role, member_id) values ($1, $2, 'csm', $3)`,
          [organisationId, id, world.carl.actor.memberId],
        );
        await tx.execute(
          `insert into contact (organisation_id, id, account_id, source_id, external_id, name, email)
           values ($1, $2, $3, $4, 'lena-' || $5, 'Lena', 'lena@customer.example')`,
          [organisationId, contactId, id, sourceId, name],
        );
      });
      return { id, slot, contactId };
    },
    async publish(definition, version = 1, document = '') {
      await inAcme(async (tx) => {
        await tx.execute(
          `insert into playbook (organisation_id, key, title, version) values ($1, $2, $3, $4)
           on conflict (organisation_id, key) do update set version = excluded.version`,
          [organisationId, definition.playbook, definition.title, version],
        );
        await tx.execute(
          `insert into playbook_version (organisation_id, key, version, document, definition) values ($1, $2, $3, $5, $4)`,
          [organisationId, definition.playbook, version, JSON.stringify(definition), document],
        );
      });
    },
    async aMorning(day, signals) {
      await inAcme(async (tx) => {
        const labels = await openLabels(tx);
        const columns = new Map(
          Object.entries(signals).map(([signal, values]) => {
            const column = new Float64Array(slots).fill(Number.NaN);
            for (const [slot, value] of Object.entries(values))
              column[Number(slot)] = typeof value === 'string' ? labels.codeOf(signal, value) : value;
            return [signal, column];
          }),
        );
        for (const known of ['account.arr', 'health.coverage']) columns.set(known, new Float64Array(slots).fill(1));
        await labels.save(tx);
        await writeSnapshot(tx, epochDay(day), columns, slots);
      });
    },
    async jobs(task, runId) {
      const { rows } = await database.queue.query<WaitingJob>(
        `select j.payload, j.run_at as "runAt" from graphile_worker._private_jobs j
         join graphile_worker._private_tasks t on t.id = j.task_id
         where t.identifier = $1 and ($2::text is null or j.payload ->> 'run_id' = $2) order by j.run_at, j.id`,
        [task, runId ?? null],
      );
      return rows;
    },
    close: () => api.close(),
  };
  await test.publish(riskPlaybook);
  return test;
}
