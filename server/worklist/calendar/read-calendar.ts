import { systemActor } from '../../context/actor.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { hashKey } from '../../identity/actor-of.ts';
import { organisationOf } from '../../identity/organisation.ts';
import { type CalendarEvent, iCalendar } from '../../lib/calendar/icalendar.ts';
import { notFound } from '../../lib/problem.ts';

/** How far back and ahead a calendar shows tasks and meetings. */
const PAST_DAYS = 60;
const AHEAD_DAYS = 400;
/** A task stands in the half hour before it is due. */
const TASK_LENGTH = 30 * 60_000;
const MEETING_LENGTH = 60 * 60_000;
const REFRESH_HOURS = 1;

/** The calendar of the member to whom this token was given. 404 for any other, also for a revoked one and for a member who has left. */
export async function readCalendar(
  database: Database,
  publicUrl: string,
  token: string,
  now = new Date(),
): Promise<string> {
  const { rows } = await database.worker.query<{ organisation_id: string; id: string; member_id: string }>(
    'select * from find_calendar_feed($1)',
    [hashKey(token)],
  );
  const feed = rows[0];
  if (!feed) throw notFound('page');
  return inOrganisation(database, systemActor(feed.organisation_id), async (tx) => {
    await tx.execute('update calendar_feed set last_read_at = $3 where organisation_id = $1 and id = $2', [
      tx.organisationId,
      feed.id,
      now,
    ]);
    const organisation = await organisationOf(tx);
    const at = (...path: string[]) => [publicUrl, 'o', organisation.slug, ...path].join('/');
    const events = [
      ...(await tasksOf(tx, feed.member_id, now, at)),
      ...(await meetingsOf(tx, feed.member_id, now, at)),
      ...(await touchpointsOf(tx, feed.member_id, now, at)),
    ];
    return iCalendar(`Steward, ${organisation.name}`, events, REFRESH_HOURS);
  });
}

type Address = (...path: string[]) => string;

async function tasksOf(tx: Transaction, memberId: string, now: Date, at: Address): Promise<CalendarEvent[]> {
  const tasks = await tx.query<{
    id: string;
    title: string;
    due_at: Date;
    due_because: string | null;
    run_id: string | null;
    account_id: string;
    account: string;
    revision: number;
    changed_at: Date;
  }>(
    `select k.id, k.title, k.due_at, k.due_because, k.run_id, k.account_id, a.name as account, k.revision, k.changed_at
     from task k join account a on a.organisation_id = $1 and a.id = k.account_id
     where k.organisation_id = $1 and k.owner_id = $2 and k.state = 'open' and k.due_at between $3 and $4 order by k.due_at, k.id`,
    [tx.organisationId, memberId, ...shown(now)],
  );
  return tasks.map((task) => ({
    uid: `task-${task.id}@steward`,
    summary: `Due: ${task.title} (${task.account})`,
    description: task.due_because ?? '',
    url: task.run_id === null ? at('accounts', task.account_id) : at('runs', task.run_id),
    when: { from: new Date(task.due_at.getTime() - TASK_LENGTH), until: task.due_at },
    sequence: task.revision,
    changedAt: task.changed_at,
    isBusy: false,
  }));
}

async function meetingsOf(tx: Transaction, memberId: string, now: Date, at: Address): Promise<CalendarEvent[]> {
  const meetings = await tx.query<{
    id: string;
    subject: string | null;
    summary: string | null;
    occurred_at: Date;
    recorded_at: Date;
    account_id: string;
    account: string;
  }>(
    `select i.id, i.subject, i.summary, i.occurred_at, i.recorded_at, i.account_id, a.name as account
     from interaction i join account a on a.organisation_id = $1 and a.id = i.account_id
     where i.organisation_id = $1 and i.member_id = $2 and i.kind = 'meeting' and i.occurred_at between $3 and $4
     order by i.occurred_at, i.id`,
    [tx.organisationId, memberId, ...shown(now)],
  );
  return meetings.map((meeting) => ({
    uid: `meeting-${meeting.id}@steward`,
    summary: `${meeting.account}: ${meeting.subject || 'meeting'}`,
    description: meeting.summary ?? '',
    url: at('accounts', meeting.account_id),
    when: { from: meeting.occurred_at, until: new Date(meeting.occurred_at.getTime() + MEETING_LENGTH) },
    sequence: 0,
    changedAt: meeting.recorded_at,
    isBusy: true,
  }));
}

/** The next touchpoints that the member has agreed on: the day, since no hour is known. */
async function touchpointsOf(tx: Transaction, memberId: string, now: Date, at: Address): Promise<CalendarEvent[]> {
  const agreed = await tx.query<{ id: string; day: string; recorded_at: Date; account_id: string; account: string }>(
    `select distinct on (i.account_id) i.id, i.next_touchpoint as day, i.recorded_at, i.account_id, a.name as account
     from interaction i join account a on a.organisation_id = $1 and a.id = i.account_id
     where i.organisation_id = $1 and i.member_id = $2 and i.next_touchpoint >= ($3::timestamptz at time zone 'UTC')::date - 1
     order by i.account_id, i.occurred_at desc`,
    [tx.organisationId, memberId, now],
  );
  return agreed.map((one) => ({
    uid: `touchpoint-${one.id}@steward`,
    summary: `Next touchpoint: ${one.account}`,
    description: 'Agreed on when you last spoke.',
    url: at('accounts', one.account_id),
    when: { day: one.day },
    sequence: 0,
    changedAt: one.recorded_at,
    isBusy: false,
  }));
}

function shown(now: Date): [from: Date, until: Date] {
  const day = 86_400_000;
  return [new Date(now.getTime() - PAST_DAYS * day), new Date(now.getTime() + AHEAD_DAYS * day)];
}
