import { Skeleton, Text } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Scorecard } from '../../../server/api/contract/scorecard.ts';
import { Page, Section } from '../../ui/page.tsx';
import { Empty, Failed } from '../../ui/states.tsx';
import { capital } from '../../ui/words.ts';
import { playbookQuery } from '../playbooks/playbook-query.ts';
import { PlaybookTabs } from '../playbooks/playbook-tabs.tsx';
import { DaysSelect } from './days-select.tsx';
import { Count, DaysFigure, ShareFigure } from './figure-cells.tsx';
import { Flags } from './flags.tsx';
import { type AskedFigure, OccasionsDrawer } from './occasions-drawer.tsx';
import { OutcomeSection } from './outcome-section.tsx';
import { EXIT_TITLES } from './say-figures.ts';
import { ScoreParts } from './score-table.tsx';
import { scorecardQuery } from './scorecard-query.ts';
import classes from './scorecards.module.css';
import { StepTable } from './step-table.tsx';

/** How a playbook did: every figure leads to its runs. */
export function ScorecardPage() {
  const { organisation, playbook: key } = useParams({ from: '/o/$organisation/playbooks/$playbook/scorecard' });
  const { days = 365 } = useSearch({ from: '/o/$organisation/playbooks/$playbook/scorecard' });
  const navigate = useNavigate({ from: '/o/$organisation/playbooks/$playbook/scorecard' });
  const { data: playbook } = useSuspenseQuery(playbookQuery(organisation, key));
  const { data, error, refetch } = useQuery(scorecardQuery(organisation, key, days));
  const [asked, setAsked] = useState<AskedFigure | null>(null);
  return (
    <Page
      title={playbook.title}
      above={<PlaybookTabs playbook={key} current="scorecard" />}
      actions={<DaysSelect days={days} onChange={(one) => void navigate({ search: { days: one } })} />}
    >
      {error ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Skeleton height={420} />
      ) : data.counts.triggered === 0 ? (
        <Empty icon={<IconChecklist size={28} stroke={1.5} />} title="It was not triggered in this time">
          Look further back, or see in its back-test what its trigger would have found.
        </Empty>
      ) : (
        <>
          <Head card={data} onAsk={setAsked} />
          <Flags flags={data.flags} />
          <StepTable steps={data.steps} onAsk={setAsked} />
          <Ends counts={data.counts} onAsk={setAsked} />
          <OutcomeSection playbook={key} />
          <ScoreParts parts={data.parts} onAsk={setAsked} />
        </>
      )}
      {asked && <OccasionsDrawer playbook={key} days={days} asked={asked} onClose={() => setAsked(null)} />}
    </Page>
  );
}

function Head({ card, onAsk }: { card: Scorecard; onAsk: (asked: AskedFigure) => void }) {
  const { counts, shares, daysToExit } = card;
  const share = (title: string, name: keyof typeof shares, figure: AskedFigure['behind']['figure']) => (
    <Term name={title}>
      <ShareFigure share={shares[name]} asked={{ title: capital(title), behind: { figure } }} onAsk={onAsk} />
    </Term>
  );
  return (
    <dl className={classes.head}>
      <Term name={counts.triggered === 1 ? 'time triggered' : 'times triggered'}>
        <Count value={counts.triggered} asked={{ title: 'Triggered', behind: { figure: 'triggered' } }} onAsk={onAsk} />
        {counts.not_started > 0 && <span className={classes.cases}>{counts.not_started} without a run of its own</span>}
      </Term>
      {share('first action in time', 'first_action_in_time', 'first_action_in_time')}
      {share('steps done', 'steps_done', 'step_completed')}
      {share('steps late', 'steps_late', 'step_after_due')}
      {share('outcome reached, of those that ended', 'reached', 'exit_success')}
      <Term name="days to exit (median)">
        <DaysFigure days={daysToExit} asked={{ title: 'Ended', behind: { figure: 'ended' } }} onAsk={onAsk} />
      </Term>
      {share('false alarms', 'false_alarms', 'false_alarms')}
      {share('assets edited before use', 'edited', 'assets_edited')}
    </dl>
  );
}

function Term({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Ends({ counts, onAsk }: { counts: Scorecard['counts']; onAsk: (asked: AskedFigure) => void }) {
  return (
    <Section title="How runs end">
      <div className={classes.scroll}>
        <table className={classes.table}>
          <tbody>
            {EXIT_TITLES.map(([exit, title]) => (
              <tr key={exit}>
                <th scope="row">{capital(title)}</th>
                <td>
                  <Count
                    value={counts[`exit_${exit}`]}
                    asked={{ title: capital(title), behind: { figure: `exit_${exit}` } }}
                    onAsk={onAsk}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Text size="xs" c="dimmed" mt="xs">
        False alarms and superseded runs say nothing about the playbook’s outcome and are left out of its share.
      </Text>
    </Section>
  );
}
