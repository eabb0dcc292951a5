import type { Transaction } from '../../context/transaction.ts';
import { today } from '../../diagnosis/organisation.ts';
import type { EpochDay } from '../../lib/days.ts';

/** The days that facts tell of: from the first with any fact to the morning after the last, tomorrow's at the latest. */
export interface KnownHistory {
  readonly first: EpochDay;
  readonly end: EpochDay;
}

/** Where the facts behind families of signals are, each with the day on which it happened. */
const FACTS = [
  { table: 'usage_day', day: 'day', families: ['usage', 'metric', 'onboarding'] },
  { table: 'ticket', day: 'opened_at', families: ['tickets'] },
  { table: 'survey_response', day: 'responded_at', families: ['survey'] },
  { table: 'interaction', day: 'occurred_at', families: ['relationship', 'contacts'] },
  { table: 'opportunity', day: 'coalesce(opened_at, won_at)', families: ['opportunities', 'account', 'onboarding'] },
  { table: 'invoice', day: 'coalesce(issued_on, due_on)', families: ['invoices'] },
  { table: 'subscription', day: 'starts_on', families: ['account', 'renewal'] },
] as const;

/**
 * The known history behind some signals, in the organisation's time zone; null when there is no fact of them yet. Usage happens every day:
 * where it is asked about, history ends with it, since its absence afterwards would look like silence.
 */
export async function knownHistory(tx: Transaction, signals: readonly string[]): Promise<KnownHistory | null> {
  const asked = new Set(signals.map((signal) => signal.split('.')[0]!));
  const behind = FACTS.filter(({ families }) => families.some((family) => asked.has(family)));
  const known = await daysOfFacts(tx);
  const meant = behind.filter(({ table }) => known.has(table));
  const found = (meant.length > 0 ? meant : FACTS).flatMap(({ table }) => known.get(table) ?? []);
  if (found.length === 0) return null;
  const usage = meant.some(({ table }) => table === 'usage_day') ? known.get('usage_day') : undefined;
  const last = usage?.last ?? Math.max(...found.map((facts) => facts.last));
  const first = Math.min(...found.map((facts) => facts.first));
  return { first, end: Math.min(last + 1, (await today(tx)) + 1) };
}

interface DaysOfFacts {
  readonly table: string;
  readonly first: EpochDay;
  readonly last: EpochDay;
}

/** The first and last day with a fact up to today, by table; those without any are missing. */
async function daysOfFacts(tx: Transaction): Promise<Map<string, DaysOfFacts>> {
  const parts = FACTS.map(({ table, day }) => {
    const local = day.includes('_at') ? `(${day} at time zone o.time_zone)::date` : day;
    return `select '${table}' as table, min(${local}) - date '1970-01-01' as first,
        max(${local}) filter (where ${local} <= current_date) - date '1970-01-01' as last
      from ${table} f join organisation o on o.organisation_id = f.organisation_id where f.organisation_id = $1`;
  });
  const rows = await tx.query<{ table: string; first: EpochDay | null; last: EpochDay | null }>(
    parts.join(' union all '),
    [tx.organisationId],
  );
  return new Map(
    rows.flatMap(({ table, first, last }) =>
      first === null || last === null ? [] : [[table, { table, first, last }] as const],
    ),
  );
}
