import { UnstyledButton } from '@mantine/core';
import type { Scorecard } from '../../../server/api/contract/scorecard.ts';
import { sayCount, sayNumber } from '../../ui/number.ts';
import type { AskedFigure } from './occasions-drawer.tsx';
import { sayCases, sayQuartiles, sayShareOf } from './say-figures.ts';
import classes from './scorecards.module.css';

/** A count that leads to what is behind it; nothing leads to nothing. */
export function Count({
  value,
  asked,
  onAsk,
  children,
}: {
  value: number;
  asked: AskedFigure;
  onAsk: (asked: AskedFigure) => void;
  /** Shown instead of the count. */
  children?: string;
}) {
  const shown = children ?? sayNumber(value, 0);
  if (value === 0) return <span className={classes.none}>{shown}</span>;
  return (
    <UnstyledButton className={classes.figure} aria-label={`${asked.title}: ${shown}`} onClick={() => onAsk(asked)}>
      {shown}
    </UnstyledButton>
  );
}

/** A share with what it rests on below; it leads to the cases that it counts. */
export function ShareFigure({
  share,
  asked,
  onAsk,
}: {
  share: Scorecard['shares']['reached'];
  asked: AskedFigure;
  onAsk: (asked: AskedFigure) => void;
}) {
  return (
    <>
      <Count value={share.hits} asked={asked} onAsk={onAsk}>
        {sayShareOf(share)}
      </Count>
      <span className={classes.cases}>{sayCases(share)}</span>
    </>
  );
}

/** Half of the runs took longer to end; it leads to those that ended. */
export function DaysFigure({
  days,
  asked,
  onAsk,
}: {
  days: Scorecard['daysToExit'];
  asked: AskedFigure;
  onAsk: (asked: AskedFigure) => void;
}) {
  return (
    <>
      <Count value={days.runs} asked={asked} onAsk={onAsk}>
        {days.quartiles ? sayNumber(days.quartiles.median) : days.runs === 0 ? '–' : sayCount(days.runs, 'run')}
      </Count>
      <span className={classes.cases}>{sayQuartiles(days)}</span>
    </>
  );
}
