import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Account } from '../../../server/api/contract/account.ts';
import type { ExplainedCondition } from '../../../server/api/contract/explanation.ts';
import { useOrganisation } from '../../session.ts';
import { TrendChart } from '../../ui/charts/trend-chart.tsx';
import { addDays } from '../../ui/date.ts';
import { Failed } from '../../ui/states.tsx';
import { sayValue } from '../../ui/value.ts';
import { useToday } from '../../ui/when.tsx';
import { capital } from '../../ui/words.ts';
import { Timeline } from '../accounts/account-timeline.tsx';
import { UsageChart } from '../accounts/account-usage.tsx';
import { factsBehind, measureOf } from '../accounts/signal-families.ts';
import { historyQuery } from '../situations/situation-query.ts';
import classes from './why.module.css';

const SHOWN_DAYS = 120;
/** Units whose values make a line. */
const DRAWN = ['count', 'ratio', 'share', 'days', 'money', 'score', 'points', 'seats'];

type Clause = ExplainedCondition['clauses'][number];

/** What lies behind the value of a clause on a day: its course up to it, and the facts that it comes from. */
export function ClauseFacts({ account, clause, on }: { account: Account; clause: Clause; on: string }) {
  const signal = clause.signal!;
  const facts = factsBehind(signal);
  return (
    <div className={classes.facts}>
      {DRAWN.includes(clause.unit) && <Course account={account.id} clause={clause} signal={signal} on={on} />}
      {facts.includes('usage') ? (
        <UsageChart account={account.id} first={measureOf(signal)} until={on} />
      ) : facts.length > 0 ? (
        <Timeline
          account={account.id}
          kinds={facts}
          until={on}
          empty="There are no facts of this kind before that day."
        />
      ) : (
        <Text size="sm" c="dimmed">
          {signal.startsWith('health.')
            ? 'It follows from the health model; the account’s page takes it apart.'
            : 'It is read from the details of the account.'}
        </Text>
      )}
    </div>
  );
}

function Course({ account, clause, signal, on }: { account: string; clause: Clause; signal: string; on: string }) {
  const { slug, currency } = useOrganisation();
  const today = useToday();
  const asked = { signals: [signal], from: addDays(on, -SHOWN_DAYS), to: on };
  const history = useQuery(historyQuery(slug, account, asked));
  if (history.isPending) return <Skeleton height={170} />;
  if (history.isError) return <Failed error={history.error} retry={() => void history.refetch()} />;
  const say = (value: number) => sayValue(value, clause.unit, currency);
  const { threshold } = clause;
  return (
    <TrendChart
      title={`${capital(clause.title)}, up to that morning`}
      points={history.data[0]?.points ?? []}
      unit={clause.unit}
      currency={currency}
      today={today}
      threshold={typeof threshold === 'number' ? { value: threshold, label: say(threshold) } : null}
      height={140}
    />
  );
}
