import { Group, SegmentedControl, Select, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Account, UsageOverTime } from '../../../server/api/contract/account.ts';
import { paths } from '../../paths.ts';
import { useOrganisation } from '../../session.ts';
import { sayTrend } from '../../ui/charts/say-trend.ts';
import { TrendChart, type TrendPoint } from '../../ui/charts/trend-chart.tsx';
import { addDays } from '../../ui/date.ts';
import { sayNumber } from '../../ui/number.ts';
import { Section } from '../../ui/page.tsx';
import { Failed } from '../../ui/states.tsx';
import { useToday } from '../../ui/when.tsx';
import { metricsQuery, usageQuery } from './account-query.ts';

const DAYS = { day: 60, week: 371 } as const;

/** How much they use the product, by week or day, for each thing that is counted. */
export function AccountUsage({ account }: { account: Account }) {
  return (
    <Section title="Usage">
      <UsageChart account={account.id} />
    </Section>
  );
}

/** Usage by week or day up to a day, 'YYYY-MM-DD', by default today; the measure that is shown first can be named. */
export function UsageChart({ account, first = 'events', until }: { account: string; first?: string; until?: string }) {
  const { slug, currency } = useOrganisation();
  const now = useToday();
  const today = until !== undefined && until < now ? until : now;
  const [measure, setMeasure] = useState(first);
  const [by, setBy] = useState<'day' | 'week'>('week');
  const metrics = useQuery(metricsQuery(slug)).data ?? [];
  // Whole weeks only: one that has just begun would look like a fall.
  const to = addDays(by === 'week' ? mondayOf(today) : today, -1);
  const from = addDays(to, -DAYS[by] + 1);
  const usage = useQuery(usageQuery(slug, account, { measure, by, from: by === 'week' ? mondayOf(from) : from, to }));
  const measures = [
    { value: 'events', label: 'All events' },
    { value: 'people', label: 'People' },
    ...metrics.map(({ key, title }) => ({ value: key, label: title })),
  ];
  const name = measures.find((one) => one.value === measure)?.label ?? measure;
  if (usage.isPending) return <Skeleton height={230} />;
  if (usage.isError) return <Failed error={usage.error} retry={() => void usage.refetch()} />;
  if (usage.data.firstDay === null) {
    return (
      <Text c="dimmed">
        No use of the product has been recorded for this account.{' '}
        <Link to={paths.sources(slug)}>Send events, or import them from a file</Link>.
      </Text>
    );
  }
  const points = pointsOf(usage.data, { by, from: by === 'week' ? mondayOf(from) : from, to });
  const trend = sayTrend(points, to, today, (value) => sayNumber(value, 0));
  return (
    <>
      <Group gap="sm" mb="xs">
        <Select
          size="xs"
          w={180}
          aria-label="What is counted"
          data={measures}
          value={measure}
          onChange={(next) => next && setMeasure(next)}
          allowDeselect={false}
        />
        <SegmentedControl
          size="xs"
          aria-label="By day or week"
          data={[
            { value: 'week', label: 'Weeks' },
            { value: 'day', label: 'Days' },
          ]}
          value={by}
          onChange={(next) => setBy(next as 'day' | 'week')}
        />
      </Group>
      <TrendChart
        title={`${name} a ${by}${trend ? `: ${trend}` : ''}`}
        points={points}
        unit="count"
        currency={currency}
        today={today}
        height={170}
      />
    </>
  );
}

/** A point for every day or week: nothing recorded while they were tracked is zero, before that it is not known. */
function pointsOf(
  { points, firstDay }: UsageOverTime,
  { by, from, to }: { by: 'day' | 'week'; from: string; to: string },
): TrendPoint[] {
  const amounts = new Map(points.map(({ on, amount }) => [on, amount]));
  const step = by === 'week' ? 7 : 1;
  const all: TrendPoint[] = [];
  for (let day = from; day <= to; day = addDays(day, step)) {
    const isTracked = firstDay !== null && addDays(day, step) > firstDay;
    all.push({ day, value: amounts.get(day) ?? (isTracked ? 0 : null) });
  }
  return all;
}

function mondayOf(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, -((weekday + 6) % 7));
}
