import { Alert, SegmentedControl, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OutcomeStudy } from '../../../server/api/contract/outcome-study.ts';
import { useOrganisation, useSlug } from '../../session.ts';
import { sayCount, sayNumber } from '../../ui/number.ts';
import { Section } from '../../ui/page.tsx';
import { Failed } from '../../ui/states.tsx';
import { sayValue } from '../../ui/value.ts';
import { capital } from '../../ui/words.ts';
import { OutcomeCases } from './outcome-cases.tsx';
import { outcomesQuery } from './scorecard-query.ts';
import classes from './scorecards.module.css';

const HORIZONS = ['14', '28', '60', '90'];

/** What became of the accounts: before and after, labelled as such, beside accounts that met the trigger and had no run. */
export function OutcomeSection({ playbook }: { playbook: string }) {
  const [horizon, setHorizon] = useState('goal');
  const days = horizon === 'goal' ? undefined : Number(horizon);
  const { data, error, refetch } = useQuery(outcomesQuery(useSlug(), playbook, days));
  return (
    <Section
      title="Before and after"
      beside={
        <SegmentedControl
          size="xs"
          aria-label="How long after the start"
          data={[
            { value: 'goal', label: 'As its goal' },
            ...HORIZONS.map((value) => ({ value, label: `${value} days` })),
          ]}
          value={horizon}
          onChange={setHorizon}
        />
      }
    >
      {error ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : data ? (
        <Study study={data} />
      ) : (
        <Skeleton height={200} />
      )}
    </Section>
  );
}

function Study({ study }: { study: OutcomeStudy }) {
  const { signal, runs, beforeAfter, comparisons, matched, whyNotMatched, horizonDays } = study;
  const { say, saySigned, sayBetween } = useWords(signal.unit);
  return (
    <div className={classes.study}>
      <Text>
        {capital(signal.title)}, on the morning of the start and {sayCount(horizonDays, 'day')} later. The goal:{' '}
        {study.goal}.
      </Text>
      <Text size="sm" c="dimmed">
        Of all its runs {sayNumber(runs.measured, 0)} measured
        {runs.tooRecent > 0 && `, ${sayNumber(runs.tooRecent, 0)} too recent`}
        {runs.all > runs.measured + runs.tooRecent &&
          `, ${sayNumber(runs.all - runs.measured - runs.tooRecent, 0)} of which it is not known`}
        . False alarms and superseded runs are left out.
      </Text>
      <h3>Before and after, compared with nobody</h3>
      {beforeAfter ? (
        <Text>
          From {say(beforeAfter.before)} to {say(beforeAfter.after)} on average: {saySigned(beforeAfter.change.value)}
          {beforeAfter.change.interval && ` (95 %: ${sayBetween(beforeAfter.change.interval)})`}. Accounts come in when
          they stand out, and tend to come back by themselves: this alone does not tell what the playbook did.
        </Text>
      ) : (
        <Text c="dimmed">Fewer than ten runs: too few to say.</Text>
      )}
      <h3>Beside comparable accounts without a run</h3>
      {matched ? <Matched matched={matched} words={{ say, saySigned, sayBetween }} /> : <Text>{whyNotMatched}</Text>}
      <Text size="sm" c="dimmed">
        Comparable are accounts that met the trigger and were not worked on: {sayNumber(comparisons.before, 0)} before
        the first run, {sayNumber(comparisons.heldBack, 0)} held back or dismissed since; of the same segment, and in
        the same quarter of starting values.
      </Text>
      <Alert variant="default">{study.caution}</Alert>
      <OutcomeCases cases={study.cases} say={say} />
    </div>
  );
}

function signOf(change: number): string {
  return change < 0 ? '−' : change > 0 ? '+' : '';
}

interface Words {
  readonly say: (value: number) => string;
  readonly saySigned: (value: number) => string;
  readonly sayBetween: (interval: readonly [number, number]) => string;
}

/** Values of the signal with its unit, and changes of it with their sign. */
function useWords(unit: string): Words {
  const { currency } = useOrganisation();
  const say = (value: number) => sayValue(value, unit, currency);
  const saySigned = (value: number) =>
    `${signOf(value)}${sayValue(Math.abs(value), unit === 'ratio' ? 'share' : unit, currency)}`;
  return { say, saySigned, sayBetween: ([low, high]) => `${saySigned(low)} to ${saySigned(high)}` };
}

function Matched({
  matched: { change, reached },
  words,
}: {
  matched: NonNullable<OutcomeStudy['matched']>;
  words: Words;
}) {
  const { saySigned, sayBetween } = words;
  const points = (share: number) => `${signOf(share)}${sayNumber(Math.abs(share) * 100, 0)} points`;
  const percent = (share: number) => `${sayNumber(share * 100, 0)} %`;
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">
              <span className={classes.hidden}>What is compared</span>
            </th>
            <th scope="col">With a run</th>
            <th scope="col">Without</th>
            <th scope="col">Difference</th>
          </tr>
        </thead>
        <tbody>
          <Line
            title="Change"
            of={change}
            say={saySigned}
            saySigned={saySigned}
            between={change.difference.interval && sayBetween(change.difference.interval)}
          />
          {reached && (
            <Line
              title="Goal reached"
              of={reached}
              say={percent}
              saySigned={points}
              between={
                reached.difference.interval &&
                `${points(reached.difference.interval[0])} to ${points(reached.difference.interval[1])}`
              }
            />
          )}
        </tbody>
      </table>
    </div>
  );
}

function Line({
  title,
  of,
  say,
  saySigned,
  between,
}: {
  title: string;
  of: NonNullable<OutcomeStudy['matched']>['change'];
  say: (value: number) => string;
  saySigned: (value: number) => string;
  between: string | null;
}) {
  return (
    <tr>
      <th scope="row">{title}</th>
      <td>
        {say(of.ofRuns)}
        <span className={classes.cases}>{sayCount(of.runs, 'run')}</span>
      </td>
      <td>
        {say(of.ofComparisons)}
        <span className={classes.cases}>{sayCount(of.comparisons, 'time')}</span>
      </td>
      <td>
        {saySigned(of.difference.value)}
        <span className={classes.cases}>{between ? `95 %: ${between}` : 'no interval: all are alike'}</span>
      </td>
    </tr>
  );
}
