import type { MemberActor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { notFound } from '../lib/problem.ts';
import { type HandoffState, mayAnswer, mayGive } from './handoff.ts';

export interface HandoffFilter {
  readonly id?: string | undefined;
  /** Only those in which something still has to happen. */
  readonly open?: boolean | undefined;
  readonly accountId?: string | undefined;
  readonly runId?: string | undefined;
  /** One member's: given by them, offered to them, or to everybody of their role. */
  readonly memberId?: string | undefined;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** A handoff as lists and pages show it. Instants are ISO 8601 in UTC. */
export interface HandoffInList {
  readonly id: string;
  readonly subject: string;
  readonly state: HandoffState;
  readonly account: Named;
  readonly run: { readonly id: string; readonly number: number; readonly step: string } | null;
  readonly giverRole: string;
  readonly receiverRole: string;
  readonly giver: Named;
  /** Null: whoever has the role and takes it first. */
  readonly receiver: Named | null;
  /** Who carries it now: the giver until it is accepted; null when it was withdrawn, since nothing is handed over. */
  readonly carriedBy: Named | null;
  readonly round: number;
  readonly brief: string;
  readonly missing: readonly string[];
  readonly gaps: readonly string[];
  readonly acceptWithin: string;
  readonly acceptBy: string;
  readonly acceptBecause: string;
  readonly offeredAt: string;
  readonly settledAt: string | null;
  readonly settledBy: string | null;
  readonly reason: string | null;
  readonly escalatedTo: Named | null;
  /** What the acting member may do with it now. */
  readonly mayAnswer: boolean;
  readonly mayGive: boolean;
  readonly history: readonly { readonly at: string; readonly by: string; readonly words: string }[];
}

type Row = Omit<HandoffInList, 'mayAnswer' | 'mayGive' | 'carriedBy' | 'acceptBy' | 'offeredAt' | 'settledAt'> & {
  readonly acceptBy: Date;
  readonly offeredAt: Date;
  readonly settledAt: Date | null;
};

/** Handoffs with their briefs and history: those that wait longest first, then settled ones, the newest first. At most 200. */
export function listHandoffs(
  database: Database,
  actor: MemberActor,
  { id, open, accountId, runId, memberId }: HandoffFilter = {},
): Promise<HandoffInList[]> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const rows = await tx.query<Row>(
      `select h.id, h.subject, h.state, h.giver_role as "giverRole", h.receiver_role as "receiverRole", h.round, h.brief, h.missing, h.gaps,
         h.accept_within as "acceptWithin", h.accept_by as "acceptBy", h.accept_because as "acceptBecause", h.offered_at as "offeredAt",
         h.settled_at as "settledAt", s.name as "settledBy", h.reason, jsonb_build_object('id', a.id, 'name', a.name) as account,
         case when r.id is not null then jsonb_build_object('id', r.id, 'number', r.number, 'step', h.step_id) end as run,
         jsonb_build_object('id', g.id, 'name', g.name) as giver,
         case when t.id is not null then jsonb_build_object('id', t.id, 'name', t.name) end as receiver,
         case when e.id is not null then jsonb_build_object('id', e.id, 'name', e.name) end as "escalatedTo",
         (select coalesce(jsonb_agg(jsonb_build_object('at', y.at, 'by', y.actor_name, 'words', y.words) order by y.sequence), '[]')
            from handoff_entry y where y.organisation_id = $1 and y.handoff_id = h.id) as history
       from handoff h
       join account a on a.organisation_id = $1 and a.id = h.account_id
       join member g on g.organisation_id = $1 and g.id = h.giver_id
       left join member t on t.organisation_id = $1 and t.id = h.receiver_id
       left join member s on s.organisation_id = $1 and s.id = h.settled_by
       left join member e on e.organisation_id = $1 and e.id = h.escalated_to
       left join run r on r.organisation_id = $1 and r.id = h.run_id
       where h.organisation_id = $1 and ($6::uuid is null or h.id = $6) and ($2::boolean is null or (h.state in ('offered', 'returned', 'lapsed')) = $2)
         and ($3::uuid is null or h.account_id = $3) and ($4::uuid is null or h.run_id = $4)
         and ($5::uuid is null or $5 in (h.giver_id, h.receiver_id, h.escalated_to)
           or h.receiver_id is null and h.receiver_role = (select role from member where organisation_id = $1 and id = $5))
       order by h.state in ('offered', 'returned', 'lapsed') desc,
         case when h.state in ('offered', 'returned', 'lapsed') then h.accept_by end, h.settled_at desc, h.id limit 200`,
      [tx.organisationId, open ?? null, accountId ?? null, runId ?? null, memberId ?? null, id ?? null],
    );
    return rows.map((row) => ({
      ...row,
      carriedBy: row.state === 'accepted' ? row.receiver : row.state === 'withdrawn' ? null : row.giver,
      acceptBy: row.acceptBy.toISOString(),
      offeredAt: row.offeredAt.toISOString(),
      settledAt: row.settledAt?.toISOString() ?? null,
      mayAnswer:
        row.state === 'offered' &&
        row.giver.id !== actor.memberId &&
        mayAnswer({ receiverId: row.receiver?.id ?? null, receiverRole: row.receiverRole }, actor),
      mayGive: mayGive({ giverId: row.giver.id }, actor),
      history: row.history.map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() })),
    }));
  });
}

/** One handoff. 404 when it is not here. */
export async function readHandoff(database: Database, actor: MemberActor, id: string): Promise<HandoffInList> {
  const [handoff] = await listHandoffs(database, actor, { id });
  if (!handoff) throw notFound('handoff');
  return handoff;
}
