import { Stack } from '@mantine/core';
import { IconCheck, IconMinus, IconQuestionMark } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Evidence, Situation } from '../../../server/api/contract/situation.ts';
import { useOrganisation } from '../../session.ts';
import { sayTrend } from '../../ui/charts/say-trend.ts';
import { TrendChart } from '../../ui/charts/trend-chart.tsx';
import { addDays } from '../../ui/date.ts';
import { Failed, LoadingRows } from '../../ui/states.tsx';
import { sayValue } from '../../ui/value.ts';
import { Day, useToday } from '../../ui/when.tsx';
import { capital } from '../../ui/words.ts';
import { chartedSignals } from './charted-signals.ts';
import { gatherEvidence } from './gather-evidence.ts';
import { historyQuery } from './situation-query.ts';
import classes from './why.module.css';

const BEFORE = 75;
const AFTER = 15;
/** Why a situation was recognised: each clause with its value and what was asked, and the signals around the day it fired. */
export function Why({ situation }: { situation: Situation }) {
  const lines = gatherEvidence(situation.evidence);
  if (lines.length === 0) return null;
  return (
    <Stack gap="md">
      <ul className={classes.clauses}>
        {lines.map((line) => (
          <li key={line.words} className={classes.clause} data-truth={line.truth} data-decisive={line.isDecisive}>
            <Mark truth={line.truth} />
            <span>{capital(line.words)}</span>
          </li>
        ))}
      </ul>
      <Charts situation={situation} />
    </Stack>
  );
}

const MARKS = {
  true: { icon: IconCheck, word: 'True:' },
  false: { icon: IconMinus, word: 'Not true:' },
  unknown: { icon: IconQuestionMark, word: 'Unknown:' },
} as const;

function Mark({ truth }: { truth: Evidence['truth'] }) {
  const { icon: Icon, word } = MARKS[truth];
  return (
    <>
      <Icon size={16} stroke={2} aria-hidden="true" />
      <span className="visually-hidden">{word}</span>
    </>
  );
}

function Charts({ situation }: { situation: Situation }) {
  const { slug, currency } = useOrganisation();
  const today = useToday();
  const signals = chartedSignals(situation.evidence);
  const [to = today] = [addDays(situation.openedOn, AFTER), today].sort();
  const history = useQuery({
    ...historyQuery(slug, situation.account.id, { signals, from: addDays(situation.openedOn, -BEFORE), to }),
    enabled: signals.length > 0,
  });
  if (signals.length === 0) return null;
  const marks = [
    { day: situation.openedOn, label: 'recognised' },
    ...situation.evidence.flatMap(({ isDecisive, happened }) =>
      isDecisive && happened ? [{ day: happened.day, label: happened.what }] : [],
    ),
  ];
  if (history.error) return <Failed error={history.error} retry={() => void history.refetch()} />;
  if (!history.data) return <LoadingRows rows={1} height={190} />;
  return (
    <div className={classes.charts}>
      {history.data.map(({ signal, title, unit, points }) => {
        const say = (value: number) => sayValue(value, unit, currency);
        const trend = sayTrend(points, situation.openedOn, today, say);
        const asked = situation.evidence.find((one) => one.signal === signal)?.threshold ?? null;
        return (
          <TrendChart
            key={signal}
            title={`${capital(unit === 'ratio' ? `change of ${title}` : title)}${trend ? `: ${trend}` : ''}`}
            points={points}
            unit={unit}
            currency={currency}
            today={today}
            marks={marks}
            threshold={asked === null ? null : { value: asked, label: say(asked) }}
          />
        );
      })}
    </div>
  );
}

/** Since when, and whether it still holds. */
export function SituationState({ situation }: { situation: Situation }) {
  if (situation.state === 'dismissed' && situation.dismissal) {
    return (
      <span>
        {situation.dismissal.by ?? 'A member'} said it is not a risk: “{situation.dismissal.reason}”. Silent until{' '}
        <Day day={situation.dismissal.silentUntil} form="date" />.
      </span>
    );
  }
  return (
    <span>
      Recognised <Day day={situation.openedOn} />
      {situation.state === 'cleared' && situation.closedOn && (
        <>
          , no longer true since <Day day={situation.closedOn} form="date" />
        </>
      )}
    </span>
  );
}
