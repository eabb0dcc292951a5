import type { Transaction } from '../../context/transaction.ts';
import { uuidArray } from '../../database/binary-array.ts';
import type { EvidenceClause } from '../../diagnosis/evidence.ts';
import { loadHealthModel } from '../../health/load-model.ts';
import type { ConditionReadings } from '../../runs/read-conditions.ts';
import type { ItemOfAccount } from './find-items.ts';
import { isTrouble, type Standing } from './standing.ts';
import { stuckRuns } from './stuck-runs.ts';

/**
 * How items and their accounts stand at `now`, each in a few reads for all of them. `texts` are the clauses asked about for an item, and `readings`
 * where their values come from.
 */
export async function readStandings(
  tx: Transaction,
  items: readonly ItemOfAccount[],
  textsOf: (item: ItemOfAccount) => readonly string[],
  readings: ConditionReadings,
  now: Date,
): Promise<(item: ItemOfAccount) => Standing> {
  const accountIds = [...new Set(items.map(({ accountId }) => accountId))].sort();
  const situations = Map.groupBy(await openSituations(tx, accountIds), ({ accountId }) => accountId);
  const escalations = Map.groupBy(await openEscalations(tx, accountIds), ({ accountId }) => accountId);
  const stuck = await stuckRuns(
    tx,
    items.flatMap(({ runId }) => runId ?? []),
    now,
  );
  return (item) => ({
    health: { band: item.band, score: item.score },
    situations: (situations.get(item.accountId) ?? []).map(({ accountId: _, ...one }) => one),
    escalations: (escalations.get(item.accountId) ?? []).map(({ accountId: _, ...one }) => one),
    values: Object.fromEntries(textsOf(item).map((text) => [text, valueIn(item, text, readings)])),
    dueAt: item.dueAt?.toISOString() ?? null,
    isOverdue: item.dueAt !== null && item.dueAt <= now,
    isOfRun: item.runId !== null,
    stuck: item.runId === null ? null : (stuck.get(item.runId) ?? null),
  });
}

/** What a clause compares, for an account; null when it is unknown, or only assumed. */
function valueIn(item: ItemOfAccount, text: string, readings: ConditionReadings): number | null {
  const [clause] = readings.clausesOf(item, text);
  return typeof clause?.value === 'number' && !clause.isAssumed ? clause.value : null;
}

type OfAccount<Thing> = Thing & { readonly accountId: string };

async function openSituations(
  tx: Transaction,
  accountIds: readonly string[],
): Promise<OfAccount<Standing['situations'][number]>[]> {
  const { model } = await loadHealthModel(tx);
  const rows = await tx.query<{
    id: string;
    accountId: string;
    title: string;
    triggerKind: string;
    evidence: EvidenceClause[];
  }>(
    `select s.id, s.account_id as "accountId", p.title, s.trigger_kind as "triggerKind", s.evidence
     from situation s join playbook p on p.organisation_id = $1 and p.key = s.playbook_key
     where s.organisation_id = $1 and s.account_id = any($2) and s.state = 'open' order by s.opened_at, s.id`,
    [tx.organisationId, uuidArray(accountIds)],
  );
  return rows.map((row) => ({
    id: row.id,
    accountId: row.accountId,
    title: row.title,
    isTrouble: isTrouble(row, model),
  }));
}

function openEscalations(
  tx: Transaction,
  accountIds: readonly string[],
): Promise<OfAccount<Standing['escalations'][number]>[]> {
  return tx.query(
    `select e.id, e.account_id as "accountId", e.number, e.level from escalation e
     where e.organisation_id = $1 and e.account_id = any($2) and e.status = 'open' order by e.number`,
    [tx.organisationId, uuidArray(accountIds)],
  );
}
