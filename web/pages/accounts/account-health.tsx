import { List, Skeleton, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Account, SignalsPage } from '../../../server/api/contract/account.ts';
import { useOrganisation } from '../../session.ts';
import { TrendChart } from '../../ui/charts/trend-chart.tsx';
import { addDays, dayOf } from '../../ui/date.ts';
import { type Band, sayBand, Trend } from '../../ui/health/health.tsx';
import { sayCount, sayNumber, sayShare } from '../../ui/number.ts';
import { Section } from '../../ui/page.tsx';
import { Failed } from '../../ui/states.tsx';
import { useToday } from '../../ui/when.tsx';
import { capital } from '../../ui/words.ts';
import { historyQuery } from '../situations/situation-query.ts';
import classes from './account.module.css';
import { signalsQuery, timelineQuery } from './account-query.ts';

type HealthParts = SignalsPage['health'];
type Component = HealthParts['components'][number];

const SHOWN_DAYS = 180;

/** How the account is and why: the score taken apart, what is not known of it, and its history. */
export function AccountHealth({ account }: { account: Account }) {
  const { slug } = useOrganisation();
  const signals = useQuery(signalsQuery(slug, account.id));
  return (
    <Section title="How they are, and why">
      {signals.isPending ? (
        <Skeleton height={210} />
      ) : signals.isError ? (
        <Failed error={signals.error} retry={() => void signals.refetch()} />
      ) : (
        <Stack gap="md">
          <Explanation health={signals.data.health} />
          <History account={account} />
        </Stack>
      )}
    </Section>
  );
}

function Explanation({ health }: { health: HealthParts }) {
  const [opened, setOpened] = useState<string | null>(null);
  const unknown = health.components.flatMap(({ indicators }) => indicators.filter(({ value }) => value === null));
  return (
    <div>
      <Text mb={6}>{summary(health)}</Text>
      <div className={classes.components}>
        {health.components.map((component) => (
          <ComponentRow
            key={component.key}
            component={component}
            isOpen={opened === component.key}
            onToggle={() => setOpened(opened === component.key ? null : component.key)}
          />
        ))}
      </div>
      <Text size="sm" c="dimmed" mt={6}>
        {sayShare(health.coverage)} of the score is known
        {health.score === null && `; it takes ${sayShare(health.minimumCoverage)} for a score`}.
        {unknown.length > 0 && ` No data: ${sayTitles(unknown.map(({ title }) => title))}.`}
      </Text>
    </div>
  );
}

/** What carries the score and what pulls it down, in a sentence. */
function summary({ components, score }: HealthParts): string {
  const known = components.filter((component) => component.score !== null).toSorted((a, b) => a.score! - b.score!);
  const [lowest] = known;
  if (score === null || !lowest) return 'There is not enough data to say how they are.';
  const moved = components
    .filter(({ change7d }) => change7d !== null && Math.abs(change7d) >= 5)
    .toSorted((a, b) => Math.abs(b.change7d!) - Math.abs(a.change7d!))[0];
  const low =
    lowest.score! >= 80
      ? `Every part that is known is high; ${lowest.title.toLowerCase()} is lowest at ${sayNumber(lowest.score!, 0)}.`
      : `${lowest.title} pulls it down: ${sayNumber(lowest.score!, 0)} of 100.`;
  if (!moved) return low;
  const direction = moved.change7d! < 0 ? 'fell' : 'rose';
  return `${low} ${moved.title} ${direction} ${sayCount(Math.abs(Math.round(moved.change7d!)), 'point')} in a week.`;
}

function sayTitles(titles: readonly string[]): string {
  return titles.length <= 4 ? titles.join('; ') : `${titles.slice(0, 3).join('; ')} and ${titles.length - 3} more`;
}

function ComponentRow({
  component,
  isOpen,
  onToggle,
}: {
  component: Component;
  isOpen: boolean;
  onToggle: () => void;
}) {
  const { title, weight, score, change7d, indicators } = component;
  return (
    <div>
      <UnstyledButton className={classes.component} aria-expanded={isOpen} onClick={onToggle}>
        <IconChevronRight size={14} className={classes.chevron} aria-hidden="true" />
        <span>
          {title}{' '}
          <Text span size="xs" c="dimmed">
            {sayNumber(weight, 1)} %
          </Text>
        </span>
        <span className={classes.track}>
          {score !== null && (
            <span className={classes.fill} data-band={levelOf(score)} style={{ width: `${Math.max(2, score)}%` }} />
          )}
        </span>
        <span className={classes.number}>{score === null ? '–' : sayNumber(score, 0)}</span>
        {change7d === null ? <span /> : <Trend change={change7d} days={7} />}
      </UnstyledButton>
      {isOpen && (
        <table className={classes.indicators}>
          <thead>
            <tr>
              <th scope="col">Indicator</th>
              <th scope="col">Value</th>
              <th scope="col">Points</th>
              <th scope="col">Weight</th>
            </tr>
          </thead>
          <tbody>
            {indicators.map((indicator) => (
              <tr key={indicator.signal}>
                <td title={`${indicator.signal}, from ${indicator.from}`}>{capital(indicator.title)}</td>
                <td>{indicator.words ?? 'no data'}</td>
                <td>{indicator.points === null ? '–' : sayNumber(indicator.points, 0)}</td>
                <td>{sayNumber(indicator.weight, 1)} %</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

/** By what is usual; the bands of the model are those of the whole score. */
function levelOf(score: number): Band {
  return score >= 80 ? 'green' : score >= 60 ? 'yellow' : 'red';
}

function History({ account }: { account: Account }) {
  const { slug, timeZone, currency } = useOrganisation();
  const today = useToday();
  const from = addDays(today, -SHOWN_DAYS);
  const history = useQuery(historyQuery(slug, account.id, { signals: ['health.score'], from, to: today }));
  const changes =
    useInfiniteQuery(timelineQuery(slug, account.id, ['band_change'], { limit: 50 })).data?.pages[0]?.entries ?? [];
  if (history.isPending) return <Skeleton height={172} />;
  if (history.isError) return <Failed error={history.error} retry={() => void history.refetch()} />;
  const points = history.data[0]?.points ?? [];
  const marks = changes
    .map(({ at, detail }) => ({ day: dayOf(at, timeZone), label: sayBand((detail.to as Band | null) ?? null) }))
    .filter(({ day }) => day >= from);
  const known = points.filter(({ value }) => value !== null);
  const [first, last] = [known[0]?.value, known.at(-1)?.value];
  const title =
    first == null || last == null
      ? 'Health score'
      : `Health score in ${SHOWN_DAYS} days: from ${sayNumber(first, 0)} to ${sayNumber(last, 0)}`;
  return (
    <div>
      <TrendChart
        title={title}
        points={points}
        unit="score"
        currency={currency}
        today={today}
        marks={marks}
        height={140}
      />
      {marks.length > 0 && (
        <List size="sm" mt="xs" spacing={2}>
          {changes.slice(0, 3).map(({ id, detail }) => (
            <List.Item key={id} c="dimmed">
              {sayBand((detail.from as Band | null) ?? null)} to {sayBand((detail.to as Band | null) ?? null)}:{' '}
              {String(detail.because ?? '')}
              {detail.reason ? `. ${detail.reasonBy ?? ''}: “${detail.reason}”` : ''}
            </List.Item>
          ))}
        </List>
      )}
    </div>
  );
}
