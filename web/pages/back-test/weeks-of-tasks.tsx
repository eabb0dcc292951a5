import { Text } from '@mantine/core';
import type { ExplorationFigures } from '../../../server/api/contract/exploration.ts';
import { sayNumber } from '../../ui/number.ts';
import { Section } from '../../ui/page.tsx';
import { Day } from '../../ui/when.tsx';
import classes from './back-test.module.css';

type Firings = Extract<ExplorationFigures, { reading: 'firings' }>;

/** How many times it would have fired in each week: a bar a week, the part that was right filled. */
export function WeeksOfTasks({ figures }: { figures: Firings }) {
  const { per_week: weeks, tasks_per_week: tasks } = figures;
  const most = Math.max(1, ...weeks.map(({ firings }) => firings));
  const [first, last] = [weeks[0], weeks.at(-1)];
  if (!first || !last || figures.firings === 0) return null;
  const busiest = weeks.reduce((a, b) => (b.firings > a.firings ? b : a), first);
  const width = 100 / weeks.length;
  return (
    <Section title={`Week by week: ${sayNumber(tasks.busiest, 0)} tasks in the busiest week`}>
      <svg
        viewBox="0 0 100 30"
        preserveAspectRatio="none"
        className={classes.weeks}
        role="img"
        aria-label={`Firings a week, at most ${most}; the filled part was right`}
      >
        {weeks.map(({ week, firings, right }, i) => (
          <g key={week}>
            <rect x={i * width} width={width * 0.8} y={30 - (firings / most) * 30} height={(firings / most) * 30} />
            <rect
              x={i * width}
              width={width * 0.8}
              y={30 - (right / most) * 30}
              height={(right / most) * 30}
              data-right
            />
          </g>
        ))}
      </svg>
      <Text size="xs" c="dimmed" mt={4}>
        From the week of <Day day={first.week} form="date" /> to that of <Day day={last.week} form="date" />; filled:
        right. At most {sayNumber(busiest.firings, 0)} firings, in the week of <Day day={busiest.week} form="date" />.
      </Text>
    </Section>
  );
}
