import { Anchor, Group, Skeleton, Text } from '@mantine/core';
import { IconFlag3 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ScorecardInList } from '../../../server/api/contract/scorecard.ts';
import { paths } from '../../paths.ts';
import { Page, Section } from '../../ui/page.tsx';
import { Failed } from '../../ui/states.tsx';
import { DaysSelect } from './days-select.tsx';
import { Count, DaysFigure, ShareFigure } from './figure-cells.tsx';
import { type AskedFigure, OccasionsDrawer } from './occasions-drawer.tsx';
import { FLAG_WORDS } from './say-figures.ts';
import { scorecardsQuery } from './scorecard-query.ts';
import classes from './scorecards.module.css';

/** How all playbooks did, beside one another. */
export function ScorecardsPage() {
  const { organisation } = useParams({ from: '/o/$organisation/playbooks/scorecards' });
  const { days = 365 } = useSearch({ from: '/o/$organisation/playbooks/scorecards' });
  const navigate = useNavigate({ from: '/o/$organisation/playbooks/scorecards' });
  const { data, error, refetch } = useQuery(scorecardsQuery(organisation, days));
  const [asked, setAsked] = useState<(AskedFigure & { playbook: string }) | null>(null);
  return (
    <Page
      title="Scorecards"
      above={
        <Group gap="md" component="nav" aria-label="Playbooks">
          <Anchor component={Link} to={paths.playbooks(organisation)} size="sm" c="dimmed">
            Playbooks
          </Anchor>
        </Group>
      }
      actions={<DaysSelect days={days} onChange={(one) => void navigate({ search: { days: one } })} />}
    >
      {error ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Skeleton height={420} />
      ) : (
        <Section title="What each playbook did">
          <ScorecardTable scorecards={data.scorecards} onAsk={setAsked} />
          <Text size="xs" c="dimmed" mt="xs">
            Shares with their 95 % interval; of fewer than ten cases they would say too little.
          </Text>
        </Section>
      )}
      {asked && <OccasionsDrawer playbook={asked.playbook} days={days} asked={asked} onClose={() => setAsked(null)} />}
    </Page>
  );
}

function ScorecardTable({
  scorecards,
  onAsk,
}: {
  scorecards: readonly ScorecardInList[];
  onAsk: (asked: AskedFigure & { playbook: string }) => void;
}) {
  const { organisation } = useParams({ from: '/o/$organisation/playbooks/scorecards' });
  // What was triggered most stands first; the others follow by title.
  const inOrder = [...scorecards].sort((a, b) => b.counts.triggered - a.counts.triggered);
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Playbook</th>
            <th scope="col">Triggered</th>
            <th scope="col">First action in time</th>
            <th scope="col">Steps done</th>
            <th scope="col">Outcome reached</th>
            <th scope="col">Days to exit</th>
            <th scope="col">False alarms</th>
          </tr>
        </thead>
        <tbody>
          {inOrder.map(({ playbook, counts, shares, daysToExit, flags }) => {
            const ask = (asked: AskedFigure) => onAsk({ ...asked, playbook: playbook.key });
            const asked = (title: string, figure: AskedFigure['behind']['figure']): AskedFigure => ({
              title: `${title}, ${playbook.title}`,
              behind: { figure },
            });
            return (
              <tr key={playbook.key}>
                <th scope="row">
                  <Anchor component={Link} to={paths.scorecard(organisation, playbook.key)}>
                    {playbook.title}
                  </Anchor>
                  {[...new Set(flags.map(({ kind }) => FLAG_WORDS[kind]))].map((words) => (
                    <span key={words} className={classes.asked}>
                      <IconFlag3 size={14} stroke={1.75} aria-hidden="true" className={classes.flag} />
                      {words}
                    </span>
                  ))}
                </th>
                <td>
                  <Count value={counts.triggered} asked={asked('Triggered', 'triggered')} onAsk={ask} />
                </td>
                <td>
                  <ShareFigure
                    share={shares.first_action_in_time}
                    asked={asked('First action in time', 'first_action_in_time')}
                    onAsk={ask}
                  />
                </td>
                <td>
                  <ShareFigure share={shares.steps_done} asked={asked('Steps done', 'step_completed')} onAsk={ask} />
                </td>
                <td>
                  <ShareFigure share={shares.reached} asked={asked('Outcome reached', 'exit_success')} onAsk={ask} />
                </td>
                <td>
                  <DaysFigure days={daysToExit} asked={asked('Ended', 'ended')} onAsk={ask} />
                </td>
                <td>
                  <ShareFigure share={shares.false_alarms} asked={asked('False alarms', 'false_alarms')} onAsk={ask} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
