import { Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Fragment } from 'react';
import type { Run } from '../../../server/api/contract/run.ts';
import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';
import { AccountLine } from '../../ui/account-line.tsx';
import { Lead, Page, Section } from '../../ui/page.tsx';
import { Due, Instant } from '../../ui/when.tsx';
import { capital, sayOutcome } from '../../ui/words.ts';
import { EscalationLines } from '../escalations/escalation-lines.tsx';
import { causeIn } from '../situations/headline.ts';
import { SituationState, Why } from '../situations/why.tsx';
import { Letters } from './letters.tsx';
import { RunActions } from './run-actions.tsx';
import classes from './run-page.module.css';
import { runQuery } from './run-query.ts';
import { Decided, RunQuestions } from './run-questions.tsx';
import { StepItem } from './step-item.tsx';

/** A run: what and why in one sentence, what comes next, each step, and all that happened. */
export function RunPage() {
  const { organisation, run: id } = useParams({ from: '/o/$organisation/runs/$run' });
  const { data: run } = useSuspenseQuery(runQuery(organisation, id));
  const { situation, playbook } = run;
  return (
    <Page
      title={situation ? situation.headline : `${run.account.name}: ${playbook.title}`}
      above={
        <Group gap={6}>
          <Anchor component={Link} to={paths.playbook(organisation, playbook.key)} size="sm" c="dimmed">
            {playbook.title}
          </Anchor>
          <span>
            · Run #{run.number}
            {run.variation && ` · variation for ${run.variation}`}
          </span>
        </Group>
      }
      beside={<RunState run={run} />}
      actions={<RunActions run={run} />}
    >
      <Lead>
        <AccountLine account={run.account} />
        <Next run={run} />
        {run.pace && run.pace.pace !== 'on_track' && (
          <Text size="sm" c="dimmed">
            {run.pace.because}
          </Text>
        )}
        <EscalationLines run={run.id} />
        <RunQuestions run={run} />
        <Merged run={run} />
      </Lead>
      <div className={classes.columns}>
        <div>
          <Section title="Steps" beside={<StepCount run={run} />}>
            <Steps run={run} />
          </Section>
          {situation && (
            <Section
              title="Why"
              beside={
                <Text c="dimmed" size="sm" ta="right">
                  <SituationState situation={situation} />
                </Text>
              }
            >
              <Why situation={situation} />
            </Section>
          )}
        </div>
        <div className={classes.aside}>
          <Section title="Goal">
            <Goal run={run} />
          </Section>
          <Decided run={run} />
          <Letters run={run} />
          <Section title="Log">
            <Log run={run} />
          </Section>
        </div>
      </div>
    </Page>
  );
}

/** The steps in order; those of a group stand under its title, with what it waits for or when it ends. */
function Steps({ run }: { run: Run }) {
  return (
    <ol className={classes.steps}>
      {run.steps.map((step, index) => {
        const begins = step.group !== null && step.group !== (run.steps[index - 1]?.group ?? null);
        const group = begins ? run.groups.find(({ id }) => id === step.group) : undefined;
        return (
          <Fragment key={`${step.id} ${step.status} ${run.state}`}>
            {group && <GroupTitle group={group} isOpen={run.state === 'open'} />}
            <StepItem run={run} step={step} isOpen={step.status === 'ready' && run.state === 'open'} />
          </Fragment>
        );
      })}
    </ol>
  );
}

function GroupTitle({ group, isOpen }: { group: Run['groups'][number]; isOpen: boolean }) {
  const { status, begins, ends } = group;
  return (
    <li className={classes.group}>
      <h3>{group.title}</h3>
      <Text c="dimmed" size="sm">
        {status === 'over' && `No longer needed${ends ? `: ${ends}` : ''}`}
        {isOpen && status === 'waiting' && begins && `Begins when ${begins}`}
        {isOpen && status === 'active' && ends && `Until ${ends}`}
      </Text>
    </li>
  );
}

const PACES = {
  on_track: { color: 'green', word: 'On track' },
  behind: { color: 'yellow', word: 'Behind' },
  stuck: { color: 'red', word: 'Stuck' },
} as const;

