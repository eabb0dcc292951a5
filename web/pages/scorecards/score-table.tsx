import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { Scorecard } from '../../../server/api/contract/scorecard.ts';
import { Section } from '../../ui/page.tsx';
import { Count, DaysFigure, ShareFigure } from './figure-cells.tsx';
import type { AskedFigure } from './occasions-drawer.tsx';
import classes from './scorecards.module.css';

type Part = keyof Scorecard['parts'];

/** The same figures for each version, segment or member. */
export function ScoreParts({ parts, onAsk }: { parts: Scorecard['parts']; onAsk: (asked: AskedFigure) => void }) {
  const [part, setPart] = useState<Part>('version');
  return (
    <Section
      title="In parts"
      beside={
        <SegmentedControl
          size="xs"
          aria-label="In parts by"
          data={[
            { value: 'version', label: 'By version' },
            { value: 'segment', label: 'By segment' },
            { value: 'member', label: 'By member' },
          ]}
          value={part}
          onChange={(one) => setPart(one as Part)}
        />
      }
    >
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">
                <span className={classes.hidden}>Part</span>
              </th>
              <th scope="col">Triggered</th>
              <th scope="col">Runs</th>
              <th scope="col">First action in time</th>
              <th scope="col">Steps done</th>
              <th scope="col">Outcome reached</th>
              <th scope="col">Days to exit</th>
              <th scope="col">False alarms</th>
              <th scope="col">Assets edited</th>
            </tr>
          </thead>
          <tbody>
            {parts[part].map((one) => {
              const asked = (title: string, figure: AskedFigure['behind']['figure']): AskedFigure => ({
                title: `${title}, ${one.title}`,
                behind: { figure, [part]: one.key },
              });
              const { counts, shares, daysToExit } = one;
              return (
                <tr key={one.key}>
                  <th scope="row">{one.title}</th>
                  <td>
                    <Count value={counts.triggered} asked={asked('Triggered', 'triggered')} onAsk={onAsk} />
                  </td>
                  <td>
                    <Count value={counts.started} asked={asked('Runs', 'started')} onAsk={onAsk} />
                  </td>
                  <td>
                    <ShareFigure
                      share={shares.first_action_in_time}
                      asked={asked('First action in time', 'first_action_in_time')}
                      onAsk={onAsk}
                    />
                  </td>
                  <td>
                    <ShareFigure
                      share={shares.steps_done}
                      asked={asked('Steps done', 'step_completed')}
                      onAsk={onAsk}
                    />
                  </td>
                  <td>
                    <ShareFigure
                      share={shares.reached}
                      asked={asked('Outcome reached', 'exit_success')}
                      onAsk={onAsk}
                    />
                  </td>
                  <td>
                    <DaysFigure days={daysToExit} asked={asked('Ended', 'ended')} onAsk={onAsk} />
                  </td>
                  <td>
                    <Count value={counts.false_alarms} asked={asked('False alarms', 'false_alarms')} onAsk={onAsk} />
                  </td>
                  <td>
                    <ShareFigure share={shares.edited} asked={asked('Assets edited', 'assets_edited')} onAsk={onAsk} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
