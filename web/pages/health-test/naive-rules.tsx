import { Text } from '@mantine/core';
import { Fragment } from 'react';
import type { HealthTest } from '../../../server/api/contract/health-test.ts';
import { sayNumber, sayShare } from '../../ui/number.ts';
import { Section } from '../../ui/page.tsx';
import { Area } from './area-bar.tsx';
import classes from './health-test.module.css';

type Rule = HealthTest['rules'][number];

/** The score beside rules that need none, on the same rows: who separates better, in words. */
export function NaiveRules({ rules }: { rules: readonly Rule[] }) {
  return (
    <Section title="Against rules that need no score">
      <Text size="sm" c="dimmed" mb="xs">
        AUC: how often each is right about one that had the outcome and one that had not. 0.5 is chance, 1 is always.
      </Text>
      <div className={classes.scroll}>
        <table className={classes.figures}>
          <thead>
            <tr>
              <th scope="col">Rule</th>
              <th scope="col">The rule</th>
              <th scope="col">The score, same rows</th>
              <th scope="col">The rule on all rows</th>
            </tr>
          </thead>
          <tbody>
            {rules.map((rule) => (
              <Fragment key={rule.key}>
                <tr data-goes-on>
                  <th scope="row">{rule.title}</th>
                  <td>
                    <Area auc={rule.rule_auc} interval={rule.rule_interval} />
                  </td>
                  <td>
                    <Area auc={rule.score_auc} interval={rule.score_interval} />
                  </td>
                  <td>
                    <Area auc={rule.everywhere.auc} interval={rule.everywhere.interval} />
                  </td>
                </tr>
                <tr>
                  <td colSpan={4}>
                    <Text size="xs" c="dimmed">
                      {rule.says}
                      {rule.everywhere.rows > 0 && ` ${atItsLine(rule)}`}
                    </Text>
                  </td>
                </tr>
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function atItsLine({ words, everywhere: { flagged, precision, recall } }: Rule): string {
  if (precision === null || recall === null) return `None was ${words}.`;
  return `Of ${sayNumber(flagged, 0)} that were ${words}, ${sayShare(precision)} had the outcome; that caught ${sayShare(recall)} of those that had it.`;
}
