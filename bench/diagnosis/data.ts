import type { Client } from 'pg';
import { METRICS, TRIGGERS } from './triggers.ts';

/** Days of history before the first day that is diagnosed, and days after it that are measured. */
export const HISTORY_DAYS = 400;
export const FIRST_DAY = '2026-02-01';
/** Nights that follow the first diagnosis. */
export const NIGHTS = 10;

const ORGANISATION = '00000000-0000-4000-8000-000000000001';

/**
 * Fills an empty database with an organisation of so many accounts: deterministic, in SQL. About one day in six is active, with five
 * amounts each; every third account has tickets, every fifth an unpaid invoice, and so on. Returns the organisation's id.
 */
export async function fill(client: Client, accounts: number): Promise<string> {
  await client.query('set synchronous_commit = off');
  await client.query(
    // Everything that is found opens: the other engines have neither weeks nor a brake.
    `insert into organisation (organisation_id, slug, name, time_zone, currency, next_account_slot, account_week_limit, owner_week_limit,
       brake_percent)
     values ($1, 'bench', 'Bench', 'UTC', 'EUR', $2, null, null, 100)`,
    [ORGANISATION, accounts],
  );
  await client.query(`insert into source (organisation_id, id, name, kind) values ($1, $1, 'bench', 'file')`, [
    ORGANISATION,
  ]);
  for (const [i, key] of METRICS.entries())
    await client.query('insert into metric (organisation_id, key, number, title, event) values ($1, $2, $3, $2, $2)', [
      ORGANISATION,
      key,
      i + 1,
    ]);
  await fillAccounts(client, accounts);
  await fillUsage(client, accounts);
  await fillFacts(client);
  await fillPlaybooks(client);
  await client.query('vacuum analyze');
  return ORGANISATION;
}

/** A number from 0 to 1 that depends on the account's slot and a salt only. */
function noise(slot: string, salt: number): string {
  return `((hashint4extended(${slot}, ${salt}) & 1048575) / 1048576.0)`;
}

async function fillAccounts(client: Client, accounts: number): Promise<void> {
  await client.query(
    `insert into account (organisation_id, id, slot, name, stage, stage_since, tier, plan, arr_minor, currency, seats, contract_start,
       renewal_date, customer_since)
     select $1, gen_random_uuid(), s, 'Account ' || s, 'adoption', date '${FIRST_DAY}' - 200, 'tier ' || (s % 3), 'plan ' || (s % 4),
       (100000 + ${noise('s', 1)} * 12000000)::bigint, 'EUR', (5 + ${noise('s', 2)} * 300)::int,
       date '${FIRST_DAY}' - (20 + ${noise('s', 3)} * 700)::int, date '${FIRST_DAY}' + (${noise('s', 4)} * 365)::int,
       date '${FIRST_DAY}' - (20 + ${noise('s', 3)} * 700)::int
     from generate_series(0, $2::int - 1) s`,
    [ORGANISATION, accounts],
  );
}

async function fillUsage(client: Client, accounts: number): Promise<void> {
  await client.query('drop index usage_day_by_day');
  await client.query('alter table usage_day drop constraint usage_day_pkey');
  // An account's activity ends, halves or doubles for every seventh in its last weeks, so that changes are found.
  await client.query(
    `with active as materialized (
       select s, d::date as day
       from generate_series(0, $2::int - 1) s, generate_series(date '${FIRST_DAY}' - ${HISTORY_DAYS}, date '${FIRST_DAY}' + ${NIGHTS}, interval '1 day') d
       where ${noise("s * 499 + (d::date - date '2024-01-01')", 7)} < (0.02 + 0.3 * ${noise('s', 5)})
         * case when d::date < date '${FIRST_DAY}' - 20 then 1 when s % 7 = 0 then 0 when s % 7 = 1 then 0.5 when s % 7 = 2 then 2 else 1 end)
     insert into usage_day (organisation_id, account_slot, metric, day, amount)
     select $1, s, m, day, case m when 0 then 9 else 0 end + 1 + (hashint4extended(s * 401 + (day - date '2024-01-01'), m) & 7)
     from active, generate_series(0, ${METRICS.length}) m`,
    [ORGANISATION, accounts],
  );
  await client.query('alter table usage_day add primary key (organisation_id, account_slot, metric, day)');
  await client.query('create index usage_day_by_day on usage_day (organisation_id, day, account_slot)');
  await client.query(
    `insert into usage_stale (organisation_id, day, block)
     select distinct $1::uuid, day, account_slot >> 12 from usage_day where organisation_id = $1`,
    [ORGANISATION],
  );
}

