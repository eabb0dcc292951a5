import { z } from 'zod';
import { recordAudit } from '../../audit/record.ts';
import type { MemberActor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { workClocks } from '../../identity/work-clocks.ts';
import { queueMessages } from '../../jobs/queue-message.ts';
import { dayOf } from '../../lib/days.ts';
import { gatherWork } from './gather-work.ts';
import { comingOf, dayMeant, type Period, periodOf, REPORT_TITLES, type ReportKind } from './report-kind.ts';
import { writeReport } from './write-report.ts';

/** A report as its member works on it. */
export interface OwnReport {
  /** Null for one that has only been prepared. */
  readonly id: string | null;
  readonly kind: ReportKind;
  readonly title: string;
  readonly period: Period;
  readonly text: string;
  readonly savedAt: Date | null;
  readonly finishedAt: Date | null;
  /** Who can read it once it is finished. */
  readonly manager: string | null;
}

interface Saved extends Record<string, unknown> {
  readonly id: string;
  readonly text: string;
  readonly savedAt: Date;
  readonly finishedAt: Date | null;
}

const SAVED = `id, text, saved_at as "savedAt", finished_at as "finishedAt"`;

/** The acting member's report for the period in which a day lies (today when left out): as saved, or prepared from what the data says now. */
export function readOwnReport(
  database: Database,
  actor: MemberActor,
  kind: ReportKind,
  day: string | null,
  { now = new Date(), anew = false }: { now?: Date; anew?: boolean } = {},
): Promise<OwnReport> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const { timeZone } = (await workClocks(tx, now)).of(actor.memberId);
    const period = periodOf(kind, day ?? dayMeant(kind, dayOf(now, timeZone)));
    const saved = await findSaved(tx, actor.memberId, kind, period);
    const text = saved !== null && !anew ? saved.text : await prepared(tx, actor, kind, period, timeZone, now);
    return await described(tx, actor, kind, period, saved, text);
  });
}

/** What can be kept of a report. Finished, it can be read by the manager; a weekly report is also sent to them. */
export const reportEntry = z.strictObject({
  text: z.string().trim().min(1, 'A report needs some text.').max(20_000, 'At most 20,000 characters.'),
  isFinished: z.boolean(),
});

/** Keeps the acting member's report for the period in which the day lies. Finished once, it stays so. */
export function saveOwnReport(
  database: Database,
  actor: MemberActor,
  kind: ReportKind,
  day: string,
  input: z.input<typeof reportEntry>,
): Promise<OwnReport> {
  mayI(actor, 'read');
  const { text, isFinished } = reportEntry.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const period = periodOf(kind, day);
    const before = await findSaved(tx, actor.memberId, kind, period);
    const saved = await tx.one<Saved>(
      'report',
      `insert into member_report (organisation_id, member_id, kind, day, text, finished_at)
       values ($1, $2, $3, $4, $5, case when $6 then now() end)
       on conflict (organisation_id, member_id, kind, day) do update
         set text = excluded.text, saved_at = now(), finished_at = coalesce(member_report.finished_at, excluded.finished_at)
       returning ${SAVED}`,
      [tx.organisationId, actor.memberId, kind, period.firstDay, text, isFinished],
    );
    if (isFinished && !before?.finishedAt) {
      await recordAudit(tx, {
        action: 'report.finished',
        entity: 'member_report',
        entityId: saved.id,
        after: { kind, ...period },
      });
      if (kind === 'week_report') await sendToManager(tx, actor, saved);
    }
    return described(tx, actor, kind, period, saved, saved.text);
  });
}

function findSaved(tx: Transaction, memberId: string, kind: ReportKind, { firstDay }: Period): Promise<Saved | null> {
  return tx.maybe<Saved>(
    `select ${SAVED} from member_report where organisation_id = $1 and member_id = $2 and kind = $3 and day = $4`,
    [tx.organisationId, memberId, kind, firstDay],
  );
}

async function prepared(
  tx: Transaction,
  actor: MemberActor,
  kind: ReportKind,
  period: Period,
  timeZone: string,
  now: Date,
): Promise<string> {
  const work = await gatherWork(tx, actor.memberId, timeZone, period, comingOf(kind, period), now);
  return writeReport(kind, work, period, actor.name);
}

async function described(
  tx: Transaction,
  actor: MemberActor,
  kind: ReportKind,
  period: Period,
  saved: Saved | null,
  text: string,
): Promise<OwnReport> {
  const manager = await managerOf(tx, actor.memberId);
  return {
    id: saved?.id ?? null,
    kind,
    title: REPORT_TITLES[kind],
    period,
    text,
    savedAt: saved?.savedAt ?? null,
    finishedAt: saved?.finishedAt ?? null,
    manager: manager?.name ?? null,
  };
}

function managerOf(tx: Transaction, memberId: string): Promise<{ id: string; name: string; email: string } | null> {
  return tx.maybe(
    `select b.id, b.name, b.email from member m join member b on b.organisation_id = $1 and b.id = m.manager_id and b.status = 'active'
     where m.organisation_id = $1 and m.id = $2`,
    [tx.organisationId, memberId],
  );
}

async function sendToManager(tx: Transaction, actor: MemberActor, { id, text }: Saved): Promise<void> {
  const manager = await managerOf(tx, actor.memberId);
  if (manager === null) return;
  await queueMessages(tx, [
    {
      key: `report/${id}`,
      kind: 'notice',
      to: manager.email,
      subject: `Weekly report of ${actor.name}`,
      text,
      memberId: manager.id,
    },
  ]);
}
