import { DEFAULT_HEALTH_MODEL, type HealthIndicator } from '../../server/health/health-model.ts';
import { METRICS } from './triggers.ts';

/**
 * The signals of the benchmark's triggers once more, as somebody would write them in SQL. The same text serves one account or all, and
 * joins only the tables that the asked signals need.
 */
export function signalsSql(asked: readonly string[], organisationId: string, day: string, slot: number | null): string {
  const signals = [...new Set(asked.flatMap(withIndicators))];
  const scope: Scope = {
    organisation: `'${organisationId}'::uuid`,
    day: `date '${day}'`,
    account:
      slot === null
        ? ''
        : `and account_id = (select id from account where organisation_id = '${organisationId}' and slot = ${slot})`,
    slot: slot === null ? '' : `and account_slot = ${slot}`,
  };
  const groups = Object.entries(GROUPS).filter(([, group]) => signals.some((signal) => group.has(signal)));
  const plain = signals.filter((signal) => !signal.startsWith('health.'));
  const base = `select a.slot, ${plain.map((signal) => `${sqlOf(signal, scope)} as ${columnOf(signal)}`).join(',\n  ')}
    from account a ${groups.map(([name, group]) => group.join(name, scope)).join('\n')}
    where a.organisation_id = ${scope.organisation} ${slot === null ? '' : `and a.slot = ${slot}`}`;
  if (!asked.some((signal) => signal.startsWith('health.'))) return base;
  return healthSql(base);
}

/** A signal's name as a column. */
export function columnOf(signal: string): string {
  return signal.replaceAll('.', '_');
}

/** A condition of the benchmark in SQL, over the columns of `signalsSql`. */
export function conditionSql(condition: string): string {
  return condition
    .replaceAll('&&', 'and')
    .replaceAll('||', 'or')
    .replaceAll('==', '=')
    .replaceAll(/[a-z_]+(\.[a-z0-9_]+)+/g, (signal) => columnOf(signal));
}

interface Scope {
  readonly organisation: string;
  readonly day: string;
  readonly account: string;
  readonly slot: string;
}

interface Group {
  has(signal: string): boolean;
  join(name: string, scope: Scope): string;
}

const INDICATORS = DEFAULT_HEALTH_MODEL.variants[0]!.components;
/** Needs people's usage, renewals of subscriptions: the benchmark's data has neither, so these are unknown. */
const ABSENT = new Set(['usage.seat_share', 'account.arr_change_365d']);

function withIndicators(signal: string): string[] {
  if (!signal.startsWith('health.')) return [signal];
  const indicators = INDICATORS.flatMap((component) => component.indicators.map((one) => one.signal));
  return [signal, ...indicators];
}

