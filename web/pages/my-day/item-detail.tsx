import { Anchor, Button, Group, Kbd, Stack, Text } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconCheck, IconClock, IconUserShare } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useState } from 'react';
import type { WorkItem } from '../../../server/api/contract/my-day.ts';
import { paths } from '../../paths.ts';
import { useMayWork, useSlug } from '../../session.ts';
import { AccountLine } from '../../ui/account-line.tsx';
import { Failed, LoadingPage } from '../../ui/states.tsx';
import { Due } from '../../ui/when.tsx';
import { capital } from '../../ui/words.ts';
import { EscalationActions } from '../escalations/escalation-actions.tsx';
import { EscalationLead } from '../escalations/escalation-page.tsx';
import { escalationQuery } from '../escalations/escalation-query.ts';
import { HandoffBody } from '../handoffs/handoff-body.tsx';
import { handoffQuery } from '../handoffs/handoffs-query.ts';
import { runQuery } from '../runs/run-query.ts';
import { StepActions, StepBody } from '../runs/step-item.tsx';
import { DismissDialog } from '../situations/dismiss-dialog.tsx';
import { causeIn } from '../situations/headline.ts';
import { useStartRun } from '../situations/situation-page.tsx';
import { situationQuery } from '../situations/situation-query.ts';
import { SituationState, Why } from '../situations/why.tsx';
import classes from './my-day.module.css';
import { RunQuestion } from './run-question.tsx';

interface ItemDetailProps {
  readonly item: WorkItem;
  /** Back to the list, on a phone. */
  readonly onBack: (() => void) | null;
  readonly onFinish: () => void;
  readonly onSnooze: () => void;
  readonly onDelegate: () => void;
}

/** What is selected: read it, act, next, without leaving the page. */
export function ItemDetail(props: ItemDetailProps) {
  const { item, onBack } = props;
  return (
    <article className={classes.article}>
      {onBack && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconArrowLeft size={15} />}
          onClick={onBack}
          mb="xs"
          ml={-8}
        >
          My day
        </Button>
      )}
      <AccountLine account={item.account} />
      {item.kind === 'task' ? item.run ? <TaskOfRun {...props} run={item.run.id} /> : <ActionItem {...props} /> : null}
      {item.kind === 'situation' && <OpenSituation {...props} />}
      {item.kind === 'band_change' && <BandChange {...props} />}
      {item.kind === 'escalation' && <EscalatedMatter {...props} />}
      {(item.kind === 'exception' || item.kind === 'left_segment') && <RunQuestion item={item} />}
      {item.kind === 'handoff' && <HandoffItem item={item} />}
    </article>
  );
}

function Heading({ item, children }: { item: WorkItem; children: ReactNode }) {
  return (
    <div className={classes.opening}>
      <h2>{children}</h2>
      <Text c="dimmed" size="sm">
        {item.reason}
      </Text>
    </div>
  );
}

function TaskOfRun({ item, run: id, ...acts }: ItemDetailProps & { run: string }) {
  const slug = useSlug();
  const mayWork = useMayWork();
  const { data: run, error, refetch } = useQuery(runQuery(slug, id));
  const step = run?.steps.find((one) => one.id === item.step);
  return (
    <>
      <Heading item={item}>{item.headline ? causeIn(item.headline, item.account.name) : item.title}</Heading>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!run && !error && <LoadingPage />}
      {run && step && (
        <>
          <section className={classes.part}>
            <h3>
              {item.title}
              {item.dueAt && (
                <Text span fw={400} size="sm" ml="sm">
                  <Due at={item.dueAt} because={item.dueBecause} />
                </Text>
              )}
            </h3>
            <StepActions
              run={run}
              step={step}
              onDone={acts.onFinish}
              beside={
                <>
                  {mayWork && <SnoozeButton onClick={acts.onSnooze} />}
                  {step.whyNotMine === null && <DelegateButton onClick={acts.onDelegate} />}
                </>
              }
            />
            <div className={classes.stepBody}>
              <StepBody run={run} step={step} />
            </div>
          </section>
          {run.situation && (
            <section className={classes.part}>
              <h3>Why</h3>
              <Text c="dimmed" size="sm" mb="sm">
                <SituationState situation={run.situation} />
              </Text>
              <Why situation={run.situation} />
            </section>
          )}
          <section className={classes.part}>
            <Anchor component={Link} to={paths.run(slug, id)} size="sm">
              {run.playbook.title}, run #{run.number}: all {run.steps.length} steps and the log{' '}
              <IconArrowRight size={14} style={{ verticalAlign: -2 }} aria-hidden="true" />
            </Anchor>
          </section>
        </>
      )}
    </>
  );
}

