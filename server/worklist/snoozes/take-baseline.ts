import type { Transaction } from '../../context/transaction.ts';
import type { EvidenceClause } from '../../diagnosis/evidence.ts';
import { today } from '../../diagnosis/organisation.ts';
import { loadHealthModel } from '../../health/load-model.ts';
import { computeConditions } from '../../runs/read-conditions.ts';
import type { ItemOfAccount } from './find-items.ts';
import { readStandings } from './read-standings.ts';
import { type Baseline, baselineOf } from './standing.ts';

/** How an item and its account stand now, as of tomorrow morning with what is known so far: what "worse" will be held against. */
export async function takeBaseline(tx: Transaction, item: ItemOfAccount, now: Date): Promise<Baseline> {
  const clauses = await decisiveClauses(tx, item.situationId);
  const texts = clauses.map(({ text }) => text);
  const readings = await computeConditions(tx, [item], texts, (await today(tx, now)) + 1);
  const standingOf = await readStandings(tx, [item], () => texts, readings, now);
  const { model } = await loadHealthModel(tx);
  return baselineOf(standingOf(item), clauses, model);
}

async function decisiveClauses(tx: Transaction, situationId: string | null): Promise<EvidenceClause[]> {
  if (situationId === null) return [];
  const { evidence } = await tx.one<{ evidence: EvidenceClause[] }>(
    'situation',
    'select evidence from situation where organisation_id = $1 and id = $2',
    [tx.organisationId, situationId],
  );
  return evidence.filter((clause) => clause.isDecisive);
}
