import type { Transaction } from '../../context/transaction.ts';
import { today } from '../../diagnosis/organisation.ts';
import type { EpochDay } from '../../lib/days.ts';

/** The days that facts tell of: from the first with any fact to the morning after the last, tomorrow's at the latest. */
export interface KnownHistory {
  readonly first: EpochDay;
  readonly end: EpochDay;
}

/** Where facts are, each with the day on which it happened. */
const FACTS = [
  ['usage_day', 'day'],
  ['ticket', 'opened_at'],
  ['survey_response', 'responded_at'],
  ['interaction', 'occurred_at'],
  ['opportunity', 'coalesce(opened_at, won_at)'],
  ['invoice', 'coalesce(issued_on, due_on)'],
  ['subscription', 'starts_on'],
  ['diagnosis', 'as_of - 1'],
] as const;

/** The known history of an organisation in its time zone; null when there is no fact yet. */
export async function knownHistory(tx: Transaction): Promise<KnownHistory | null> {
  const latest = (await today(tx)) + 1;
  const parts = FACTS.map(([table, day]) => {
    const local = day.includes('_at') ? `(${day} at time zone o.time_zone)::date` : `${day}`;
    return `select min(${local}) as first, max(${local}) filter (where ${local} <= current_date) as last
      from ${table} f join organisation o on o.organisation_id = f.organisation_id where f.organisation_id = $1`;
  });
  const { first, last } = await tx.one<{ first: number | null; last: number | null }>(
    'organisation',
    `select min(first) - date '1970-01-01' as first, max(last) - date '1970-01-01' as last from (${parts.join(' union all ')}) facts`,
    [tx.organisationId],
  );
  if (first === null || last === null) return null;
  return { first, end: Math.min(last + 1, latest) };
}
