import type { Transaction } from '../context/transaction.ts';
import { organisationOf } from '../identity/organisation.ts';
import { sayDay } from '../lib/calendar/due-date.ts';
import { dayOf } from '../lib/days.ts';
import { problem } from '../lib/problem.ts';
import { Temporal } from '../lib/temporal.ts';
import type { ActionSettings } from '../playbooks/actions.ts';
import { calendarFile } from './calendar-file.ts';
import type { PendingStep } from './pending-step.ts';

/** Makes a calendar event on the day on which the step is due, as an .ics file that can be taken from the page of the run. */
export async function makeCalendarEvent(
  tx: Transaction,
  { run, step, state, key }: PendingStep,
  { title, at, minutes }: ActionSettings<'calendar_event'>,
): Promise<string> {
  const { timeZone } = await organisationOf(tx);
  if (state.due === null) throw problem(409, 'The step has no day on which the event could be.');
  const day = dayOf(new Date(state.due.at), timeZone);
  const local = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(at) });
  const startsAt = new Date(local.epochMilliseconds);
  const content = calendarFile({
    uid: `${key}@steward`,
    title: `${title}: ${run.account.name}`,
    description: `${run.definition.title}, run #${run.number}`,
    startsAt,
    endsAt: new Date(startsAt.getTime() + minutes * 60_000),
    madeAt: new Date(),
  });
  await tx.execute(
    `insert into run_file (organisation_id, run_id, step_id, name, content_type, content) values ($1, $2, $3, $4, 'text/calendar', $5)`,
    [tx.organisationId, run.id, step.id, `${step.id}-${day}.ics`, content],
  );
  return `Made a calendar event for ${sayDay(day, null)} at ${at}, ${minutes} minutes.`;
}
