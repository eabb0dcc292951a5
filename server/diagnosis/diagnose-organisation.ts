import { randomUUID } from 'node:crypto';
import type { Transaction } from '../context/transaction.ts';
import { writeBandChanges, writeHealth } from '../health/write-health.ts';
import { emit } from '../jobs/enqueue.ts';
import { type EpochDay, isoDate } from '../lib/days.ts';
import { Laps } from '../lib/laps.ts';
import { diagnosisSeconds } from '../lib/metrics.ts';
import { keepPersonaMembers } from '../personas/keep-persona-members.ts';
import { keepMembers } from '../segments/keep-members.ts';
import { ColumnPool } from '../signals/columns/column-pool.ts';
import { keptDays, writeSnapshot } from '../signals/snapshot.ts';
import { loadAccountsOfRows } from './account-of-row.ts';
import { limitFor } from './brake.ts';
import { type Computation, computeDays, type DiagnosedDay } from './compute-days.ts';
import { loadOrganisation, today } from './organisation.ts';
import { rearmEnded } from './rearm-ended.ts';
import { type PlaybookResult, recogniseSituations } from './recognise.ts';
import { loadTriggers, stepTriggers, type Triggers } from './step-triggers.ts';
import { writeMemories } from './trigger-store.ts';

/** History behind the first diagnosis: enough for every look back of health and for conditions that must hold. */
const WARM_UP_DAYS = 28;
/** Days computed in one pass; few where there are many accounts, so that memory stays flat. */
const ROWS_AT_ONCE = 60_000;

export interface DiagnosisResult {
  readonly id: string;
  readonly asOf: string;
  readonly accounts: number;
  readonly signals: number;
  readonly situations: readonly PlaybookResult[];
  readonly seconds: number;
  /** Where the time went. */
  readonly phases: readonly { readonly name: string; readonly seconds: number }[];
}

