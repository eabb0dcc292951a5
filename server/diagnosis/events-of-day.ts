import type { Transaction } from '../context/transaction.ts';
import { type EpochDay, isoDate } from '../lib/days.ts';

/** Where each event that may start a playbook is seen: the table, and the condition that it happened on day $2 in zone $3. */
const EVENTS: Readonly<Record<string, { table: string; happened: string }>> = {
  'deal.won': { table: 'opportunity', happened: on('won_at') },
  'opportunity.opened': { table: 'opportunity', happened: on('opened_at') },
  'contact.joined': { table: 'contact', happened: 'f.joined_on = $2::date' },
  'contact.left': { table: 'contact', happened: 'f.left_on = $2::date' },
  'ticket.opened': { table: 'ticket', happened: on('opened_at') },
  'ticket.closed': { table: 'ticket', happened: on('closed_at') },
  'survey.answered': { table: 'survey_response', happened: on('responded_at') },
  'interaction.logged': { table: 'interaction', happened: on('occurred_at') },
  'invoice.overdue': {
    table: 'invoice',
    happened: 'f.due_on = $2::date and (f.paid_on is null or f.paid_on > $2::date) and $3::text is not null',
  },
};

function on(column: string): string {
  return `f.${column} >= ($2::date::timestamp at time zone $3) and f.${column} < (($2::date + 1)::timestamp at time zone $3)`;
}

/** The account slots to which an event happened on a day of the organisation's time zone; `only` limits to these slots. */
export async function slotsWithEvent(
  tx: Transaction,
  event: string,
  day: EpochDay,
  timeZone: string,
  only: readonly number[] | null,
): Promise<number[]> {
  const known = EVENTS[event];
  const values = [tx.organisationId, isoDate(day), timeZone, only];
  if (known) {
    const zoneIsUsed = known.happened.includes('$3') ? '' : 'and $3::text is not null';
    const rows = await tx.query<{ slot: number }>(
      `select distinct a.slot from ${known.table} f join account a on a.organisation_id = f.organisation_id and a.id = f.account_id
       where f.organisation_id = $1 and ${known.happened} ${zoneIsUsed} and ($4::int[] is null or a.slot = any($4))`,
      values,
    );
    return rows.map((row) => row.slot);
  }
  const rows = await tx.query<{ slot: number }>(
    `select distinct f.account_slot as slot from usage_event f
     where f.organisation_id = $1 and f.event = $5 and f.account_slot is not null and ${on('occurred_at')}
       and ($4::int[] is null or f.account_slot = any($4))`,
    [...values, event.replace(/^usage\./, '')],
  );
  return rows.map((row) => row.slot);
}
