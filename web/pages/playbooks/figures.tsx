import type { PlaybookInLibrary } from '../../../server/api/contract/playbook.ts';
import { sayShare } from '../../ui/number.ts';

type Numbers = Pick<PlaybookInLibrary, 'openSituations' | 'openRuns' | 'ended90d' | 'succeeded90d' | 'wrongAlerts90d'>;

/** What a playbook does now and what came of it, for a list of terms. */
export function Figures({ numbers }: { numbers: Numbers }) {
  const { openSituations, openRuns, ended90d, succeeded90d, wrongAlerts90d } = numbers;
  return (
    <>
      <Figure name={openSituations === 1 ? 'situation' : 'situations'} value={openSituations} />
      <Figure name={openRuns === 1 ? 'run open' : 'runs open'} value={openRuns} />
      {ended90d === 0 ? (
        <Figure name="ended in 90 days" value={0} />
      ) : (
        <Figure name={`of ${ended90d} ended in 90 days reached the goal`} value={sayShare(succeeded90d / ended90d)} />
      )}
      {wrongAlerts90d > 0 && (
        <Figure
          name={wrongAlerts90d === 1 ? 'wrong alert in 90 days' : 'wrong alerts in 90 days'}
          value={wrongAlerts90d}
        />
      )}
    </>
  );
}

function Figure({ name, value }: { name: string; value: number | string }) {
  return (
    <div data-none={value === 0 || undefined}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
