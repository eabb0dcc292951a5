import { Text } from '@mantine/core';
import type { ExplorationFigures } from '../../../server/api/contract/exploration.ts';
import { sayNumber } from '../../ui/number.ts';
import classes from './back-test.module.css';

const SHARES = [
  {
    name: 'precision',
    title: 'Precision',
    snapshots: 'of those flagged, had the outcome',
    firings: 'of the firings, were right',
  },
  {
    name: 'recall',
    title: 'Recall',
    snapshots: 'of those with the outcome, were flagged',
    firings: 'of the outcomes, were announced before',
  },
  { name: 'f1', title: 'F1', snapshots: 'precision and recall in one', firings: 'precision and recall in one' },
  { name: 'lift', title: 'Lift', snapshots: 'times as often as for anybody', firings: 'times as often as for anybody' },
  {
    name: 'base_rate',
    title: 'Base rate',
    snapshots: 'of all rows, had the outcome',
    firings: 'of all days, were followed by it',
  },
] as const;

const percent = (value: number, decimals: number) => `${sayNumber(value * 100, decimals)} %`;

/** The figures of a trial with their intervals, and those of what it is compared with. */
export function FigureTable({ figures, other }: { figures: ExplorationFigures; other: ExplorationFigures | null }) {
  return (
    <table className={classes.figures}>
      <thead>
        <tr>
          <th scope="col">
            <span className={classes.hidden}>Figure</span>
          </th>
          <th scope="col">{other ? 'A, as set' : 'As set'}</th>
          {other && <th scope="col">B</th>}
        </tr>
      </thead>
      <tbody>
        {countsOf(figures).map(([name, count], i) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{count}</td>
            {other && <td>{countsOf(other)[i]?.[1]}</td>}
          </tr>
        ))}
        {SHARES.map(({ name, title, [figures.reading]: meaning }) => (
          <tr key={name}>
            <th scope="row">
              {title}{' '}
              <Text span size="xs" c="dimmed">
                {meaning}
              </Text>
            </th>
            <Share figures={figures} name={name} />
            {other && <Share figures={other} name={name} />}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Share({ figures, name }: { figures: ExplorationFigures; name: (typeof SHARES)[number]['name'] }) {
  // The ends of an interval are known less exactly than what was counted.
  const say = (share: number, decimals = 2) =>
    name === 'lift' ? `${sayNumber(share, 2)} ×` : name === 'f1' ? sayNumber(share, 3) : percent(share, decimals);
  const value = figures[name];
  const interval = figures.intervals?.[name];
  return (
    <td>
      {value === null ? 'unknown' : say(value)}
      {interval && (
        <Text size="xs" c="dimmed">
          {say(interval[0], 1)} to {say(interval[1], 1)}
        </Text>
      )}
    </td>
  );
}

function countsOf(figures: ExplorationFigures): [string, string][] {
  const count = (value: number) => sayNumber(value, 0);
  if (figures.reading === 'snapshots') {
    return [
      ['Rows', `${count(figures.rows)} on ${count(figures.snapshots)} days`],
      ['Flagged', count(figures.flagged)],
      ['Right', count(figures.true_positives)],
    ];
  }
  const { lead_time_days_median: lead, tasks_per_week: tasks } = figures;
  return [
    ['Firings', count(figures.firings)],
    ['Right', count(figures.right)],
    ['Time to the outcome', lead === null ? 'unknown' : `${lead === 1 ? '1 day' : `${sayNumber(lead)} days`} (median)`],
    [
      'Tasks a week',
      `${sayNumber(tasks.mean)}, for each of ${count(tasks.people)}: ${sayNumber(tasks.mean_per_person)}`,
    ],
    [
      'Held back',
      `${count(figures.held_back.cooldown)} days by cooldown, ${count(figures.held_back.not_while)} by other playbooks`,
    ],
  ];
}
