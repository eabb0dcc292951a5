import { type Actor, systemActor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { sentence } from '../../expressions/sentence.ts';
import { loadCatalogue } from '../../health/load-catalogue.ts';
import { organisationOf } from '../../identity/organisation.ts';
import { parseDuration, roughDays } from '../../lib/duration.ts';
import { Problem } from '../../lib/problem.ts';
import { type PlaybookDefinition, playbookSchema } from '../../playbooks/definition.ts';
import { existingRows } from '../backtest/existing-rows.ts';
import { knownHistory } from '../backtest/known-history.ts';
import { conditionFrom } from '../backtest/past-catalogue.ts';
import { type Firing, simulateFirings } from '../backtest/simulate-firings.ts';
import { type TestedTrigger, triggerOfPlaybook } from '../backtest/tested-trigger.ts';
import { type Comparable, loadDismissed, loadRuns, withoutRun } from './find-comparisons.ts';
import { goalSignal } from './goal-signal.ts';
import type { Case } from './matched-comparison.ts';
import { openCases, readCases } from './open-cases.ts';
import { type NamedCase, type OutcomeStudy, tellOutcomes } from './outcome-study.ts';

const HORIZON_DAYS = { least: 7, most: 365 };

/**
 * What became of the accounts of a playbook's runs, by the number of its goal: before and after, and beside accounts of the same segment and the
 * same starting value that met its trigger and were not worked on. As of the morning of the day of the start, and so many days later (those of the
 * goal, unless told otherwise). 404 for an unknown playbook.
 */
export function studyOutcomes(
  database: Database,
  actor: Actor,
  key: string,
  { horizonDays }: { horizonDays?: number | undefined } = {},
): Promise<OutcomeStudy> {
  mayI(actor, 'read');
  // Usage is brought into columns on the way: the system's work, whoever looks.
  return inOrganisation(database, systemActor(actor.organisationId), (tx) => outcomesOf(tx, key, horizonDays));
}

/** The same inside a transaction. */
export async function outcomesOf(tx: Transaction, key: string, horizonDays?: number): Promise<OutcomeStudy> {
  const { definition } = await tx.one<{ definition: unknown }>(
    'playbook',
    `select v.definition from playbook p
     join playbook_version v on v.organisation_id = p.organisation_id and v.key = p.key and v.version = p.version
     where p.organisation_id = $1 and p.key = $2`,
    [tx.organisationId, key],
  );
  const playbook = playbookSchema.parse(definition);
  const { currency } = await organisationOf(tx);
  const catalogue = await loadCatalogue(tx);
  const { outcome } = playbook.goal;
  const signal = goalSignal(outcome, catalogue, currency);
  const horizon = horizonDays ?? goalDays(playbook);
  const trigger = await triggerOf(tx, playbook);
  const runs = await loadRuns(tx, key);
  const worked = runs.filter(({ isWorked }) => isWorked);
  const history = await knownHistory(tx, [signal.name]);
  const said = { signal, goal: sentence(conditionFrom(outcome, catalogue, 'goal'), catalogue, { currency }), horizon };
  const due = worked.filter(({ startedOn }) => history !== null && startedOn + horizon <= history.end);
  if (!history || due.length === 0) return tellOutcomes(said, worked, [], []);

  const isOver = ({ day }: Firing) => day + horizon <= history.end;
  const dismissed = trigger ? [] : (await loadDismissed(tx, key)).filter(isOver);
  const wanted = [...due.map(({ startedOn }) => startedOn), ...dismissed.map(({ day }) => day)];
  const past = await openCases(tx, { trigger, outcome, signal, wanted, horizon, ...history });
  const firings = trigger ? simulateFirings(past, trigger, await existingRows(tx, past.rows.count)).firings : dismissed;
  const comparable = withoutRun(firings.filter(isOver), runs, horizon);
  const read = readCases(past, outcome, signal, horizon);
  return tellOutcomes(
    said,
    worked,
    due.map((run) => ({ run, ...read(run.slot, run.startedOn) })),
    await named(
      tx,
      comparable.map((one) => ({ ...one, ...read(one.row, one.day) })),
    ),
  );
}

function goalDays({ goal }: PlaybookDefinition): number {
  const days = Math.round(roughDays(parseDuration(goal.within)));
  return Math.min(HORIZON_DAYS.most, Math.max(HORIZON_DAYS.least, days));
}

/** Null for a playbook that no condition starts: who else met its trigger is not known. */
async function triggerOf(tx: Transaction, playbook: PlaybookDefinition): Promise<TestedTrigger | null> {
  try {
    return await triggerOfPlaybook(tx, playbook, await loadCatalogue(tx));
  } catch (error) {
    if (error instanceof Problem && error.status === 422) return null;
    throw error;
  }
}

async function named(tx: Transaction, cases: readonly (Case & Comparable)[]): Promise<NamedCase[]> {
  const accounts = await tx.query<{ slot: number; id: string; name: string }>(
    'select slot, id, name from account where organisation_id = $1 and slot = any($2)',
    [tx.organisationId, [...new Set(cases.map(({ row }) => row))]],
  );
  const bySlot = new Map(accounts.map(({ slot, ...account }) => [slot, account]));
  return cases.flatMap((one) => {
    const account = bySlot.get(one.row);
    return account ? [{ ...one, account }] : [];
  });
}
