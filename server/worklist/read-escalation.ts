import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import type { EscalationLevel } from '../escalations/escalation-level.ts';
import { type EscalationEntry, type EscalationState, storedEscalation } from '../escalations/escalation-state.ts';
import { levelsOf } from '../escalations/levels.ts';
import { JOIN_HEALTH } from './account-in-list.ts';
import { ESCALATION_COLUMNS, type EscalationInList, type EscalationRow, escalationInList } from './list-escalations.ts';
import { sayEscalationChange } from './say-escalation-change.ts';

export interface EscalationPage extends EscalationInList {
  readonly because: string | null;
  readonly run: { readonly id: string; readonly number: number; readonly title: string } | null;
  readonly levels: readonly EscalationLevel[];
  readonly consentAsked: { readonly because: string; readonly at: string } | null;
  readonly resolution: { readonly steps: string; readonly by: string; readonly at: string } | null;
  readonly confirmation: {
    readonly answer: 'confirmed' | 'no_answer';
    readonly who: string | null;
    readonly note: string | null;
    readonly by: string;
    readonly at: string;
  } | null;
  readonly review: {
    readonly lessons: string;
    readonly change: string | null;
    readonly by: string;
    readonly at: string;
  } | null;
  /** A message to the customer to begin with; nothing is sent before somebody has read it. */
  readonly draft: { readonly subject: string; readonly text: string };
  readonly log: readonly {
    readonly sequence: number;
    readonly at: string;
    readonly by: string;
    readonly isSystem: boolean;
    readonly lines: readonly string[];
  }[];
}

/** An escalation as a page: where it stands, who carries it until when, everything that happened. 404 when it is not here. */
export function readEscalation(database: Database, actor: Actor, id: string): Promise<EscalationPage> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const row = await tx.one<
      EscalationRow & { run_id: string | null; run_number: number | null; playbook_title: string | null }
    >(
      'escalation',
      `select ${ESCALATION_COLUMNS}, r.id as run_id, r.number as run_number, p.title as playbook_title
       from escalation e
       join account a on a.organisation_id = $1 and a.organisation_id = e.organisation_id and a.id = e.account_id
       ${JOIN_HEALTH}
       left join run r on r.organisation_id = $1 and r.id = e.run_id
       left join playbook p on p.organisation_id = $1 and p.key = r.playbook_key
       where e.organisation_id = $1 and e.id = $2`,
      [tx.organisationId, id],
    );
    const log = await logOf(tx, id);
    const state = storedEscalation(row.id, row.progress);
    const { consent, resolution, confirmation, review } = state;
    const opened = log[0]?.changes.find((change) => change.kind === 'opened');
    return {
      ...escalationInList(row),
      because: opened?.kind === 'opened' ? opened.because : null,
      run: row.run_id === null ? null : { id: row.run_id, number: row.run_number!, title: row.playbook_title ?? '' },
      levels: await levelsOf(tx),
      consentAsked: consent && { because: consent.because, at: consent.askedAt },
      resolution: resolution && { ...resolution, by: resolution.by.name },
      confirmation: confirmation && { ...confirmation, by: confirmation.by.name },
      review: review && { ...review, by: review.by.name },
      draft: draftFor(state, tx.actor.name),
      log: log.map(({ sequence, at, by, changes }) => ({
        sequence,
        at,
        by: by.name,
        isSystem: by.kind === 'system',
        lines: changes.map(sayEscalationChange),
      })),
    };
  });
}

async function logOf(tx: Transaction, id: string): Promise<EscalationEntry[]> {
  const rows = await tx.query<Omit<EscalationEntry, 'at'> & { at: Date }>(
    `select sequence, event_id as "eventId", at, changes,
       jsonb_build_object('kind', actor_kind, 'id', actor_id, 'name', actor_name) as by
     from escalation_entry where organisation_id = $1 and escalation_id = $2 order by sequence`,
    [tx.organisationId, id],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** Brackets ask the writer for what only a person knows. */
function draftFor({ issue, status, nextStep, resolution }: EscalationState, sender: string) {
  const greeting = 'Hello [first name],';
  const lines =
    status === 'open'
      ? [
          `Thank you for telling us about this: ${issue}. I want you to know that it has our full attention.`,
          `What we do now: ${nextStep?.text ?? '[the next step]'}.`,
          `You will hear from me by ${nextStep?.on ?? '[day]'}, also if there is nothing new by then. If anything changes on your side, answer this message and it reaches me.`,
        ]
      : [
          `About this matter: ${issue}. This is what we have done:`,
          resolution?.steps ?? '[the steps taken]',
          'Does it work for you now? A short answer is enough. If something is still missing, tell me and we go on.',
        ];
  return { subject: `About: ${issue}`, text: [greeting, ...lines, `Kind regards\n${sender}`].join('\n\n') };
}