async function fillFacts(client: Client): Promise<void> {
  const from = 'from account a where a.organisation_id = $1';
  const at = (salt: number, days: number) =>
    `timestamptz '${FIRST_DAY} 00:00Z' - ${noise('a.slot', salt)} * interval '${days} days'`;
  const day = (salt: number, days: number) => `(date '${FIRST_DAY}' - (${noise('a.slot', salt)} * ${days})::int)`;
  const insert = (sql: string) => client.query(sql, [ORGANISATION]);
  for (let i = 0; i < 3; i++) {
    await insert(
      `insert into ticket (organisation_id, account_id, source_id, external_id, priority, opened_at, closed_at, csat)
       select $1, a.id, $1, 't' || a.slot || '-${i}', case when a.slot % 20 = ${i} then 'urgent' else 'normal' end, ${at(20 + i, 150)},
         case when a.slot % 4 <> ${i} then ${at(20 + i, 150)} + interval '20 hours' end, 1 + a.slot % 5 ${from} and a.slot % 3 = ${i % 2}`,
    );
    await insert(
      `insert into interaction (organisation_id, account_id, source_id, external_id, kind, direction, is_executive, occurred_at)
       select $1, a.id, $1, 'i' || a.slot || '-${i}', 'call', (array['two_way', 'outbound', 'inbound'])[1 + (a.slot + ${i}) % 3],
         a.slot % 8 = ${i}, ${at(30 + i, 200)} ${from} and a.slot % 10 <> ${i}`,
    );
    await insert(
      `insert into invoice (organisation_id, account_id, source_id, external_id, amount_minor, currency, issued_on, due_on, paid_on)
       select $1, a.id, $1, 'n' || a.slot || '-${i}', 100000 + a.slot % 900000, 'EUR', ${day(40 + i, 300)} - 30, ${day(40 + i, 300)},
         case when a.slot % 9 <> ${i} then ${day(40 + i, 300)} + a.slot % 12 - 6 end ${from}`,
    );
    await insert(
      `insert into contact (organisation_id, account_id, source_id, external_id, name, role)
       select $1, a.id, $1, 'c' || a.slot || '-${i}', 'Contact', (array['champion', 'user', 'executive_sponsor'])[1 + (a.slot + ${i}) % 3] ${from}
       and a.slot % 11 <> ${i}`,
    );
  }
  for (const [i, kind, scale] of [
    [0, 'nps', 11],
    [1, 'csat', 5],
    [2, 'csat', 5],
  ] as const)
    await insert(
      `insert into survey_response (organisation_id, account_id, source_id, external_id, kind, score, responded_at)
       select $1, a.id, $1, 's' || a.slot || '-${i}', '${kind}', ${kind === 'csat' ? 1 : 0} + (a.slot * 7 + ${i}) % ${scale}, ${at(50 + i, 250)} ${from}
         and a.slot % 2 = ${i % 2}`,
    );
}

async function fillPlaybooks(client: Client): Promise<void> {
  for (const [i, when] of TRIGGERS.entries()) {
    const key = keyOf(i);
    const definition = {
      playbook: key,
      title: key,
      summary: 'A condition of the benchmark.',
      owner: 'csm',
      goal: { outcome: 'health.score >= 70', within: '60d', because: 'benchmark' },
      stage: ['onboarding', 'adoption', 'growth', 'renewal'],
      // As the playbooks that ship have it: true for two days to open, false for two weeks to arm again.
      trigger: { when, holds_for: '2d', rearm_after: '14d' },
      first_action: { within: '24h', by: 'csm' },
      steps: [{ id: 'look', title: 'Look', owner: 'csm', due: '24h', required: true }],
      exit: { success: { when: 'health.score >= 70' }, after: '90d' },
    };
    await client.query('insert into playbook (organisation_id, key, title, version) values ($1, $2, $2, 1)', [
      ORGANISATION,
      key,
    ]);
    await client.query(
      `insert into playbook_version (organisation_id, key, version, document, definition) values ($1, $2, 1, '', $3)`,
      [ORGANISATION, key, JSON.stringify(definition)],
    );
  }
}

/** The key of the playbook of a trigger. */
export function keyOf(trigger: number): string {
  return `trigger-${String(trigger + 1).padStart(2, '0')}`;
}
