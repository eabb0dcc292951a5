import { IconArrowDownRight, IconArrowRight, IconArrowUpRight } from '@tabler/icons-react';
import { sayNumber } from '../number.ts';
import classes from './health.module.css';

export type Band = 'green' | 'yellow' | 'red';

const WORDS: Readonly<Record<Band, string>> = { green: 'Green', yellow: 'Yellow', red: 'Red' };

/** 'Green', 'Yellow', 'Red', or 'Not enough data'. */
export function sayBand(band: Band | null): string {
  return band === null ? 'Not enough data' : WORDS[band];
}

/** Health as word, number and trend; colour only repeats what they say. `change` is in points over `days`. */
export function Health({
  band,
  score,
  change = null,
  days = 28,
}: {
  band: Band | null;
  score: number | null;
  change?: number | null | undefined;
  days?: number;
}) {
  if (band === null || score === null) {
    return (
      <span className={classes.health} data-band="none">
        <span className={classes.word}>Not enough data</span>
      </span>
    );
  }
  return (
    <span className={classes.health} data-band={band}>
      <span className={classes.dot} aria-hidden="true" />
      <span className={classes.word}>{WORDS[band]}</span>
      <span className={classes.score}>{sayNumber(score, 0)}</span>
      {change !== null && <Trend change={change} days={days} />}
    </span>
  );
}

/** How many points up or down: an arrow, the number, and in words for who cannot see the arrow. */
export function Trend({ change, days }: { change: number; days: number }) {
  const points = Math.round(change);
  const Arrow = points > 0 ? IconArrowUpRight : points < 0 ? IconArrowDownRight : IconArrowRight;
  const direction = points > 0 ? 'up' : points < 0 ? 'down' : 'unchanged';
  const words = points === 0 ? `unchanged in ${days} days` : `${direction} ${Math.abs(points)} points in ${days} days`;
  return (
    <span className={classes.trend} data-direction={direction} title={words}>
      <Arrow size={14} stroke={2} aria-hidden="true" />
      <span aria-hidden="true">{Math.abs(points)}</span>
      <span className="visually-hidden">{words}</span>
    </span>
  );
}
