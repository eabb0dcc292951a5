import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { HealthTest } from '../../../server/api/contract/health-test.ts';
import { useSlug } from '../../session.ts';
import { sayCount, sayNumber } from '../../ui/number.ts';
import { Section } from '../../ui/page.tsx';
import { Day } from '../../ui/when.tsx';
import { Area, sayInterval, sayTwo } from './area-bar.tsx';
import classes from './health-test.module.css';

type Suggestion = HealthTest['suggestions'][number];
type Rows = NonNullable<Suggestion['learned']>;
type Weight = NonNullable<Suggestion['weights']>[number];

const VERDICTS: Readonly<Record<Suggestion['verdict'], string>> = {
  better: 'The suggested weights separated them better on days that they had not seen.',
  worse: 'The suggested weights separated them worse on days that they had not seen. Keep those in force.',
  no_difference: 'No difference is shown: on days that they had not seen, either may be better.',
  none: '',
};

const LEFT_OUT: Readonly<Record<NonNullable<Weight['left_out']>, string>> = {
  unknown: 'hardly ever known, keeps its weight',
  constant: 'always the same, keeps its weight',
  wrong_way: 'its points led the wrong way beside the others',
};

/** Other weights that the organisation's own history suggests, beside those in force. They become a draft only when somebody asks. */
export function SuggestedWeights({ test, mayChange }: { test: HealthTest; mayChange: boolean }) {
  return (
    <Section title="Which weights this history suggests">
      {test.suggestions.map((suggestion) => (
        <div key={suggestion.variant} className={classes.suggestion}>
          {test.suggestions.length > 1 && <h3>{suggestion.variant}</h3>}
          <Suggested suggestion={suggestion} components={test.components} mayChange={mayChange} />
        </div>
      ))}
    </Section>
  );
}

function Suggested({
  suggestion: { index, learned, judged, weights, comparison, verdict, not_enough_data },
  components,
  mayChange,
}: {
  suggestion: Suggestion;
  components: HealthTest['components'];
  mayChange: boolean;
}) {
  const slug = useSlug();
  const { first, second, difference } = comparison ?? {};
  if (!weights || !learned || !judged || !first || !second || !difference)
    return <Text size="sm">{not_enough_data}</Text>;
  const titles = new Map(components.map(({ key, title }) => [key, title]));
  const isDifferent = weights.some(({ current, suggested }) => current !== suggested);
  return (
    <>
      <Text size="sm" mb="xs">
        {VERDICTS[verdict]} Difference {sayTwo(difference.value)}
        {difference.interval && ` (${sayInterval(difference.interval)})`}.
      </Text>
      <div className={classes.scroll}>
        <table className={classes.figures}>
          <thead>
            <tr>
              <th scope="col">Component</th>
              <th scope="col">In force</th>
              <th scope="col">Suggested</th>
            </tr>
          </thead>
          <tbody>
            {weights.map((weight) => (
              <tr key={weight.key}>
                <th scope="row">
                  {titles.get(weight.key) ?? weight.key}
                  {weight.left_out && (
                    <Text size="xs" c="dimmed">
                      {LEFT_OUT[weight.left_out]}
                    </Text>
                  )}
                </th>
                <td>{sayNumber(weight.current)} %</td>
                <td>{sayNumber(weight.suggested)} %</td>
              </tr>
            ))}
            <tr>
              <th scope="row">AUC on the later days</th>
              <td>
                <Area {...first} />
              </td>
              <td>
                <Area {...second} />
              </td>
            </tr>
          </tbody>
        </table>
      </div>
      <Text size="sm" c="dimmed" mt="xs">
        Learned from <RowsSaid rows={learned} />; judged by <RowsSaid rows={judged} />; rows without a score count too.
      </Text>
      {mayChange && isDifferent && verdict !== 'worse' && (
        <Button
          mt="sm"
          size="xs"
          variant="default"
          renderRoot={(props) => (
            <Link
              {...props}
              to="/o/$organisation/health"
              params={{ organisation: slug }}
              search={{
                draft: { variant: index, weights: Object.fromEntries(weights.map((one) => [one.key, one.suggested])) },
              }}
            />
          )}
        >
          Open as a draft in the model
        </Button>
      )}
    </>
  );
}

function RowsSaid({ rows: { from, to, rows, positives } }: { rows: Rows }) {
  return (
    <>
      {sayCount(rows, 'row')} with {sayCount(positives, 'outcome')}, <Day day={from} form="date" /> to{' '}
      <Day day={to} form="date" />
    </>
  );
}