export interface DiagnosisOptions {
  readonly kind: 'nightly' | 'on_demand' | 'caught_up';
  /** Hears how far it is: days done of days to compute. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Diagnoses an organisation as of the morning of a day: signals and health of every account, then every live trigger; opens and clears
 * situations with their evidence. Days since the last diagnosis that were missed are computed first, in order, so that what must hold
 * for days has its history; only the last day opens situations. All in the caller's transaction; the same day again changes nothing.
 */
export async function diagnoseOrganisation(
  tx: Transaction,
  asOf: EpochDay,
  { kind, onProgress = () => {} }: DiagnosisOptions,
): Promise<DiagnosisResult> {
  const started = performance.now();
  const laps = new Laps();
  // One diagnosis of an organisation at a time.
  await tx.query('select pg_advisory_xact_lock($1, hashtext($2))', [DIAGNOSIS_LOCK, tx.organisationId]);
  const id = randomUUID();
  await tx.execute('insert into diagnosis (organisation_id, id, as_of, kind) values ($1, $2, $3, $4)', [
    tx.organisationId,
    id,
    isoDate(asOf),
    kind,
  ]);
  const days = await daysToCompute(tx, asOf);
  let result = { accounts: 0, signals: 0, situations: [] as PlaybookResult[] };
  let done = 0;
  const pool = new ColumnPool();
  let triggers: Triggers | undefined;
  for (const batch of await batches(tx, days)) {
    await computeDays(
      tx,
      batch,
      async (day, computation) => {
        const isLast = day.day === asOf;
        await keepDay(tx, day, computation, isLast, laps);
        const organisation = await loadOrganisation(tx);
        if (isLast) {
          const when = { day: day.day, movedOn: day.day, currency: organisation.currency };
          await laps.time('segments', () => keepMembers(tx, { ...day, ...computation }, when));
          await laps.time('personas', () => keepPersonaMembers(tx, { ...day, ...computation }, when));
        }
        triggers ??= await laps.time('triggers', async () => loadTriggers(tx, day.rows, computation, organisation));
        const situations = await runTriggers(tx, triggers, day, computation, isLast ? { id, kind } : null, laps);
        if (isLast)
          result = {
            accounts: await countAccounts(tx),
            signals: computation.declarations.length,
            situations,
          };
        onProgress(++done, days.length);
      },
      null,
      laps,
      pool,
    );
    pool.takeBack();
  }
  const seconds = Math.round(performance.now() - started) / 1000;
  diagnosisSeconds.observe({ kind }, seconds);
  await tx.execute(
    `update diagnosis set finished_at = clock_timestamp(), accounts = $3, signals = $4, situations = $5, seconds = $6
     where organisation_id = $1 and id = $2`,
    [tx.organisationId, id, result.accounts, result.signals, JSON.stringify(result.situations), seconds],
  );
  await emit(tx, { name: 'diagnosis.completed', diagnosisId: id, asOf: isoDate(asOf), accountIds: null });
  return { id, asOf: isoDate(asOf), ...result, seconds, phases: laps.list() };
}

const DIAGNOSIS_LOCK = 1_145_655_119;

/** The day itself, and the days before it without a kept score: those missed since the last diagnosis, or the warm-up. */
async function daysToCompute(tx: Transaction, asOf: EpochDay): Promise<EpochDay[]> {
  const before = Array.from({ length: WARM_UP_DAYS }, (_, i) => asOf - WARM_UP_DAYS + i);
  const kept = await keptDays(tx, before, 'health.score');
  return [...before.filter((day) => !kept.has(day)), asOf];
}

async function batches(tx: Transaction, days: readonly EpochDay[]): Promise<EpochDay[][]> {
  const { slots } = await tx.one<{ slots: number }>(
    'organisation',
    'select next_account_slot as slots from organisation where organisation_id = $1',
    [tx.organisationId],
  );
  const size = Math.max(1, Math.floor(ROWS_AT_ONCE / Math.max(1, slots)));
  const result: EpochDay[][] = [];
  for (let from = 0; from < days.length; from += size) result.push(days.slice(from, from + size));
  return result;
}

/** The diagnosed day keeps all its signals; a day computed for its history only keeps health. */
async function keepDay(
  tx: Transaction,
  diagnosed: DiagnosedDay,
  computation: Computation,
  isLast: boolean,
  laps: Laps,
): Promise<void> {
  const { day, rows, columns } = diagnosed;
  await computation.labels.save(tx);
  const kept = isLast ? columns : new Map([...columns].filter(([signal]) => signal.startsWith('health.')));
  await laps.time('keep signals', () => writeSnapshot(tx, day, kept, rows.count));
  await laps.time('health of lists', async () => {
    await writeBandChanges(tx, diagnosed, computation);
    if (isLast) await writeHealth(tx, diagnosed, computation.labels);
  });
}

/** Moves the triggers on by a day; on the diagnosed day itself (`opening`) situations open and clear, and the memory is kept. */
async function runTriggers(
  tx: Transaction,
  triggers: Triggers,
  day: DiagnosedDay,
  computation: Computation,
  opening: { readonly id: string; readonly kind: DiagnosisOptions['kind'] } | null,
  laps: Laps,
): Promise<PlaybookResult[]> {
  if (opening === null) {
    await laps.time('triggers', () => stepTriggers(tx, triggers, day));
    return [];
  }
  const steps = await laps.time('triggers', async () => {
    await rearmEnded(tx, triggers, day.rows);
    return stepTriggers(tx, triggers, day);
  });
  const situations = await laps.time('situations', async () =>
    recogniseSituations(tx, steps, day, computation, {
      diagnosisId: opening.id,
      openedOn: day.day,
      currency: triggers.organisation.currency,
      limits: triggers.organisation.weekLimits,
      brake: await limitFor(
        tx,
        triggers.organisation.brake,
        opening.kind === 'on_demand' && day.day < (await today(tx)),
      ),
      accountOf: await loadAccountsOfRows(tx, steps, day.rows),
      accountIds: null,
    }),
  );
  const memories = steps.map(({ playbook, trigger, memory }) => ({
    playbookKey: playbook.key,
    kind: trigger.kind,
    memory,
  }));
  await laps.time('triggers', () => writeMemories(tx, day.day, memories));
  return situations;
}

async function countAccounts(tx: Transaction): Promise<number> {
  const { count } = await tx.one<{ count: number }>(
    'organisation',
    'select count(*) as count from account where organisation_id = $1 and archived_at is null',
    [tx.organisationId],
  );
  return count;
}
