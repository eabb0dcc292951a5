import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import type { EvidenceClause } from '../diagnosis/evidence.ts';
import { formatValue } from '../expressions/format-value.ts';
import { organisationOf } from '../identity/organisation.ts';
import { epochDay, isoDate } from '../lib/days.ts';
import { ACCOUNT_COLUMNS, type AccountRow, accountInList, JOIN_HEALTH } from './account-in-list.ts';
import type { AccountInList } from './work-item.ts';

/** One clause of why, with the values of the day it fired. */
export interface EvidenceInWords {
  /** 'logins in the last 28 days fell 46 % (a fall of 30 % or more)'. */
  readonly words: string;
  /** Whether the condition would not have been true without it. */
  readonly isDecisive: boolean;
  readonly title: string;
  /** The signal whose history can be shown, null for a computation. */
  readonly signal: string | null;
  readonly unit: string;
  readonly value: string;
  /** The day on which what it is about happened, for marking it in a chart. */
  readonly happened: { readonly day: string; readonly what: string } | null;
  /** As a number, for a chart; null when the value or the threshold is none. */
  readonly threshold: number | null;
  readonly truth: 'true' | 'false' | 'unknown';
}

export interface SituationPage {
  readonly id: string;
  readonly account: AccountInList;
  readonly playbook: { readonly key: string; readonly title: string };
  readonly state: 'open' | 'cleared' | 'dismissed';
  readonly triggerKind: string;
  readonly headline: string;
  readonly evidence: EvidenceInWords[];
  readonly openedOn: string;
  readonly openedAt: string;
  readonly closedOn: string | null;
  readonly dismissal: {
    readonly reason: string;
    readonly by: string | null;
    readonly at: string;
    readonly silentUntil: string;
  } | null;
  /** The run that was started for it, the open one if there is one. */
  readonly run: { readonly id: string; readonly number: number; readonly state: 'open' | 'closed' } | null;
}

/** A situation with why it was recognised, in words and numbers. 404 for one that is not here. */
export function readSituation(database: Database, actor: Actor, id: string): Promise<SituationPage> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, (tx) => situationOf(tx, id));
}

type SituationRow = AccountRow & {
  id: string;
  playbook_key: string;
  playbook_title: string;
  state: SituationPage['state'];
  trigger_kind: string;
  headline: string;
  evidence: readonly EvidenceClause[];
  opened_on: string;
  opened_at: Date;
  closed_on: string | null;
  dismissal_reason: string | null;
  dismissed_by: string | null;
  dismissed_at: Date | null;
  silent_until: string | null;
  run_id: string | null;
  run_number: number | null;
  run_state: 'open' | 'closed' | null;
};

/** The same inside a transaction, for pages that show it beside something else. */
export async function situationOf(tx: Transaction, id: string): Promise<SituationPage> {
  const row = await tx.one<SituationRow>(
    'situation',
    `select s.id, s.playbook_key, p.title as playbook_title, s.state, s.trigger_kind, s.headline, s.evidence, s.opened_on, s.opened_at,
       s.closed_on, d.reason as dismissal_reason, m.name as dismissed_by, d.dismissed_at, d.silent_until,
       r.id as run_id, r.number as run_number, r.state as run_state, ${ACCOUNT_COLUMNS}
     from situation s
     join account a on a.organisation_id = $1 and a.organisation_id = s.organisation_id and a.id = s.account_id
     join playbook p on p.organisation_id = $1 and p.organisation_id = s.organisation_id and p.key = s.playbook_key
     ${JOIN_HEALTH}
     left join situation_dismissal d on d.organisation_id = $1 and d.situation_id = s.id and d.taken_back_at is null
     left join member m on m.organisation_id = $1 and m.id = d.dismissed_by
     left join lateral (
       select id, number, state from run r where r.organisation_id = $1 and (r.situation_id = s.id or r.id = s.merged_run_id)
       order by r.state desc, r.started_at desc limit 1) r on true
     where s.organisation_id = $1 and s.id = $2`,
    [tx.organisationId, id],
  );
  const { currency } = await organisationOf(tx);
  return {
    id: row.id,
    account: accountInList(row),
    playbook: { key: row.playbook_key, title: row.playbook_title },
    state: row.state,
    triggerKind: row.trigger_kind,
    headline: row.headline,
    evidence: row.evidence.map((clause) => inWords(clause, row.opened_on, currency)),
    openedOn: row.opened_on,
    openedAt: row.opened_at.toISOString(),
    closedOn: row.closed_on,
    dismissal:
      row.dismissal_reason === null
        ? null
        : {
            reason: row.dismissal_reason,
            by: row.dismissed_by,
            at: row.dismissed_at!.toISOString(),
            silentUntil: row.silent_until!,
          },
    run: row.run_id ? { id: row.run_id, number: row.run_number!, state: row.run_state! } : null,
  };
}

/** The signals that count the days since something that happened on one day. */
const HAPPENINGS: Readonly<Record<string, string>> = {
  'contacts.champion_left_days': 'champion or sponsor left',
  'invoices.overdue_days': 'invoice due',
  'survey.nps_age_days': 'NPS answer',
  'relationship.days_since_two_way': 'last conversation',
  'account.days_since_won': 'deal won',
  'onboarding.days': 'onboarding began',
};

function happeningOf({ signal, value }: EvidenceClause, openedOn: string): EvidenceInWords['happened'] {
  const what = signal === null ? undefined : HAPPENINGS[signal];
  if (what === undefined || typeof value !== 'number' || value <= 0) return null;
  return { day: isoDate(epochDay(openedOn) - value), what };
}

const TRUTHS = ['false', 'true', 'unknown'] as const;

function inWords(clause: EvidenceClause, openedOn: string, currency: string): EvidenceInWords {
  return {
    words: clause.phrase,
    isDecisive: clause.isDecisive,
    title: clause.title,
    signal: clause.signal,
    unit: clause.unit,
    value: formatValue(clause.value, clause.unit, { currency }),
    happened: happeningOf(clause, openedOn),
    threshold: typeof clause.threshold === 'number' ? clause.threshold : null,
    truth: TRUTHS[clause.truth],
  };
}
