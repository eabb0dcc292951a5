import { Text } from '@mantine/core';
import type { HealthTest } from '../../../server/api/contract/health-test.ts';
import { sayNumber } from '../../ui/number.ts';
import { Section } from '../../ui/page.tsx';
import { Area, AreaBar } from './area-bar.tsx';
import classes from './health-test.module.css';

type Separation = HealthTest['score'] & {
  readonly key: string;
  readonly title: string;
  readonly beside: string | null;
};

/** How well each of some scores, or a score among some accounts, separated. */
export function Separations({ title, first, list }: { title: string; first: string; list: readonly Separation[] }) {
  return (
    <Section title={title}>
      <div className={classes.scroll}>
        <table className={classes.figures}>
          <thead>
            <tr>
              <th scope="col">{first}</th>
              <th scope="col">AUC: 0.5 is chance</th>
              <th scope="col">Outcomes of rows</th>
            </tr>
          </thead>
          <tbody>
            {list.map((one) => (
              <tr key={one.key}>
                <th scope="row">
                  {one.title}
                  {one.beside && (
                    <Text size="xs" c="dimmed">
                      {one.beside}
                    </Text>
                  )}
                </th>
                <td>
                  {one.auc === null ? (
                    <Text size="xs" c="dimmed">
                      {one.not_enough_data}
                    </Text>
                  ) : (
                    <>
                      <Area auc={one.auc} interval={one.interval} />
                      <AreaBar auc={one.auc} interval={one.interval} />
                    </>
                  )}
                </td>
                <td>
                  {sayNumber(one.positives, 0)} of {sayNumber(one.rows, 0)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
