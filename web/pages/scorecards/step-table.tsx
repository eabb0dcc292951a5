import type { Scorecard } from '../../../server/api/contract/scorecard.ts';
import { Section } from '../../ui/page.tsx';
import { Count, ShareFigure } from './figure-cells.tsx';
import type { AskedFigure } from './occasions-drawer.tsx';
import classes from './scorecards.module.css';

const FATES = [
  { figure: 'step_late', title: 'Done late' },
  { figure: 'step_overdue', title: 'Overdue now' },
  { figure: 'step_open', title: 'Open' },
  { figure: 'step_skipped', title: 'Skipped' },
  { figure: 'step_given_up', title: 'Given up' },
  { figure: 'step_left_out', title: 'Left out' },
] as const;

/** What became of each step. */
export function StepTable({ steps, onAsk }: { steps: Scorecard['steps']; onAsk: (asked: AskedFigure) => void }) {
  return (
    <Section title="Steps">
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Step</th>
              <th scope="col" title="Of those whose turn came">
                Done
              </th>
              {FATES.map(({ figure, title }) => (
                <th key={figure} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {steps.map(({ id, title, counts, shares }) => (
              <tr key={id}>
                <th scope="row">{title}</th>
                <td>
                  <ShareFigure
                    share={shares.steps_done}
                    asked={{ title: `“${title}”, done`, behind: { figure: 'step_completed', step: id } }}
                    onAsk={onAsk}
                  />
                </td>
                {FATES.map(({ figure, title: fate }) => (
                  <td key={figure}>
                    <Count
                      value={counts[figure]}
                      asked={{ title: `“${title}”, ${fate.toLowerCase()}`, behind: { figure, step: id } }}
                      onAsk={onAsk}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
