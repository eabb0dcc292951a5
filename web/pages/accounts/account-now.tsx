import { Anchor, Badge, Group, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Account, AccountOutlook } from '../../../server/api/contract/account.ts';
import type { RunInList } from '../../../server/api/contract/run.ts';
import type { SituationInList } from '../../../server/api/contract/situation.ts';
import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';
import { Section } from '../../ui/page.tsx';
import { Failed } from '../../ui/states.tsx';
import { Day, Due } from '../../ui/when.tsx';
import { capital } from '../../ui/words.ts';
import { EscalationLines } from '../escalations/escalation-lines.tsx';
import { HOLD_REASONS } from '../held-back/hold-reasons.ts';
import { runsQuery } from '../runs/run-query.ts';
import { causeIn } from '../situations/headline.ts';
import { situationsQuery } from '../situations/situation-query.ts';
import { WhyLink } from '../why/why-link.tsx';
import classes from './account.module.css';
import { outlookQuery } from './account-query.ts';

/** What goes on: open situations and runs, and what was held back and why. */
export function AccountNow({ account }: { account: Account }) {
  const slug = useSlug();
  const situations = useQuery(situationsQuery(slug, { account: account.id, state: 'open' }));
  const runs = useQuery(runsQuery(slug, { account: account.id, state: 'open' }));
  const outlook = useQuery(outlookQuery(slug, account.id));
  const failed = [situations, runs, outlook].find((query) => query.isError);
  return (
    <Section
      title="What is going on"
      beside={
        <WhyLink account={account.id}>
          {situations.data?.length === 0 ? 'Why is there nothing here?' : 'Why these, and no others?'}
        </WhyLink>
      }
    >
      {failed ? (
        <Failed error={failed.error} retry={() => void failed.refetch()} />
      ) : !situations.data || !runs.data || !outlook.data ? (
        <Skeleton height={72} />
      ) : (
        <>
          <EscalationLines account={account.id} />
          {situations.data.length === 0 && runs.data.length === 0 && (
            <Text c="dimmed">
              No situation is open
              {outlook.data.diagnosedAsOf ? (
                <>
                  {' '}
                  as of <Day day={outlook.data.diagnosedAsOf} form="date" />
                </>
              ) : (
                ': nothing has been diagnosed yet'
              )}
              .
            </Text>
          )}
          <ul className={classes.plain}>
            {situations.data.map((situation) => (
              <SituationLine key={situation.id} situation={situation} runs={runs.data} />
            ))}
            {runs.data
              .filter((run) => !situations.data.some((situation) => situation.run?.id === run.id))
              .map((run) => (
                <li key={run.id} className={classes.situation}>
                  <RunLine run={run} />
                </li>
              ))}
          </ul>
          <HeldBack account={account.id} outlook={outlook.data} />
        </>
      )}
    </Section>
  );
}

function SituationLine({ situation, runs }: { situation: SituationInList; runs: readonly RunInList[] }) {
  const slug = useSlug();
  const run = runs.find((one) => one.id === situation.run?.id);
  return (
    <li className={classes.situation}>
      <Group gap="xs" justify="space-between" wrap="nowrap">
        <Anchor component={Link} to={paths.situation(slug, situation.id)} fw={600} underline="hover">
          {situation.playbook.title}
        </Anchor>
        <Text size="xs" c="dimmed" flex="none">
          open since <Day day={situation.openedOn} form="date" />
        </Text>
      </Group>
      <Text size="sm">{causeIn(situation.headline, situation.account.name)}.</Text>
      {run && <RunLine run={run} />}
    </li>
  );
}

function RunLine({ run }: { run: RunInList }) {
  const slug = useSlug();
  return (
    <Text size="sm" c="dimmed" component="div">
      <Anchor component={Link} to={paths.run(slug, run.id)} size="sm" underline="always">
        Run #{run.number} {run.playbook.title}
      </Anchor>
      {`, ${run.stepsDone} of ${run.steps} steps done`}
      {run.nextStep && (
        <>
          {`. Next: ${run.nextStep.title}, ${run.nextStep.owner}`}
          {run.nextStep.dueAt && (
            <>
              , <Due at={run.nextStep.dueAt} />
            </>
          )}
        </>
      )}
    </Text>
  );
}

/** Why is there nothing here? What would have opened and did not. */
function HeldBack({ account, outlook }: { account: string; outlook: AccountOutlook }) {
  if (outlook.heldBack.length === 0) return null;
  return (
    <div style={{ marginTop: 12 }}>
      <Text size="sm" fw={500} mb={4}>
        Held back
      </Text>
      <ul className={classes.plain}>
        {outlook.heldBack.map(({ playbook, reason, detail, until }) => (
          <li key={playbook.key}>
            <Group gap={8} py={3} wrap="nowrap" align="baseline">
              <Badge color="gray" flex="none">
                {HOLD_REASONS[reason] ?? reason}
              </Badge>
              <Text size="sm">
                <WhyLink account={account} playbook={playbook.key}>
                  {playbook.title}
                </WhyLink>
                {`: ${capital(detail)}`}
                {until && (
                  <>
                    {' ('}
                    <Day day={until} form="distance" />)
                  </>
                )}
              </Text>
            </Group>
          </li>
        ))}
      </ul>
    </div>
  );
}