/** A task that was agreed in a talk, without a run. */
function ActionItem({ item, onFinish, onSnooze, onDelegate }: ItemDetailProps) {
  const mayWork = useMayWork();
  return (
    <>
      <Heading item={item}>{item.title}</Heading>
      {mayWork && (
        <Group gap="xs" className={classes.acts}>
          <Button size="xs" leftSection={<IconCheck size={15} stroke={2} />} onClick={onFinish}>
            Done
          </Button>
          <SnoozeButton onClick={onSnooze} />
          <DelegateButton onClick={onDelegate} />
        </Group>
      )}
      {item.dueAt && (
        <Text>
          <Due at={item.dueAt} because={item.dueBecause} />
        </Text>
      )}
    </>
  );
}

function OpenSituation({ item, onSnooze }: ItemDetailProps) {
  const slug = useSlug();
  const mayWork = useMayWork();
  const { data: situation, error, refetch } = useQuery(situationQuery(slug, item.id));
  const start = useStartRun();
  const [asks, setAsks] = useState(false);
  return (
    <>
      <Heading item={item}>{causeIn(item.headline ?? item.title, item.account.name)}</Heading>
      {mayWork && (
        <Group gap="xs" className={classes.acts}>
          <Button
            size="xs"
            loading={start.isPending}
            onClick={() => start.mutate({ accountId: item.account.id, playbookKey: item.playbook!.key })}
          >
            Start {item.playbook?.title}
          </Button>
          <Button size="xs" variant="default" onClick={() => setAsks(true)}>
            Not a risk, because …
          </Button>
          <SnoozeButton onClick={onSnooze} />
        </Group>
      )}
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!situation && !error && <LoadingPage />}
      {situation && (
        <section className={classes.part}>
          <h3>Why</h3>
          <Text c="dimmed" size="sm" mb="sm">
            <SituationState situation={situation} />
          </Text>
          <Why situation={situation} />
        </section>
      )}
      <DismissDialog
        situation={item.id}
        account={item.account.name}
        run={situation?.run ?? null}
        opened={asks}
        onClose={() => setAsks(false)}
      />
    </>
  );
}

function HandoffItem({ item }: Pick<ItemDetailProps, 'item'>) {
  const slug = useSlug();
  const { data: handoff, error, refetch } = useQuery(handoffQuery(slug, item.id));
  return (
    <>
      <Heading item={item}>{handoff?.subject ?? item.title}</Heading>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!handoff && !error && <LoadingPage />}
      {handoff && <HandoffBody handoff={handoff} />}
      {item.run && (
        <section className={classes.part}>
          <Anchor component={Link} to={paths.run(slug, item.run.id)} size="sm">
            {item.playbook?.title}, run #{item.run.number}{' '}
            <IconArrowRight size={14} style={{ verticalAlign: -2 }} aria-hidden="true" />
          </Anchor>
        </section>
      )}
    </>
  );
}

function BandChange({ item, onFinish, onSnooze }: ItemDetailProps) {
  const mayWork = useMayWork();
  return (
    <>
      <Heading item={item}>{item.title}</Heading>
      {item.headline && <Text mb="md">{capital(item.headline)}</Text>}
      {mayWork && (
        <Group gap="xs" className={classes.acts}>
          <Button
            size="xs"
            leftSection={<IconCheck size={15} stroke={2} />}
            onClick={onFinish}
            rightSection={<Kbd size="xs">e</Kbd>}
          >
            Seen
          </Button>
          <SnoozeButton onClick={onSnooze} />
        </Group>
      )}
    </>
  );
}

/** A matter that one carries, or about which one is asked. */
function EscalatedMatter({ item }: ItemDetailProps) {
  const slug = useSlug();
  const { data: escalation, error, refetch } = useQuery(escalationQuery(slug, item.id));
  return (
    <>
      <Heading item={item}>{causeIn(item.headline ?? item.title, item.account.name)}</Heading>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!escalation && !error && <LoadingPage />}
      {escalation && (
        <Stack className={classes.part} gap="sm" align="flex-start">
          <EscalationActions escalation={escalation} />
          <EscalationLead escalation={escalation} />
          <Anchor component={Link} to={paths.escalation(slug, item.id)} size="sm">
            Escalation #{escalation.number}: everything that happened{' '}
            <IconArrowRight size={14} style={{ verticalAlign: -2 }} aria-hidden="true" />
          </Anchor>
        </Stack>
      )}
    </>
  );
}

function SnoozeButton({ onClick }: { onClick: () => void }) {
  return (
    <Button size="xs" variant="default" leftSection={<IconClock size={15} stroke={1.75} />} onClick={onClick}>
      Snooze
    </Button>
  );
}

function DelegateButton({ onClick }: { onClick: () => void }) {
  return (
    <Button size="xs" variant="default" leftSection={<IconUserShare size={15} stroke={1.75} />} onClick={onClick}>
      Delegate
    </Button>
  );
}
