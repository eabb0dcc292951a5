import { recordAudits } from '../../audit/record.ts';
import { systemActor } from '../../context/actor.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import { jsonbArray, textArray, uuidArray } from '../../database/binary-array.ts';
import type { Database } from '../../database/database.ts';
import { organisationOf } from '../../identity/organisation.ts';
import { epochDay } from '../../lib/days.ts';
import { computeConditions, NO_READINGS, readConditions } from '../../runs/read-conditions.ts';
import { findItems, type ItemOfAccount, keyOf, type SnoozableKind } from './find-items.ts';
import { whatGotWorse } from './got-worse.ts';
import { readStandings } from './read-standings.ts';
import { sayWorsenings } from './say-worse.ts';
import type { Baseline } from './standing.ts';

/** Where to look for what got worse. */
interface Watch {
  /** The accounts that something happened to; null for all. */
  readonly accountIds: readonly string[] | null;
  /** The morning of the diagnosis whose values are read, 'YYYY-MM-DD'; null to look at everything else only. */
  readonly asOf: string | null;
  /** Only tasks: due dates pass and runs get stuck without anything happening. */
  readonly isOfTime?: boolean;
}

interface Snoozed extends Record<string, unknown> {
  readonly memberId: string;
  readonly kind: SnoozableKind;
  readonly id: string;
  readonly baseline: Baseline;
}

interface Woken extends Snoozed {
  readonly because: string;
}

/**
 * Brings back early what was put aside until it gets worse, and is worse now, and notes why. All items are read and written together, however many.
 * Asked again, or by two at once, an item is woken once; one that was snoozed anew in between sleeps on. Returns how many woke.
 */
export async function wakeWorse(
  database: Database,
  organisationId: string,
  watch: Watch,
  now = new Date(),
): Promise<number> {
  return inOrganisation(database, systemActor(organisationId), async (tx) => {
    const snoozed = await findSnoozed(tx, watch, now);
    if (snoozed.length === 0) return 0;
    return wake(tx, await judge(tx, snoozed, watch, now), now);
  });
}

function findSnoozed(tx: Transaction, { accountIds, isOfTime = false }: Watch, now: Date): Promise<Snoozed[]> {
  return tx.query<Snoozed>(
    `select z.member_id as "memberId", z.item_kind as kind, z.item_id as id, z.baseline from worklist_snooze z
     where z.organisation_id = $1 and z.baseline is not null and z.woken_at is null and z.until > $2
       and ($3::uuid[] is null or z.account_id = any($3)) and (not $4 or z.item_kind = 'task')
     order by z.member_id, z.item_kind, z.item_id`,
    [tx.organisationId, now, accountIds, isOfTime],
  );
}

/** Those that are worse, with the reason in words. */
async function judge(tx: Transaction, snoozed: readonly Snoozed[], watch: Watch, now: Date): Promise<Woken[]> {
  const baselines = Map.groupBy(snoozed, keyOf);
  const found = await findItems(
    tx,
    [...baselines.values()].map(([one]) => one!),
  );
  const items = new Map(found.map((item) => [keyOf(item), item]));
  const textsOf = (item: ItemOfAccount) =>
    (baselines.get(keyOf(item)) ?? []).flatMap(({ baseline }) => baseline.measures.map(({ text }) => text));
  const readings = await readValues(tx, found, textsOf, watch);
  const standingOf = await readStandings(tx, found, textsOf, readings, now);
  const words = await organisationOf(tx);
  return snoozed.flatMap((one) => {
    const item = items.get(keyOf(one));
    // A situation that is over is watched on, since its snooze keeps its playbook from opening another one.
    const isWatched = item !== undefined && (item.isOpen || item.kind === 'situation');
    const worsenings = isWatched ? whatGotWorse(one.baseline, standingOf(item)) : [];
    return worsenings.length > 0 ? [{ ...one, because: sayWorsenings(worsenings, words) }] : [];
  });
}

/** A diagnosis of all accounts has kept what it read; one of a few keeps nothing, so that is computed again for those that ask. */
async function readValues(
  tx: Transaction,
  found: readonly ItemOfAccount[],
  textsOf: (item: ItemOfAccount) => readonly string[],
  { asOf, accountIds }: Watch,
) {
  const asking = asOf === null ? [] : found.filter((item) => textsOf(item).length > 0);
  const texts = [...new Set(asking.flatMap(textsOf))];
  if (asOf === null || asking.length === 0) return NO_READINGS;
  return accountIds === null
    ? readConditions(tx, asking, texts, asOf)
    : computeConditions(tx, asking, texts, epochDay(asOf));
}

async function wake(tx: Transaction, worse: readonly Woken[], now: Date): Promise<number> {
  if (worse.length === 0) return 0;
  // Held against the baseline that was judged: whoever snoozed it anew in between has another one.
  const woken = await tx.query<Woken>(
    `update worklist_snooze z set woken_at = $2, woken_because = w.because
     from unnest($3::uuid[], $4::text[], $5::uuid[], $6::jsonb[], $7::text[]) w(member_id, kind, id, baseline, because)
     where z.organisation_id = $1 and z.member_id = w.member_id and z.item_kind = w.kind and z.item_id = w.id
       and z.baseline = w.baseline and z.woken_at is null
     returning z.member_id as "memberId", z.item_kind as kind, z.item_id as id, z.woken_because as because`,
    [
      tx.organisationId,
      now,
      uuidArray(worse.map(({ memberId }) => memberId)),
      textArray(worse.map(({ kind }) => kind)),
      uuidArray(worse.map(({ id }) => id)),
      jsonbArray(worse.map(({ baseline }) => JSON.stringify(baseline))),
      textArray(worse.map(({ because }) => because)),
    ],
  );
  await recordAudits(
    tx,
    woken.map(({ kind, id, memberId, because }) => ({
      action: 'work_item.woken',
      entity: kind,
      entityId: id,
      after: { memberId },
      reason: because,
    })),
  );
  return woken.length;
}
