import type { MemberActor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { notFound } from '../../lib/problem.ts';
import { REPORT_TITLES, type ReportKind } from './report-kind.ts';

/** A finished report, for those who may read it. */
export interface ReportInList {
  readonly id: string;
  readonly kind: ReportKind;
  readonly title: string;
  readonly day: string;
  readonly member: { readonly id: string; readonly name: string };
  readonly finishedAt: Date;
}

const MOST = 200;

/** Finished reports are for the member ($2) who wrote them, for their manager, and for admins ($3). */
const READABLE = `r.organisation_id = $1 and r.finished_at is not null and ($3 or r.member_id = $2 or m.manager_id = $2)`;

const LISTED = `r.id, r.kind, r.day::text as day, r.finished_at as "finishedAt", jsonb_build_object('id', m.id, 'name', m.name) as member`;

/** The finished reports that the acting member may read, the newest first: their own, those of whom they manage, for admins all. At most 200. */
export function listReports(database: Database, actor: MemberActor): Promise<ReportInList[]> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const rows = await tx.query<Omit<ReportInList, 'title'> & Record<string, unknown>>(
      `select ${LISTED} from member_report r join member m on m.organisation_id = $1 and m.id = r.member_id
       where ${READABLE} order by r.day desc, r.finished_at desc, r.id limit ${MOST}`,
      [tx.organisationId, actor.memberId, actor.role === 'admin'],
    );
    return rows.map((row) => ({ ...row, title: REPORT_TITLES[row.kind] }));
  });
}

/** One of them with its text. 404 for one that is not finished, or not for the acting member. */
export function readReport(
  database: Database,
  actor: MemberActor,
  id: string,
): Promise<ReportInList & { readonly text: string }> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const row = await tx.maybe<Omit<ReportInList, 'title'> & { text: string } & Record<string, unknown>>(
      `select ${LISTED}, r.text from member_report r join member m on m.organisation_id = $1 and m.id = r.member_id
       where ${READABLE} and r.id = $4`,
      [tx.organisationId, actor.memberId, actor.role === 'admin', id],
    );
    if (row === null) throw notFound('report');
    return { ...row, title: REPORT_TITLES[row.kind] };
  });
}
