import { Anchor, Skeleton, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { HealthModel, HealthModelPreview } from '../../../server/api/contract/health-model.ts';
import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';
import { type Band, sayBand } from '../../ui/health/health.tsx';
import { Money } from '../../ui/money.tsx';
import { sayCount, sayNumber } from '../../ui/number.ts';
import { Failed } from '../../ui/states.tsx';
import { Day } from '../../ui/when.tsx';
import classes from './health.module.css';
import { previewQuery } from './health-query.ts';

const BANDS = ['green', 'yellow', 'red', 'none'] as const;
type BandOrNone = (typeof BANDS)[number];

const say = (band: BandOrNone) => sayBand(band === 'none' ? null : (band satisfies Band));

/** Who would change band: counts, and by name, as of the last diagnosis. */
export function ModelPreview({ model, isComplete }: { model: HealthModel; isComplete: boolean }) {
  const preview = useQuery({
    ...previewQuery(useSlug(), model),
    enabled: isComplete,
    placeholderData: keepPreviousData,
  });
  if (preview.isError) return <Failed error={preview.error} retry={() => void preview.refetch()} />;
  if (!preview.data) return isComplete ? <Skeleton height={160} /> : null;
  const { asOf, total, changes } = preview.data;
  if (asOf === null) {
    return (
      <Text size="sm" c="dimmed">
        Nothing has been diagnosed yet. When accounts have data, this says who would change band.
      </Text>
    );
  }
  return (
    <div data-stale={preview.isPlaceholderData || !isComplete || undefined} className={classes.preview}>
      <Text fw={600} role="status">
        {total === 0
          ? 'Nobody changes band'
          : `${sayCount(total, 'account')} ${total === 1 ? 'changes' : 'change'} band`}
      </Text>
      <Counts preview={preview.data} />
      {changes.length > 0 && (
        <ul className={classes.changes} aria-label="Accounts that change band">
          {changes.map((change) => (
            <Changed key={change.accountId} change={change} />
          ))}
        </ul>
      )}
      {changes.length < total && (
        <Text size="xs" c="dimmed">
          And {sayNumber(total - changes.length, 0)} more with a lower ARR.
        </Text>
      )}
      <Text size="xs" c="dimmed" mt={6}>
        By the signals of <Day day={asOf} form="date" />. Earlier days keep the health they had.
      </Text>
    </div>
  );
}

function Counts({ preview }: { preview: HealthModelPreview }) {
  return (
    <table className={classes.counts}>
      <thead>
        <tr>
          <th scope="col">Band</th>
          <th scope="col">Now</th>
          <th scope="col">Then</th>
          <th scope="col">Change</th>
        </tr>
      </thead>
      <tbody>
        {BANDS.map((band) => {
          const [now, then] = [preview.before[band], preview.after[band]];
          return (
            <tr key={band}>
              <th scope="row" data-band={band}>
                {say(band)}
              </th>
              <td>{sayNumber(now, 0)}</td>
              <td>{sayNumber(then, 0)}</td>
              <td>{then === now ? '' : `${then > now ? '+' : '−'}${sayNumber(Math.abs(then - now), 0)}`}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Changed({ change }: { change: HealthModelPreview['changes'][number] }) {
  const slug = useSlug();
  const score = (value: number | null) => (value === null ? '–' : sayNumber(value, 0));
  return (
    <li>
      <span>
        <Anchor component={Link} to={paths.account(slug, change.accountId)} size="sm" underline="hover">
          {change.name}
        </Anchor>{' '}
        {change.arrMinor !== null && (
          <Text span size="xs" c="dimmed">
            <Money minor={change.arrMinor} currency={change.currency} short />
          </Text>
        )}
      </span>
      <Text span size="xs">
        {say(change.from)} {score(change.scoreBefore)} → {say(change.to)} {score(change.scoreAfter)}
        {change.isLater && ', if it holds'}
      </Text>
    </li>
  );
}
