import { Code, Drawer, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Account } from '../../../server/api/contract/account.ts';
import { useOrganisation } from '../../session.ts';
import { sayTrend } from '../../ui/charts/say-trend.ts';
import { TrendChart } from '../../ui/charts/trend-chart.tsx';
import { addDays } from '../../ui/date.ts';
import { Failed } from '../../ui/states.tsx';
import { sayValue } from '../../ui/value.ts';
import { useToday } from '../../ui/when.tsx';
import { historyQuery } from '../situations/situation-query.ts';
import { Timeline } from './account-timeline.tsx';
import { UsageChart } from './account-usage.tsx';
import { measureOf, nameOf, type Signal, type SignalFamily } from './signal-families.ts';

const SHOWN_DAYS = 180;

/** One signal: its value, its course, and the facts that it comes from. */
export function SignalDrawer({
  account,
  signal,
  family,
  onClose,
}: {
  account: Account;
  signal: Signal;
  family: SignalFamily;
  onClose: () => void;
}) {
  return (
    <Drawer opened onClose={onClose} position="right" size={620} title={nameOf(signal)}>
      <Stack gap="lg">
        <div>
          <Text fz="xl" fw={600}>
            {signal.words}
          </Text>
          <Text size="sm" c="dimmed">
            <Code>{signal.name}</Code>, from {signal.from}
          </Text>
        </div>
        {signal.type === 'number' && signal.unit !== 'date' && <Course account={account.id} signal={signal} />}
        <div>
          <Title order={3} mb="sm">
            The facts it comes from
          </Title>
          {family.facts.includes('usage') ? (
            <UsageChart account={account.id} first={measureOf(signal.name)} />
          ) : family.facts.length > 0 ? (
            <Timeline account={account.id} kinds={family.facts} empty="There are no facts of this kind." />
          ) : (
            <Text c="dimmed">It is read from the details of the account.</Text>
          )}
        </div>
      </Stack>
    </Drawer>
  );
}

function Course({ account, signal }: { account: string; signal: Signal }) {
  const { slug, currency } = useOrganisation();
  const today = useToday();
  const asked = { signals: [signal.name], from: addDays(today, -SHOWN_DAYS), to: today };
  const history = useQuery(historyQuery(slug, account, asked));
  if (history.isPending) return <Skeleton height={180} />;
  if (history.isError) return <Failed error={history.error} retry={() => void history.refetch()} />;
  const points = history.data[0]?.points ?? [];
  const trend = sayTrend(points, today, today, (value) => sayValue(value, signal.unit, currency));
  return (
    <TrendChart
      title={trend ? `In ${SHOWN_DAYS} days ${trend}` : `The last ${SHOWN_DAYS} days`}
      points={points}
      unit={signal.unit}
      currency={currency}
      today={today}
    />
  );
}