const GROUPS: Record<string, Group> = {
  usage: {
    has: (signal) => /^(usage|metric)\./.test(signal),
    join: (name, { organisation, day, slot }) => {
      const columns = ['usage', ...METRICS].flatMap((metric, number) => {
        const sum = (where: string) => `coalesce(sum(amount) filter (where metric = ${number} and ${where}), 0)`;
        return [
          `${sum(`day >= ${day} - 7`)} as ${metric}_7`,
          `${sum(`day >= ${day} - 28`)} as ${metric}_28`,
          `${sum(`day < ${day} - 28 and day >= ${day} - 56`)} as ${metric}_before`,
          `${sum('true')} as ${metric}_90`,
          `coalesce(sum(amount * (${day} - day)) filter (where metric = ${number}), 0) as ${metric}_aged`,
          `count(*) filter (where metric = ${number} and day >= ${day} - 28) as ${metric}_days`,
        ];
      });
      return `left join lateral (select min(day) as first, max(day) as last from (
          (select day from usage_day where organisation_id = ${organisation} and account_slot = a.slot and metric = 0 order by day limit 1)
          union all
          (select day from usage_day where organisation_id = ${organisation} and account_slot = a.slot and metric = 0 and day < ${day}
           order by day desc limit 1)) e) seen on true
        left join (select account_slot, ${columns.join(', ')} from usage_day
          where organisation_id = ${organisation} and day < ${day} and day >= ${day} - 90 ${slot} group by account_slot) ${name}
          on ${name}.account_slot = a.slot`;
    },
  },
  tickets: {
    has: (signal) => signal.startsWith('tickets.'),
    join: facts('ticket', ({ day }) => {
      const isOpen = `(closed_at is null or closed_at >= ${day}::timestamptz)`;
      return `where opened_at < ${day}::timestamptz`.concat(`|count(*) filter (where ${isOpen}) as open,
        count(*) filter (where ${isOpen} and priority = 'urgent') as urgent,
        count(*) filter (where opened_at >= (${day} - 28)::timestamptz) as opened,
        ${day} - min(opened_at::date) filter (where ${isOpen}) as oldest,
        avg(csat) filter (where closed_at < ${day}::timestamptz and closed_at >= (${day} - 90)::timestamptz) as csat`);
    }),
  },
  survey: {
    has: (signal) => signal.startsWith('survey.'),
    join: facts('survey_response', ({ day }) => {
      const csat = `kind = 'csat' and responded_at >= (${day} - 90)::timestamptz`;
      return `where responded_at < ${day}::timestamptz`.concat(`|(array_agg(score order by responded_at desc, external_id desc)
          filter (where kind = 'nps'))[1] as nps,
        ${day} - max(responded_at::date) filter (where kind = 'nps') as nps_age,
        avg(score) filter (where ${csat}) as csat, count(*) filter (where ${csat}) as csat_count, ${day} - max(responded_at::date) as since`);
    }),
  },
  invoices: {
    has: (signal) => signal.startsWith('invoices.'),
    join: facts('invoice', ({ day }) => {
      const isOverdue = `due_on < ${day} and (paid_on is null or paid_on >= ${day})`;
      return `where coalesce(issued_on, due_on) < ${day}`.concat(`|count(*) filter (where ${isOverdue}) as overdue,
        coalesce(sum(amount_minor) filter (where ${isOverdue}), 0)::float8 as amount,
        coalesce(max(${day} - due_on) filter (where ${isOverdue}), 0) as days,
        count(*) filter (where paid_on < ${day} and paid_on > due_on and paid_on >= ${day} - 365) as late`);
    }),
  },
  touch: {
    has: (signal) => signal.startsWith('relationship.'),
    join: facts('interaction', ({ day }) => {
      const answered = `max(occurred_at) filter (where direction in ('two_way', 'inbound'))`;
      return `where kind <> 'note' and direction <> 'internal' and occurred_at < ${day}::timestamptz`.concat(`|
        ${day} - max(occurred_at::date) as since, ${day} - (${answered})::date as two_way,
        ${day} - max(occurred_at::date) filter (where is_executive) as executive,
        count(*) filter (where occurred_at >= (${day} - 90)::timestamptz) as recent,
        cardinality(array(select unnest(array_agg(occurred_at) filter (where direction = 'outbound'))
          except select t from unnest(array_agg(occurred_at) filter (where direction = 'outbound')) t where t <= ${answered})) as unanswered`);
    }),
  },
  contacts: {
    has: (signal) => signal.startsWith('contacts.') || signal === 'relationship.touchpoints_90d',
    join: facts('contact', ({ day }) =>
      `where (joined_on is null or joined_on < ${day}) and (left_on is null or left_on >= ${day})`.concat(`|count(*) as total,
        count(*) filter (where role = 'champion') as champions, count(*) filter (where role = 'executive_sponsor') as sponsors`),
    ),
  },
};

/** Joins an aggregate of a table of facts; `parts` gives "where ...|columns". */
function facts(table: string, parts: (scope: Scope) => string): Group['join'] {
  return (name, scope) => {
    const [where, columns] = parts(scope).split('|');
    return `left join (select account_id, ${columns} from ${table} ${where} and organisation_id = ${scope.organisation} ${scope.account}
      group by account_id) ${name} on ${name}.account_id = a.id`;
  };
}

function sqlOf(signal: string, { day }: Scope): string {
  if (ABSENT.has(signal)) return 'null::float8';
  const [family, ...rest] = signal.split('.');
  if (family === 'usage') return usageSql('usage', rest.join('.'), day);
  if (family === 'metric') return usageSql(rest[0]!, rest[1]!, day);
  return `(${FACT_SIGNALS[signal]!.replaceAll('DAY', day)})::float8`;
}