/** What else was found for the account and is worked on here. */
function Merged({ run }: { run: Run }) {
  const slug = useSlug();
  return run.merged.map((one) => (
    <Text key={one.id} size="sm">
      Merged into it:{' '}
      <Anchor component={Link} to={paths.situation(slug, one.id)} size="sm" underline="always">
        {one.title}
      </Anchor>
      , {causeIn(one.headline, run.account.name)}
    </Text>
  ));
}

function RunState({ run }: { run: Run }) {
  if (run.pace) {
    const { color, word } = PACES[run.pace.pace];
    return (
      <Badge color={color} title={run.pace.because}>
        {word}
      </Badge>
    );
  }
  if (run.state === 'open') return null;
  return (
    <Badge color={run.outcome === 'success' ? 'green' : run.outcome === 'failure' ? 'red' : 'gray'}>
      {sayOutcome(run.outcome ?? 'closed_by_hand')}
    </Badge>
  );
}

/** What comes next, by whom and by when; or how it ended. */
function Next({ run }: { run: Run }) {
  if (run.state === 'closed') {
    return (
      <Text>
        Closed {run.closedAt && <Instant at={run.closedAt} />}
        {run.outcomeReason && `: ${run.outcomeReason}`}
      </Text>
    );
  }
  const ready = run.steps.filter((step) => step.status === 'ready');
  const next = ready.toSorted((a, b) => (a.due?.at ?? '9').localeCompare(b.due?.at ?? '9'))[0];
  const waiting = run.steps.find((step) => step.status === 'running');
  if (!next && waiting) {
    return (
      <Text fw={500}>
        Nothing to do now: {waiting.title}
        {waiting.due && (
          <Text span c="dimmed" fw={400}>
            , until <Instant at={waiting.due.at} /> at the latest
          </Text>
        )}
      </Text>
    );
  }
  if (!next) return <Text>Every step is finished. The run ends when its goal is reached, or its time is over.</Text>;
  return (
    <Text fw={500}>
      Next: {next.title}
      {next.owner && `, ${next.owner.name}`}
      {next.due && (
        <>
          , <Due at={next.due.at} because={next.due.derivation} />
        </>
      )}
      {ready.length > 1 && (
        <Text span c="dimmed" fw={400}>
          {' '}
          and {ready.length - 1} more
        </Text>
      )}
    </Text>
  );
}

function StepCount({ run }: { run: Run }) {
  const settled = run.steps.filter((step) => step.status === 'done' || step.status === 'skipped').length;
  return (
    <Text c="dimmed" size="sm">
      {settled} of {run.steps.length}
    </Text>
  );
}

function Goal({ run }: { run: Run }) {
  return (
    <Stack gap={6}>
      <Text>
        {capital(run.goal.outcome)}, within {run.goal.within}.
      </Text>
      <Text c="dimmed" size="sm">
        {run.goal.because}
      </Text>
      {run.state === 'open' && run.firstAction && !run.firstAction.doneAt && (
        <Text size="sm">
          First action <Due at={run.firstAction.dueAt} because={run.firstAction.derivation} />
        </Text>
      )}
      {run.firstAction?.doneAt && (
        <Text size="sm" c="dimmed">
          First action done <Instant at={run.firstAction.doneAt} />
          {run.firstAction.isLate && ', late'}
        </Text>
      )}
      {run.state === 'open' && (
        <Text size="sm" c="dimmed">
          Ends <Instant at={run.endsAt} /> at the latest
        </Text>
      )}
    </Stack>
  );
}

function Log({ run }: { run: Run }) {
  return (
    <ol className={classes.log}>
      {run.log.map((entry) => (
        <li key={entry.sequence}>
          <Text size="sm" c="dimmed">
            {entry.isSystem ? 'Steward' : entry.by}, <Instant at={entry.at} />
          </Text>
          {entry.lines.map((line) => (
            <Text key={line} size="sm">
              {capital(line)}
            </Text>
          ))}
        </li>
      ))}
    </ol>
  );
}
