import { Skeleton, Tabs, Text, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Account } from '../../../server/api/contract/account.ts';
import { useSlug } from '../../session.ts';
import { Sparkline } from '../../ui/charts/sparkline.tsx';
import { addDays } from '../../ui/date.ts';
import { Section } from '../../ui/page.tsx';
import { Failed } from '../../ui/states.tsx';
import { Day, useToday } from '../../ui/when.tsx';
import { historyQuery } from '../situations/situation-query.ts';
import classes from './account.module.css';
import { metricsQuery, signalsQuery } from './account-query.ts';
import { SignalDrawer } from './signal-drawer.tsx';
import { familiesOf, nameOf, type Signal, type SignalFamily } from './signal-families.ts';

const SPARK_DAYS = 90;

/** Every signal by family, with its course and, on a click, the facts it comes from. */
export function AccountSignals({ account }: { account: Account }) {
  const slug = useSlug();
  const signals = useQuery(signalsQuery(slug, account.id));
  const metrics = useQuery(metricsQuery(slug)).data ?? [];
  const today = useToday();
  const [shown, setShown] = useState<{ signal: Signal; family: SignalFamily } | null>(null);
  if (signals.isPending) {
    return (
      <Section title="Signals">
        <Skeleton height={260} />
      </Section>
    );
  }
  if (signals.isError) {
    return (
      <Section title="Signals">
        <Failed error={signals.error} retry={() => void signals.refetch()} />
      </Section>
    );
  }
  const families = familiesOf(
    signals.data.signals,
    (key) => metrics.find((metric) => metric.key === key)?.title ?? key,
  );
  return (
    <Section
      title="Signals"
      beside={
        <Text size="sm" c="dimmed">
          {signals.data.day > today ? (
            'with what is known now'
          ) : (
            <>
              as of the morning of <Day day={signals.data.day} form="date" />
            </>
          )}
        </Text>
      }
    >
      <Tabs defaultValue={families[0]?.key ?? null} keepMounted={false}>
        <Tabs.List style={{ flexWrap: 'nowrap', overflowX: 'auto', scrollbarWidth: 'none' }}>
          {families.map(({ key, title }) => (
            <Tabs.Tab key={key} value={key}>
              {title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {families.map((family) => (
          <Tabs.Panel key={family.key} value={family.key} pt="xs">
            <FamilyOfSignals account={account.id} family={family} onShow={(signal) => setShown({ signal, family })} />
          </Tabs.Panel>
        ))}
      </Tabs>
      {shown && <SignalDrawer account={account} {...shown} onClose={() => setShown(null)} />}
    </Section>
  );
}

function FamilyOfSignals({
  account,
  family,
  onShow,
}: {
  account: string;
  family: SignalFamily;
  onShow: (signal: Signal) => void;
}) {
  const today = useToday();
  const numbers = family.signals
    .filter(({ type, unit }) => type === 'number' && unit !== 'date')
    .map(({ name }) => name);
  const history = useQuery({
    ...historyQuery(useSlug(), account, { signals: numbers, from: addDays(today, -SPARK_DAYS), to: today }),
    enabled: numbers.length > 0,
  });
  const known = family.signals.filter(({ words }) => words !== null);
  const unknown = family.signals.filter(({ words }) => words === null);
  return (
    <>
      {known.map((signal) => (
        <UnstyledButton
          key={signal.name}
          className={classes.signal}
          title={`${signal.name}, from ${signal.from}`}
          onClick={() => onShow(signal)}
        >
          <span>{nameOf(signal)}</span>
          <Sparkline points={history.data?.find((series) => series.signal === signal.name)?.points ?? []} />
          <span>{signal.words}</span>
        </UnstyledButton>
      ))}
      {unknown.length > 0 && (
        <Text size="sm" c="dimmed" px={8} pt={6}>
          No data: {unknown.map(nameOf).join('; ')}.
        </Text>
      )}
    </>
  );
}