const FACT_SIGNALS: Record<string, string> = {
  'account.arr': 'a.arr_minor',
  'account.seats': 'a.seats',
  'account.age_days':
    'case when coalesce(a.customer_since, a.contract_start) < DAY then DAY - coalesce(a.customer_since, a.contract_start) end',
  'renewal.days_left': 'a.renewal_date - DAY',
  'tickets.open': 'tickets.open',
  'tickets.urgent_open': 'tickets.urgent',
  'tickets.opened_28d': 'tickets.opened',
  'tickets.oldest_open_days': 'tickets.oldest',
  'tickets.csat_90d': 'tickets.csat',
  'survey.nps_last': 'survey.nps',
  'survey.nps_age_days': 'survey.nps_age',
  'survey.csat_90d': 'survey.csat',
  'survey.csat_count_90d': 'survey.csat_count',
  'survey.days_since_response': 'survey.since',
  'invoices.overdue_count': 'invoices.overdue',
  'invoices.overdue_amount': 'invoices.amount',
  'invoices.overdue_days': 'invoices.days',
  'invoices.paid_late_365d': 'invoices.late',
  'relationship.days_since_touchpoint': 'touch.since',
  'relationship.days_since_two_way': 'touch.two_way',
  'relationship.days_since_executive': 'touch.executive',
  'relationship.touchpoints_90d': 'coalesce(touch.recent, case when contacts.total > 0 then 0 end)',
  'relationship.unanswered': 'touch.unanswered',
  'contacts.total': 'contacts.total',
  'contacts.champions': 'contacts.champions',
  'contacts.sponsors': 'contacts.sponsors',
};

function usageSql(metric: string, name: string, day: string): string {
  const isSeen = 'seen.last is not null';
  const known = (value: string) => `(case when ${isSeen} then coalesce(${value}, 0) end)::float8`;
  switch (name) {
    case 'events_7d':
      return known(`usage.${metric}_7`);
    case 'events_28d':
      return known(`usage.${metric}_28`);
    case 'events_90d':
      return known(`usage.${metric}_90`);
    case 'active_days_28d':
      return known(`usage.${metric}_days`);
    case 'days_since_last':
      return `(${day} - seen.last)::float8`;
    case 'change_28d':
      return `(case when usage.${metric}_before >= 5 and seen.first <= ${day} - 56 then usage.${metric}_28 / usage.${metric}_before - 1 end)::float8`;
    case 'trend_90d':
      return `(case when usage.${metric}_90 >= 10 and seen.first <= ${day} - 90
        then ((45.5 * usage.${metric}_90 - usage.${metric}_aged) / 60742.5 * 28) / (usage.${metric}_90 / 90) end)::float8`;
    default:
      throw new Error(`The benchmark has no SQL for ${name}.`);
  }
}

/** The default health model in SQL: indicators to points, points to components, components to the score. */
function healthSql(base: string): string {
  const components = INDICATORS.map(({ key, indicators }) => {
    const total = indicators.reduce((sum, one) => sum + one.weight, 0);
    const points = indicators.map((one) => `coalesce(${one.weight}::float8 * ${pointsSql(one)}, 0)`).join(' + ');
    const known = indicators
      .map((one) => `case when ${columnOf(one.signal)} is null then 0 else ${one.weight}::float8 end`)
      .join(' + ');
    return `(${points}) / nullif(${known}, 0) as raw_${key}, (${known}) / ${total} as known_${key}`;
  });
  const score = INDICATORS.map(({ key, weight }) => `coalesce(raw_${key} * ${weight}, 0)`).join(' + ');
  const weight = INDICATORS.map(
    ({ key, weight: one }) => `case when raw_${key} is null then 0 else ${one}::float8 end`,
  ).join(' + ');
  const coverage = INDICATORS.map(({ key, weight: one }) => `${one / 100} * known_${key}`).join(' + ');
  return `select *, case when (${weight}) > 0 and ${coverage} >= 0.4 - 1e-6 then round(((${score}) / (${weight}))::numeric, 1)::float8 end as health_score,
      ${INDICATORS.map(({ key }) => `round(raw_${key}::numeric, 1)::float8 as health_${key}`).join(', ')}
    from (select *, ${components.join(',\n ')} from (${base}) signals offset 0) components`;
}

function pointsSql({ signal, points }: HealthIndicator): string {
  const value = columnOf(signal);
  const branches = points.slice(1).map(([x, y], i) => {
    const [beforeX, beforeY] = points[i]!;
    return `when ${value} <= ${x} then ${beforeY} + ((${value} - ${beforeX}) / ${x - beforeX}::float8) * ${y - beforeY}`;
  });
  return `(case when ${value} is null then null when ${value} <= ${points[0]![0]} then ${points[0]![1]} ${branches.join(' ')} else ${points.at(-1)![1]} end)`;
}
