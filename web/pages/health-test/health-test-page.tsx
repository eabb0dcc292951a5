import { Alert, Skeleton, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { HealthTest } from '../../../server/api/contract/health-test.ts';
import { sayCount, sayNumber } from '../../ui/number.ts';
import { Page } from '../../ui/page.tsx';
import { Empty, Failed } from '../../ui/states.tsx';
import { Day } from '../../ui/when.tsx';
import { healthModelQuery } from '../health/health-query.ts';
import { HealthTabs } from '../health/health-tabs.tsx';
import { BandRates } from './band-rates.tsx';
import classes from './health-test.module.css';
import { FIRST_QUESTION, healthTestQuery, type Question } from './health-test-query.ts';
import { NaiveRules } from './naive-rules.tsx';
import { Separations } from './separations.tsx';
import { SuggestedWeights } from './suggested-weights.tsx';
import { TestQuestion } from './test-question.tsx';

/** What the health score was worth: held against what became of the accounts. Nothing here changes the model. */
export function HealthTestPage() {
  const { organisation } = useParams({ from: '/o/$organisation/health/test' });
  const { data: model } = useSuspenseQuery(healthModelQuery(organisation));
  const [question, setQuestion] = useState<Question>(FIRST_QUESTION);
  const { data, error, isPlaceholderData, refetch } = useQuery(healthTestQuery(organisation, question));
  return (
    <Page title="Does the score mean anything?" above={<HealthTabs current="test" />}>
      <div className={classes.columns}>
        <aside aria-label="What is asked">
          <TestQuestion
            question={question}
            onChange={(changes) => setQuestion((before) => ({ ...before, ...changes }))}
          />
        </aside>
        <div className={classes.results} aria-busy={isPlaceholderData}>
          {isPlaceholderData && (
            <Text size="xs" c="dimmed">
              Reading the past …
            </Text>
          )}
          {error ? (
            <Failed error={error} retry={() => void refetch()} />
          ) : data ? (
            <Results test={data} mayChange={model.mayChange} />
          ) : (
            <Skeleton height={420} />
          )}
        </div>
      </div>
    </Page>
  );
}

function Results({ test, mayChange }: { test: HealthTest; mayChange: boolean }) {
  if (test.not_enough_data !== null) {
    return (
      <Empty icon={<IconHistory size={28} stroke={1.5} />} title="Nothing can be said yet">
        {test.not_enough_data} Looked at were {sayCount(test.snapshots, 'day')} from <Day day={test.from} form="date" />
        , with facts up to <Day day={test.to} form="date" />. Ask for another outcome, every Monday, or import older
        facts.
      </Empty>
    );
  }
  return (
    <>
      <Text size="lg" role="status">
        {test.says}
      </Text>
      <Text size="sm" c="dimmed" mb="md">
        <Days test={test} />
      </Text>
      {test.is_circular && (
        <Alert variant="default" title="The outcome is made of health" mb="md">
          What follows says how lasting a score is, not what it means. Ask for something that health is not made of.
        </Alert>
      )}
      {test.says_unscored && (
        <Alert variant="default" title="Many had no score" mb="md">
          {test.says_unscored}
        </Alert>
      )}
      {test.rules
        .filter(({ wins }) => wins === 'rule')
        .map(({ key, says }) => (
          <Alert key={key} variant="default" title="A simple rule does better than the score" mb="md">
            {says}
          </Alert>
        ))}
      <NaiveRules rules={test.rules} />
      <BandRates bands={test.bands} />
      <Separations
        title="Which components separate them"
        first="Component"
        list={test.components.map((one) => ({
          ...one,
          beside: `weight ${sayNumber(one.weight, 0)} %, known on ${sayNumber(one.coverage * 100, 0)} % of the rows`,
        }))}
      />
      {test.segments.length > 0 && (
        <Separations
          title="For which segments the score separates them"
          first="Segment"
          list={test.segments.map((one) => ({ ...one, beside: null }))}
        />
      )}
      <SuggestedWeights test={test} mayChange={mayChange} />
    </>
  );
}

/** What the figures rest on. */
function Days({ test }: { test: HealthTest }) {
  return (
    <>
      {sayCount(test.snapshots, 'day')} from <Day day={test.from} form="date" />, facts up to{' '}
      <Day day={test.to} form="date" />: {sayCount(test.rows, 'row')} of {sayCount(test.accounts, 'account')},{' '}
      {sayNumber(test.positives, 0)} with the outcome; {sayNumber(test.score.rows, 0)} have a score.{' '}
      {test.lived_days > 0
        ? `${sayNumber(test.lived_days, 0)} of the days as they were known then, the others from history by the model in force.`
        : 'All days are computed from history, by the model in force.'}
    </>
  );
}
