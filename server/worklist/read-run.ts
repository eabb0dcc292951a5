import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { organisationOf } from '../identity/organisation.ts';
import type { PlaybookDefinition } from '../playbooks/definition.ts';
import { parsedDocument } from '../runs/parsed-document.ts';
import type { Outcome, RunChange } from '../runs/run-log.ts';
import type { GroupState, RunState } from '../runs/run-state.ts';
import { ACCOUNT_COLUMNS, type AccountRow, accountInList, JOIN_HEALTH } from './account-in-list.ts';
import { sayAudience } from './compare-variations.ts';
import { type Letter, listLetters } from './list-letters.ts';
import { listMerged, type MergedSituation } from './list-merged.ts';
import { openSentences } from './playbook-sentences.ts';
import { type SituationPage, situationOf } from './read-situation.ts';
import { type RunPace, runPace } from './run-pace.ts';
import { questionsOf, type RunQuestions } from './run-questions.ts';
import { type RunStepPage, stepPage, stepRows } from './run-step-page.ts';
import { sayRunChange } from './say-run-change.ts';
import type { AccountInList } from './work-item.ts';

export interface RunGroupPage {
  readonly id: string;
  readonly title: string;
  readonly status: GroupState['status'];
  readonly begins: string | null;
  readonly ends: string | null;
}

export interface RunPage extends RunQuestions {
  readonly id: string;
  readonly number: number;
  readonly state: 'open' | 'closed';
  readonly outcome: Outcome | null;
  readonly outcomeReason: string | null;
  readonly because: string | null;
  readonly account: AccountInList;
  readonly playbook: { readonly key: string; readonly title: string; readonly version: number };
  /** For whom the variation of the playbook is by which it goes, in words; null for the baseline. */
  readonly variation: string | null;
  /** What the run is to reach, as a sentence, and why that. */
  readonly goal: { readonly outcome: string; readonly within: string; readonly because: string };
  readonly startedAt: string;
  readonly startedBy: string | null;
  readonly closedAt: string | null;
  readonly endsAt: string;
  readonly firstAction: {
    readonly dueAt: string;
    readonly derivation: string;
    readonly doneAt: string | null;
    readonly isLate: boolean;
  } | null;
  readonly situation: SituationPage | null;
  readonly pace: RunPace | null;
  /** Situations of other playbooks that were merged into it. */
  readonly merged: readonly MergedSituation[];
  /** The e-mails that it sent, or is to send. */
  readonly letters: readonly Letter[];
  /** The parts of the run, with what each waits for or why it is over. */
  readonly groups: RunGroupPage[];
  readonly steps: RunStepPage[];
  readonly log: LogLine[];
}

export interface LogLine {
  readonly sequence: number;
  readonly at: string;
  readonly by: string;
  readonly isSystem: boolean;
  /** What was done, one line a change: 'completed "Find the root cause": …'. */
  readonly lines: string[];
}

type RunRow = AccountRow & {
  id: string;
  number: number;
  state: 'open' | 'closed';
  outcome: Outcome | null;
  outcome_reason: string | null;
  playbook_key: string;
  playbook_version: number;
  situation_id: string | null;
  started_at: Date;
  started_by: string | null;
  closed_at: Date | null;
  ends_at: Date;
  progress: RunState;
  definition: PlaybookDefinition;
  document: string;
  variation: string | null;
};

/** A run as a page: where each step stands and how its due date came about, why it was started, and all that happened. 404 when it is not here. */
export function readRun(database: Database, actor: Actor, id: string): Promise<RunPage> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const row = await tx.one<RunRow>(
      'run',
      `select r.id, r.number, r.state, r.outcome, r.outcome_reason, r.playbook_key, r.playbook_version, r.situation_id, r.started_at,
         m.name as started_by, r.closed_at, r.ends_at, r.progress, r.variation,
         coalesce(r.definition, v.definition) as definition, v.document, ${ACCOUNT_COLUMNS}
       from run r
       join account a on a.organisation_id = $1 and a.organisation_id = r.organisation_id and a.id = r.account_id
       join playbook_version v on v.organisation_id = $1 and v.key = r.playbook_key and v.version = r.playbook_version
       ${JOIN_HEALTH}
       left join member m on m.organisation_id = $1 and m.id = r.started_by
       where r.organisation_id = $1 and r.id = $2`,
      [tx.organisationId, id],
    );
    const { definition, progress } = row;
    const sentences = await openSentences(tx);
    const rows = await stepRows(tx, id, row.playbook_key);
    const { emailsNeedPerson } = await organisationOf(tx);
    const openedAt = new Map([...rows.tasks].map(([step, task]) => [step, task.openedAt]));
    const log = await logOf(tx, id, definition);
    const parsed = parsedDocument(row.document);
    return {
      id: row.id,
      number: row.number,
      state: row.state,
      outcome: row.outcome,
      outcomeReason: row.outcome_reason,
      because: log.because,
      account: accountInList(row),
      playbook: { key: row.playbook_key, title: definition.title, version: row.playbook_version },
      ...(await questionsOf(tx, id, definition)),
      variation: row.variation === null ? null : await sayAudience(tx, row.variation, sentences),
      goal: {
        outcome: sentences.say(definition.goal.outcome),
        within: sentences.duration(definition.goal.within),
        because: definition.goal.because,
      },
      startedAt: row.started_at.toISOString(),
      startedBy: row.started_by,
      closedAt: row.closed_at?.toISOString() ?? null,
      endsAt: row.ends_at.toISOString(),
      firstAction: progress.firstAction && {
        dueAt: progress.firstAction.at,
        derivation: progress.firstAction.derivation,
        doneAt: progress.firstAction.doneAt,
        isLate: progress.firstAction.late,
      },
      situation: row.situation_id ? await situationOf(tx, row.situation_id) : null,
      pace: runPace(progress, definition, openedAt, new Date()),
      merged: await listMerged(tx, row.id),
      letters: await listLetters(tx, row.id),
      groups: (definition.groups ?? []).map(({ id, title, when, until }) => ({
        id,
        title,
        status: progress.groups?.[id]?.status ?? 'active',
        begins: when ? sentences.say(when) : null,
        ends: until ? sentences.say(until) : null,
      })),
      steps: definition.steps.map((step) =>
        stepPage(step, definition, progress, { actor, parsed, rows, sentences, emailsNeedPerson }),
      ),
      log: log.lines,
    };
  });
}

/** The log, newest first, and why the run was started. */
async function logOf(
  tx: Transaction,
  runId: string,
  definition: PlaybookDefinition,
): Promise<{ because: string | null; lines: LogLine[] }> {
  const rows = await tx.query<{
    sequence: number;
    at: Date;
    actor_kind: string;
    actor_name: string;
    detail: { changes?: readonly RunChange[] };
  }>(
    `select sequence, at, actor_kind, actor_name, detail from run_entry
     where organisation_id = $1 and run_id = $2 order by sequence desc`,
    [tx.organisationId, runId],
  );
  const started = rows.at(-1)?.detail.changes?.find((change) => change.kind === 'run_started');
  return {
    because: started?.because ?? null,
    lines: rows.map((row) => ({
      sequence: row.sequence,
      at: row.at.toISOString(),
      by: row.actor_name,
      isSystem: row.actor_kind === 'system',
      lines: (row.detail.changes ?? []).map((change) => sayRunChange(change, definition)),
    })),
  };
}
