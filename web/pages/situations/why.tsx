import { Stack } from '@mantine/core';
import { IconCheck, IconMinus, IconQuestionMark } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Evidence, Situation } from '../../../server/api/contract/situation.ts';
import { useOrganisation } from '../../session.ts';
import { TrendChart } from '../../ui/charts/trend-chart.tsx';
import { addDays } from '../../ui/date.ts';
import { Failed, LoadingRows } from '../../ui/states.tsx';
import { sayValue } from '../../ui/value.ts';
import { Day, useToday } from '../../ui/when.tsx';
import { capital } from '../../ui/words.ts';
import { gatherEvidence } from './gather-evidence.ts';
import { historyQuery } from './situation-query.ts';
import classes from './why.module.css';

const BEFORE = 75;
const AFTER = 15;
const CHARTS = 4;

/** What shows in a line over time; the days to a renewal only ever fall. */
const DRAWN_UNITS = ['count', 'ratio', 'score', 'points', 'share', 'money', 'seats'];

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
  const drawn = situation.evidence
    .filter((one) => one.isDecisive && one.signal !== null && DRAWN_UNITS.includes(one.unit))
    .filter((one, index, all) => all.findIndex((other) => other.signal === one.signal) === index)
    .slice(0, CHARTS);
  const [to = today] = [addDays(situation.openedOn, AFTER), today].sort();
  const history = useQuery({
    ...historyQuery(slug, situation.account.id, {
      signals: drawn.map((one) => one.signal!),
      from: addDays(situation.openedOn, -BEFORE),
      to,
    }),
    enabled: drawn.length > 0,
  });
  if (drawn.length === 0) return null;
  if (history.error) return <Failed error={history.error} retry={() => void history.refetch()} />;
  if (!history.data) return <LoadingRows rows={1} height={190} />;
  return (
    <div className={classes.charts}>
      {drawn.map((one) => {
        const points = history.data.find((series) => series.signal === one.signal)?.points ?? [];
        return (
          <TrendChart
            key={one.signal}
            title={titleOf(one, points, situation.openedOn, currency)}
            points={points}
            unit={one.unit}
            currency={currency}
            today={today}
            marks={[{ day: situation.openedOn, label: 'recognised' }]}
            threshold={
              one.threshold === null
                ? null
                : { value: one.threshold, label: sayValue(one.threshold, one.unit, currency) }
            }
          />
        );
      })}
    </div>
  );
}

/** 'Logins in the last 28 days: from 312 to 168 on the day it was recognised'. */
function titleOf(
  { title, unit }: Evidence,
  points: readonly { day: string; value: number | null }[],
  firedOn: string,
  currency: string,
): string {
  const first = points.find((point) => point.value !== null)?.value ?? null;
  const fired = points.findLast((point) => point.day <= firedOn && point.value !== null)?.value ?? null;
  const name = unit === 'ratio' ? `Change of ${title}` : capital(title);
  if (first === null || fired === null) return name;
  const [before, then] = [sayValue(first, unit, currency), sayValue(fired, unit, currency)];
  return before === then ? `${name}: steady at ${then}` : `${name}: from ${before} to ${then}`;
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
