import { Alert, Button, Group, Skeleton, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconHistory } from '@tabler/icons-react';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ExplorationAnswer } from '../../../server/api/contract/exploration.ts';
import { sayNumber } from '../../ui/number.ts';
import { Page, Section } from '../../ui/page.tsx';
import { Empty, Failed } from '../../ui/states.tsx';
import { Day } from '../../ui/when.tsx';
import { capital } from '../../ui/words.ts';
import { playbookQuery } from '../playbooks/playbook-query.ts';
import { PlaybookTabs } from '../playbooks/playbook-tabs.tsx';
import classes from './back-test.module.css';
import { FIRST_TRIAL, type Setting, type Trial, trialQuery } from './back-test-query.ts';
import { ClauseSettings } from './clause-settings.tsx';
import { CompareTriggers } from './compare-triggers.tsx';
import { FigureTable } from './figure-table.tsx';
import { FoundAccounts } from './found-accounts.tsx';
import { ThresholdCurve } from './threshold-curve.tsx';
import { TrialQuestion } from './trial-question.tsx';
import { WeeksOfTasks } from './weeks-of-tasks.tsx';

/** Long enough not to ask for every pixel of a slider, short enough that the answer follows it. */
const SETTLES_AFTER = 120;

/** What a playbook's trigger would have found in the past, while one moves its thresholds. Nothing here changes the playbook. */
export function BackTestPage() {
  const { organisation, playbook: key } = useParams({ from: '/o/$organisation/playbooks/$playbook/back-test' });
  const { data: playbook } = useSuspenseQuery(playbookQuery(organisation, key));
  const [trial, setTrial] = useState<Trial>(FIRST_TRIAL);
  const [settled] = useDebouncedValue(trial, SETTLES_AFTER);
  const { data, error, isPlaceholderData, refetch } = useQuery(trialQuery(organisation, key, settled));
  const change = (changes: Partial<Trial>) => setTrial((before) => ({ ...before, ...changes }));
  const set = (setting: Setting) =>
    setTrial((before) => ({
      ...before,
      clauses: [...before.clauses.filter(({ index }) => index !== setting.index), setting],
      curveOf: setting.threshold === undefined ? before.curveOf : setting.index,
    }));
  return (
    <Page title={playbook.title} above={<PlaybookTabs playbook={key} current="back-test" />}>
      <div className={classes.columns}>
        <aside className={classes.controls} aria-label="What is tried">
          <TrialQuestion trial={trial} onChange={change} />
          {data && data.clauses.length > 0 && (
            <ClauseSettings
              answer={data}
              settings={trial.clauses}
              onSet={set}
              onReset={() => change({ clauses: [] })}
            />
          )}
        </aside>
        <div className={classes.results} aria-busy={isPlaceholderData}>
          {isPlaceholderData && (
            <Text size="xs" c="dimmed" className={classes.reading}>
              Reading the past …
            </Text>
          )}
          {error ? (
            <Failed error={error} retry={() => void refetch()} />
          ) : data ? (
            <Results answer={data} trial={trial} onSet={set} onCompare={(other) => change({ other })} />
          ) : (
            <Skeleton height={420} />
          )}
        </div>
      </div>
    </Page>
  );
}

function Results({
  answer,
  trial,
  onSet,
  onCompare,
}: {
  answer: ExplorationAnswer;
  trial: Trial;
  onSet: (setting: Setting) => void;
  onCompare: (other: readonly Setting[] | null) => void;
}) {
  const { range, figures, caught, missed, falselyFlagged } = answer;
  if (!range || !figures || !caught || !missed || !falselyFlagged) {
    return (
      <Empty icon={<IconHistory size={28} stroke={1.5} />} title="Not enough data">
        No day has the {trial.horizonDays} days after it inside the known history. Import older facts, or ask for a
        shorter time.
      </Empty>
    );
  }
  return (
    <>
      <Text size="lg" role="status">
        {capital(answer.sentence)}
      </Text>
      <Text size="sm" c="dimmed" mb="md">
        {trial.reading === 'snapshots' ? 'Snapshots' : 'Firings'} from <Day day={range.from} form="date" />, facts up to{' '}
        <Day day={range.to} form="date" />.{' '}
        {range.livedDays > 0
          ? `${sayNumber(range.livedDays, 0)} of the days as they were known then, the others from history.`
          : 'All days are computed from history.'}
      </Text>
      {figures.not_enough_data && (
        <Alert variant="default" title="Not enough data" mb="md">
          {figures.not_enough_data} Read what follows as a sketch.
        </Alert>
      )}
      <FigureTable figures={figures} other={answer.other?.figures ?? null} />
      <Group mt="sm" mb="lg">
        {answer.other ? (
          <Button size="xs" variant="default" onClick={() => onCompare(null)}>
            Stop comparing
          </Button>
        ) : (
          <>
            <Button size="xs" variant="default" onClick={() => onCompare(trial.clauses)}>
              Keep this as B, and go on
            </Button>
            {trial.clauses.length > 0 && (
              <Button size="xs" variant="default" onClick={() => onCompare([])}>
                Compare with the playbook
              </Button>
            )}
          </>
        )}
      </Group>
      {answer.other && <CompareTriggers comparison={answer.other} />}
      {answer.curve && <ThresholdCurve answer={answer} curve={answer.curve} onTry={onSet} />}
      {figures.reading === 'firings' && <WeeksOfTasks figures={figures} />}
      <Section title="Who">
        <div className={classes.lists}>
          <FoundAccounts title="Caught" list={caught} none="Nobody was flagged before the outcome." />
          <FoundAccounts title="Missed" list={missed} none="No outcome came without a warning." />
          <FoundAccounts title="False alarms" list={falselyFlagged} none="Nobody was flagged for nothing." />
        </div>
      </Section>
    </>
  );
}
